"""A letter's content dressed for its route, in the reader's language."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from branchline.core.design.colours import ROOM_COLOURS, room

from ..letters import Attachment, Content, Letter, Step
from ..models import Message, Route
from .sms import fit


@dataclass(frozen=True)
class Letterhead:
    """How a library service presents itself in one language."""

    service: str
    slug: str
    telephone: str = ""
    postal_address: str = ""
    website: str = ""


@dataclass(frozen=True)
class Dressed:
    """Ready to go. `html` only for email."""

    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = field(default=())


def dress(
    *, letter: Letter, content: Content, message: Message, head: Letterhead, stop: str = ""
) -> Dressed:
    """`stop` is the address of the page that ends messages to many."""
    with translation.override(message.language):
        subject = " ".join(content.subject.split())[:200]
        match Route(message.route):
            case Route.EMAIL:
                text = _email_text(content, message, head, stop)
                html = _email_html(letter, content, message, head, stop)
                return Dressed(subject, text, html, tuple(content.attachments))
            case Route.SMS:
                return Dressed(
                    subject, fit(content.short or _in_short(content), end=content.short_end)
                )
            case Route.PHONE:
                return Dressed(subject, "\n\n".join(content.spoken or content.paragraphs))
            case Route.LETTER:
                return Dressed(subject, _letter_text(content, message, head))


def greeting(name: str) -> str:
    """With the name, when we have one."""
    return _("Dear %(name)s,") % {"name": name} if name else _("Hello,")


def closing(content: Content) -> str:
    """The writer's own, or ours."""
    return content.closing or _("With kind regards")


def call_us(head: Letterhead) -> str:
    """How to reach a person."""
    if head.telephone:
        return _("Any questions? Ring us on %(telephone)s.") % {"telephone": head.telephone}
    return _("Any questions? Ask at any of our libraries.")


def _email_text(content: Content, message: Message, head: Letterhead, stop: str) -> str:
    blocks = [greeting(message.name), *content.paragraphs]
    if content.facts:
        blocks.append("\n".join(f"{name}: {value}" for name, value in content.facts))
    blocks += [f"{step.words}\n{step.address}".strip() for step in content.steps]
    blocks += [f"{closing(content)}\n{head.service}", call_us(head)]
    if stop:
        blocks.append(_("Don’t want these emails any more? Tell us here:") + f"\n{stop}")
    return "\n\n".join(blocks) + "\n"


def _email_html(
    letter: Letter, content: Content, message: Message, head: Letterhead, stop: str
) -> str:
    return render_to_string(
        "messages/mail/email.html",
        {
            "letter": letter,
            "content": content,
            "greeting": greeting(message.name),
            "closing": closing(content),
            "call_us": call_us(head),
            "head": head,
            "stop": stop,
            "language": message.language,
            "colour": ROOM_COLOURS[room(content.room or letter.name.partition(".")[0])],
            "size": 22 if message.format == "large_print" else 18,
        },
    )


def _letter_text(content: Content, message: Message, head: Letterhead) -> str:
    blocks = [greeting(message.name), *content.paragraphs]
    if content.facts:
        blocks.append("\n".join(f"{name}: {value}" for name, value in content.facts))
    blocks += [step_on_paper(in_words(step), step.code, head) for step in content.steps]
    blocks += [f"{closing(content)}\n{head.service}", call_us(head)]
    return "\n\n".join(blocks) + "\n"


def in_words(step: Step) -> str:
    """What a step says on paper: where no code stands for it, its address is there to be typed."""
    if step.code or not step.address:
        return step.words
    return f"{step.words}: {step.address.split('://')[-1]}"


def step_on_paper(words: str, code: str, head: Letterhead) -> str:
    """A code and a telephone number instead of a link."""
    if not code:
        return words
    if head.telephone:
        how = _("Ring %(telephone)s, or ask at the library, and say this code: %(code)s")
    else:
        how = _("Ask at the library and say this code: %(code)s")
    return f"{words}\n" + how % {"telephone": head.telephone, "code": code}


def _in_short(content: Content) -> str:
    said = [content.subject, *(value for _name, value in content.facts)]
    address = next((step.address for step in content.steps if step.address), "")
    return ", ".join(said) + (f". {address}" if address else "")
