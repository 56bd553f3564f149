"""What people are told: true when it leaves, in their language, fit for their route."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from branchline.core.acting import Acting, Channel
from branchline.core.links import LinkNotKnown
from branchline.core.words import said
from branchline.events.actions import cancel_booking, cancel_occurrence
from branchline.events.letters import BOOKED, CANCELLED_BY_YOU, OCCURRENCE_CANCELLED
from branchline.events.models import Booking, Occurrence
from branchline.events.queries import my_booking_by_link
from branchline.messages.letters import Content, Letter
from branchline.messages.models import Route

from .conftest import DESK, NOW, WEB, book


def compose(
    letter: Letter, booking: Booking, route: Route = Route.EMAIL, language: str = "en"
) -> Content:
    """As the worker does it."""
    content = letter.compose(booking.public_id, language, route, NOW)
    assert content is not None
    return content


def secret(content: Content) -> str:
    """The end of the link's address."""
    return content.steps[0].address.rsplit("/", 1)[-1]


def test_the_confirmation_says_what_when_where_and_for_whom(rhyme_time: Occurrence) -> None:
    content = compose(BOOKED, book(rhyme_time, adults=1, children=2, access_note="A pram."))
    facts = " ".join(value for _, value in content.facts)
    assert content.subject == "Booked: Rhyme time, Tuesday 6 October, 10:30am to 11am"
    assert "Sale Library, Sale, M33 7ZF" in facts
    assert "1 adult and 2 children" in facts
    assert any("A pram. The staff see this" in p for p in content.paragraphs)
    attached, square_code = content.attachments
    assert square_code.media_type == "image/png"
    (event,) = Calendar.from_ical(attached.content).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)


def test_the_link_leads_to_the_booking_and_opening_it_changes_nothing(
    rhyme_time: Occurrence,
) -> None:
    booking = book(rhyme_time)
    content = compose(BOOKED, booking)
    for _opened in range(2):
        assert my_booking_by_link(secret=secret(content), now=NOW).is_live
    with pytest.raises(LinkNotKnown):
        my_booking_by_link(secret=secret(content), now=rhyme_time.ends_at + timedelta(seconds=1))
    with pytest.raises(LinkNotKnown):
        my_booking_by_link(secret=secret(content)[:-1], now=NOW)


def test_paper_and_voice_carry_a_code(rhyme_time: Occurrence) -> None:
    booking = book(
        rhyme_time,
        route=Route.LETTER,
        address="1 Invented Row, M33 7ZF",
        by=Acting(channel=Channel.DESK),
    )
    for route in (Route.LETTER, Route.PHONE):
        content = compose(BOOKED, booking, route)
        (step,) = content.steps
        assert my_booking_by_link(secret=step.code.upper(), now=NOW).pk == booking.pk
        assert content.attachments == ()
        assert any(step.code in sentence for sentence in content.spoken)


def test_a_text_message_is_short_and_has_the_link(rhyme_time: Occurrence) -> None:
    content = compose(BOOKED, book(rhyme_time), Route.SMS)
    assert len(content.short) < 306
    assert "http" in content.short


def test_welsh_readers_get_welsh_facts(rhyme_time: Occurrence) -> None:
    content = compose(BOOKED, book(rhyme_time, language="cy"), language="cy")
    facts = " ".join(value for _, value in content.facts)
    assert "Amser rhigwm" in facts
    assert "Dydd Mawrth 6 Hydref, 10.30am" in facts
    assert "/cy/" in content.steps[0].address


def test_what_is_no_longer_true_is_not_sent(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time)
    assert CANCELLED_BY_YOU.compose(booking.public_id, "en", Route.EMAIL, NOW) is None
    assert OCCURRENCE_CANCELLED.compose(booking.public_id, "en", Route.EMAIL, NOW) is None
    assert BOOKED.compose(booking.public_id, "en", Route.EMAIL, rhyme_time.ends_at) is None
    assert BOOKED.compose("0000000000", "en", Route.EMAIL, NOW) is None
    cancel_booking(booking=booking, by=WEB, now=NOW)
    assert BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW) is None
    content = compose(CANCELLED_BY_YOU, booking)
    (event,) = Calendar.from_ical(content.attachments[0].content).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_a_date_called_off_says_why(rhyme_time: Occurrence) -> None:
    booking = book(rhyme_time)
    cancel_occurrence(occurrence=rhyme_time, because=said("The boiler has died."), by=DESK, now=NOW)
    content = compose(OCCURRENCE_CANCELLED, booking)
    assert "The boiler has died." in content.paragraphs
    assert "The boiler has died." in compose(OCCURRENCE_CANCELLED, booking, Route.SMS).short
    assert BOOKED.compose(booking.public_id, "en", Route.EMAIL, NOW) is None
    assert (
        OCCURRENCE_CANCELLED.compose(booking.public_id, "en", Route.EMAIL, rhyme_time.ends_at)
        is None
    )
