"""A worker of its own process for test_killed: it knows the letter of the tests and runs what waits."""

import os
import sys

import django


def main(concurrency: str) -> None:
    """Say when it is ready; end when nothing waits."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchline.settings")
    django.setup()
    from django.core.management import call_command

    from branchline.messages import letters
    from branchline.messages.letters import Content, Letter
    from branchline.messages.models import Route

    def compose(reference: str, language: str, route: Route, now: object) -> Content:
        return Content(subject=f"About {reference}", paragraphs=["Your places are kept."])

    letters._by_name()["messages.test"] = Letter("messages.test", "Places kept", compose)
    print("ready", flush=True)
    call_command("procrastinate", "worker", "--one-shot", "--concurrency", concurrency)


if __name__ == "__main__":
    main(sys.argv[1])
