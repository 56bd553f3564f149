"""Django's one-time notices under another label: `messages` is the room that writes to people."""

from django.contrib.messages.apps import MessagesConfig


class NoticesConfig(MessagesConfig):
    """django.contrib.messages, which has no tables, labelled `notices`."""

    label = "notices"
