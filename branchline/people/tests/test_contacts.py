"""Who asks for something without an account is one contact for each address."""

from datetime import timedelta

import pytest

from branchline.core import clock
from branchline.core.acting import Acting, Channel
from branchline.core.links import issue
from branchline.core.scoping import scope
from branchline.messages.models import Message, Route
from branchline.people import actions, errors
from branchline.people.letters.contacts import PROOF, compose_prove
from branchline.people.models import Contact, ContactHistory, ContactLink, MarkSource

from .conftest import Cast, signed_in
from .residents import MAUD_MAIL, NOW, contact, later, resident


def test_the_same_address_is_the_same_contact(at_alices: Cast) -> None:
    first = contact(address="Tom@example.test")
    again = contact(address=" tom@EXAMPLE.test", now=later())
    assert first == again
    assert Contact.objects.get().seen_at == later()


def test_the_newest_name_wins_while_nobody_is_sure(at_alices: Cast) -> None:
    contact("Tom")
    assert contact("Thomas Okafor").name == "Thomas Okafor"
    assert [row.name for row in ContactHistory.objects.all()] == ["Tom"]


def test_nobody_on_the_web_renames_a_contact_whom_staff_vouch_for(at_alices: Cast) -> None:
    contact("Tom Okafor", by=at_alices.as_alice)
    assert contact("Somebody else").name == "Tom Okafor"
    assert contact("Thomas Okafor", by=at_alices.as_alice).name == "Thomas Okafor"


def test_staff_vouch_for_whom_they_add(at_alices: Cast) -> None:
    assert contact(by=at_alices.as_alice).vouched_by == at_alices.alice
    assert not contact("Ann", address="ann@example.test").is_sure


def test_a_code_proves_the_address(at_alices: Cast) -> None:
    tom = contact()
    actions.ask_for_proof(contact=tom, by=at_alices.as_alice, now=NOW)
    content = compose_prove(tom.public_id, "en", Route.EMAIL, NOW)
    assert content is not None
    code = content.steps[0].code
    with pytest.raises(errors.ProofNotKnown):
        actions.prove_contact(contact=tom, code="k7mp-2x9d", by=Acting(), now=NOW)
    actions.prove_contact(contact=tom, code=code, by=Acting(), now=NOW)
    tom.refresh_from_db()
    assert tom.proven_at == NOW
    assert compose_prove(tom.public_id, "en", Route.EMAIL, NOW) is None


def test_the_code_of_another_contact_proves_nothing(at_alices: Cast) -> None:
    tom, ann = contact(), contact("Ann", address="ann@example.test")
    theirs = issue(purpose=PROOF, subject=ann.public_id, now=NOW, expires_at=later())
    with pytest.raises(errors.ProofNotKnown):
        actions.prove_contact(contact=tom, code=theirs.code, by=Acting(), now=NOW)


def test_linking_to_a_resident_is_decided_by_staff_and_can_be_undone(at_alices: Cast) -> None:
    maud = resident(at_alices, routes=[MAUD_MAIL])
    same = contact("Maud", address="maud@example.test")
    link = actions.decide_contact(
        contact=same, resident=maud, same=True, by=at_alices.as_alice, now=NOW
    )
    with pytest.raises(errors.AlreadyDecided):
        actions.decide_contact(
            contact=same, resident=maud, same=True, by=at_alices.as_alice, now=NOW
        )
    actions.undo_decision(link=link, by=at_alices.as_alice, now=later())
    with pytest.raises(errors.AlreadyUndone):
        actions.undo_decision(link=link, by=at_alices.as_alice, now=later())
    actions.decide_contact(
        contact=same, resident=maud, same=False, by=at_alices.as_alice, now=later()
    )
    assert ContactLink.objects.count() == 2


def test_a_contact_is_one_person_at_most(at_alices: Cast) -> None:
    maud, mary = resident(at_alices), resident(at_alices, "Mary Okafor")
    tom = contact()
    actions.decide_contact(contact=tom, resident=maud, same=True, by=at_alices.as_alice, now=NOW)
    with pytest.raises(errors.LinkedToAnother):
        actions.decide_contact(
            contact=tom, resident=mary, same=True, by=at_alices.as_alice, now=NOW
        )


def test_two_services_keep_the_same_address_apart(cast: Cast) -> None:
    from branchline.core.scoping import scope

    with scope(cast.service.pk):
        ours = contact("Tom")
    with scope(cast.elsewhere.pk):
        theirs = contact("Thomas", by=Acting(channel=Channel.WEB))
        assert list(Contact.objects.all()) == [theirs]
    assert ours != theirs


def test_no_code_goes_to_somebody_who_has_died(at_alices: Cast) -> None:
    """Not even to an address that stays open, because a widow uses it too."""
    frank = resident(at_alices, "Frank Okafor", routes=[MAUD_MAIL])
    resident(at_alices, routes=[MAUD_MAIL])
    tom = contact("Frank", *MAUD_MAIL)
    actions.decide_contact(contact=tom, resident=frank, same=True, by=at_alices.as_alice, now=NOW)
    actions.note_death(person=frank, source=MarkSource.FAMILY, by=at_alices.as_alice, now=NOW)
    with pytest.raises(errors.NotToBeWrittenTo, match="They have died"):
        actions.ask_for_proof(contact=tom, by=at_alices.as_alice, now=NOW)
    assert not Message.objects.exists()


def test_no_button_offers_a_code_to_somebody_who_must_not_be_written_to(cast: Cast) -> None:
    with scope(cast.service.pk):
        tom = contact()
    page = f"/alice/desk/people/contacts/{tom.public_id}"
    bob = signed_in(cast.bob)
    with clock.at(NOW):
        assert "Send them a code" in bob.get(page).content.decode()
        with scope(cast.service.pk):
            actions.do_not_contact(
                person=tom, route=Route(tom.route), source=MarkSource.PERSON, by=Acting(), now=NOW
            )
        shown = bob.get(page).content.decode()
        assert "Send them a code" not in shown
        assert "They do not wish to be contacted in this way." in shown
        answer = bob.post(f"{page}/code", follow=True).content.decode()
        assert "They do not wish to be contacted in this way." in answer


def test_a_code_by_letter_leaves_time_for_the_post_and_for_coming_in(at_alices: Cast) -> None:
    tom = contact("Tom", Route.LETTER, "14 Invented Row\nSale\nM33 7ZF")
    actions.ask_for_proof(contact=tom, by=at_alices.as_alice, now=NOW)
    printed = NOW + timedelta(days=6)
    content = compose_prove(tom.public_id, "en", Route.LETTER, printed)
    assert content is not None, "printed with the others at the end of the week"
    assert compose_prove(tom.public_id, "en", Route.EMAIL, printed) is None, "proves nothing"
    came_in = printed + Route.LETTER.lead_time + timedelta(days=13)
    actions.prove_contact(contact=tom, code=content.steps[0].code, by=Acting(), now=came_in)


def test_nobodys_address_is_proven_by_trying_codes(cast: Cast) -> None:
    with scope(cast.service.pk):
        tom, ann = contact(), contact("Ann", address="ann@example.test")
    bob = signed_in(cast.bob)
    with clock.at(NOW):
        right = "/alice/desk/people/contacts/{0.public_id}/prove".format
        with scope(cast.service.pk):
            issued = issue(purpose=PROOF, subject=tom.public_id, now=NOW, expires_at=later())
        for guess in range(10):
            wrong = bob.post(right(ann), {"code": f"k7mp-2x9{guess}"}).content.decode()
            assert "not the one that we sent" in wrong
        late = bob.post(right(tom), {"code": issued.code}).content.decode()
        assert "Please wait 15 minutes" in late
        assert issued.code in late, "what was typed is kept"
    with clock.at(NOW + timedelta(minutes=16)):
        assert bob.post(right(tom), {"code": issued.code}).status_code == 302
    with scope(cast.service.pk):
        assert Contact.objects.filter(proven_at__isnull=False).get() == tom
