"""Addresses of the room messages."""

from django.urls import path

from . import api as machines
from . import desk as staff
from . import pages

national = [
    path("demo/mailbox", pages.mailbox, name="mailbox"),
    path("demo/mailbox/<slug:public_id>", pages.mail, name="mail"),
    path("demo/mailbox/<slug:public_id>/html", pages.mail_html, name="mail_html"),
    path("demo/mailbox/<slug:public_id>/<int:number>", pages.mail_file, name="mail_file"),
]

public = [
    path("messages/stop/<str:token>", pages.stop, name="stop"),
]

api = [
    path("messages/notify/receipts", machines.notify_receipt, name="notify_receipt"),
    path("messages/mail/returned", machines.mail_returned, name="mail_returned"),
    path("messages/notify/replies", machines.notify_reply, name="notify_reply"),
]

desk = [
    path("messages", staff.outbox, name="outbox"),
    path("messages/letters", staff.letters, name="letters"),
    path("messages/letters/print", staff.print_now, name="print"),
    path("messages/letters/<slug:public_id>", staff.run, name="run"),
    path("messages/letters/<slug:public_id>.pdf", staff.run_pdf, name="run_pdf"),
    path("messages/letters/<slug:public_id>/posted", staff.posted, name="posted"),
    path("messages/letters/<slug:public_id>/again", staff.give_up, name="give_up"),
    path("messages/letters/<slug:public_id>/spoilt/<slug:message>", staff.spoilt, name="spoilt"),
    path("messages/calls", staff.calls, name="calls"),
    path("messages/calls/<slug:public_id>", staff.call, name="call"),
    path("messages/calls/<slug:public_id>/take", staff.take, name="take"),
    path("messages/calls/<slug:public_id>/leave", staff.leave, name="leave"),
    path("messages/calls/<slug:public_id>/now", staff.ring_sooner, name="ring_sooner"),
    path("messages/replies", staff.replies, name="replies"),
    path("messages/replies/<slug:public_id>/done", staff.handled, name="handled"),
    path("messages/wording", staff.wording, name="wording"),
    path("messages/wording/<str:name>", staff.letter, name="letter"),
    path("messages/sender", staff.sender, name="sender"),
    path("messages/<slug:public_id>", staff.message, name="message"),
    path("messages/<slug:public_id>/again", staff.again, name="again"),
    path("messages/<slug:public_id>/another-way", staff.another_way, name="another_way"),
    path("messages/<slug:public_id>/arrived", staff.arrived, name="arrived"),
    path("messages/<slug:public_id>/stop", staff.record_stop, name="record_stop"),
    path("messages/<slug:public_id>/stop/undo", staff.undo_stop, name="undo_stop"),
    path("messages/<slug:public_id>/withdraw", staff.take_back, name="withdraw"),
]
