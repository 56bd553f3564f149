"""The pages: at the desk, at a partner's own desk, and behind the link of a mail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from branchline.core import clock, links
from branchline.core.models import Link
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.messages.letters import letter_called
from branchline.messages.models import Message, Route
from branchline.people import actions as people
from branchline.people.models import MarkSource, RecordRead
from branchline.people.tests.conftest import account, signed_in, works
from branchline.people.tests.residents import NOW, later, resident

from ..actions import (
    accept_referral,
    decline_referral,
    note_felt,
    report_done,
    withdraw_referral,
)
from ..models import Fact, Felt, PartnerOffer, Referral, ReferralKind, State
from ..queries import board, open_for, to_ask_about, unanswered, waiting_to_be_felt
from .conftest import WORDS, House, refer


@pytest.fixture(autouse=True)
def at_nine() -> Any:
    with clock.at(NOW):
        yield


def at(name: str, *args: str) -> str:
    return reverse(f"referrals:{name}", args=["alice", *args])


def token(made: Referral) -> str:
    return links.issue(
        purpose="referrals.answer", subject=made.public_id, now=NOW, expires_at=later(9)
    ).token


def test_staff_pass_somebody_on_from_their_record(house: House) -> None:
    alice = signed_in(house.cast.alice)
    record = alice.get(reverse("people:resident", args=["alice", house.maud.public_id]))
    here = at("desk_of", house.maud.public_id)
    assert here in record.content.decode()
    page = alice.get(here)
    assert "They have not been passed on to anybody" in page.content.decode()
    form = {
        "to": f"groceries:{house.by_mail.public_id}", "words": WORDS, "urgency": "usual",
        "share": ["telephone"], "key": page.context["form"]["key"].value(),
    }  # fmt: skip
    wrong = alice.post(here, form | {"to": "", "words": ""})
    assert "Choose what they need and who could help" in wrong.content.decode()
    made = alice.post(here, form, follow=True)
    referral = Referral.objects.get()
    assert referral.state == State.DRAFT
    assert "You may pass my first name and what I need on to Food for All" in made.content.decode()
    there = at("desk_referral", referral.public_id)
    unsaid = alice.post(there, {"do": "send"})
    assert "Ask them first" in unsaid.content.decode()
    sent = alice.post(there, {"do": "send", "send-consent_how": "telephone"}, follow=True)
    assert "Sent. You see here when they answer." in sent.content.decode()
    referral.refresh_from_db()
    assert (referral.state, referral.consent_how) == (State.SENT, "telephone")
    assert RecordRead.objects.filter(page="referrals:desk_referral").exists()


def test_staff_write_down_what_they_were_told(house: House) -> None:
    alice = signed_in(house.cast.alice)
    made = refer(house, house.by_phone)
    listed = alice.get(at("desk")).content.decode()
    assert "Please ask these partners" in listed
    there = at("desk_referral", made.public_id)
    said = alice.post(there, {"do": "chase", "chase-note": "Rang, they look at it"}, follow=True)
    assert "Rang, they look at it" in said.content.decode()
    assert not unanswered(NOW)
    no = alice.post(
        there, {"do": "decline", "decline-reason": "other", "decline-instead": "Ask us"}
    )
    assert "Say why not" in no.content.decode()
    for deed in ({"do": "accept"}, {"do": "done"}, {"do": "felt", "felt-felt": "partly"}):
        assert alice.post(there, deed).status_code == 302
    assert "They say: Partly" in alice.get(at("desk")).content.decode()
    late = alice.post(there, {"do": "accept"}, follow=True).content.decode()
    assert "Something has changed meanwhile" in late
    assert (
        alice.post(there, {"do": "felt", "felt-felt": "yes", "felt-note": "Lovely"}).status_code
        == 302
    )
    made.refresh_from_db()
    assert made.state == State.CLOSED
    assert "Lovely" in alice.get(there).content.decode()
    other = refer(house)
    where = at("desk_referral", other.public_id)
    no_more = {"do": "decline", "decline-reason": "0", "decline-instead": "We look again"}
    assert alice.post(where, no_more).status_code == 302
    assert "We have no room at the moment." in alice.get(where).content.decode()
    third = refer(house)
    assert alice.post(at("desk_referral", third.public_id), {"do": "withdraw"}).status_code == 302
    ended = alice.get(at("desk"), {"show": "ended", "whose": "mine"}).content.decode()
    assert ended.count("Maud Okafor") == 3


def test_a_list_says_so_when_it_is_empty(house: House) -> None:
    alice = signed_in(house.cast.alice)
    assert "Nothing here" in alice.get(at("desk")).content.decode()
    pat = signed_in(house.pat)
    assert "Nobody waits for you" in pat.get(at("partner")).content.decode()
    assert "Nothing has ended yet" in pat.get(at("partner"), {"show": "ended"}).content.decode()


def test_nobody_passes_on_who_has_died_and_nobody_to_nobody(house: House) -> None:
    alice = signed_in(house.cast.alice)
    wilf = resident(house.cast, "Wilf Okafor")
    people.note_death(person=wilf, source=MarkSource.FAMILY, by=house.by, now=NOW)
    assert "They have died" in alice.get(at("desk_of", wilf.public_id)).content.decode()
    PartnerOffer.objects.update(ended_on=NOW.date())
    assert (
        "Nobody takes people yet" in alice.get(at("desk_of", house.maud.public_id)).content.decode()
    )
    assert "Nobody yet" in alice.get(at("desk_offers")).content.decode()


def test_a_manager_says_who_takes_people(house: House) -> None:
    alice, bob = signed_in(house.cast.alice), signed_in(house.cast.bob)
    assert bob.get(at("desk_offers")).status_code == 404
    assert "Food for All" in alice.get(at("desk_offers")).content.decode()
    page = alice.get(at("desk_new_offer"))
    new = {
        "who": "outside",
        "kinds": ["sight"],
        "answer_days": "4",
        "key": page.context["form"]["key"].value(),
    }
    assert (
        "write the name"
        in alice.post(at("desk_new_offer"), new | {"email": "a@b.test"}).content.decode()
    )
    assert (
        "Give an email address"
        in alice.post(at("desk_new_offer"), new | {"name": "Eyes"}).content.decode()
    )
    wrong = new | {"name": "Eyes", "telephone": "12", "answer_days": "soon"}
    assert "number of days in figures" in alice.post(at("desk_new_offer"), wrong).content.decode()
    many = new | {"name": "Eyes", "telephone": "12", "answer_days": "99"}
    refused = alice.post(at("desk_new_offer"), many).content.decode()
    assert "with its area code" in refused
    assert "between 1 and 60" in refused
    assert (
        alice.post(
            at("desk_new_offer"), new | {"name": "Eyes", "telephone": "0161 496 0333"}
        ).status_code
        == 302
    )
    made = PartnerOffer.objects.get(name="Eyes")
    there = at("desk_offer", made.public_id)
    again = alice.get(there).context["form"]
    change = again.initial | {"name": "Eyes first", "key": again["key"].value()}
    assert alice.post(there, change).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.answer_days, made.kinds) == ("Eyes first", 4, [ReferralKind.SIGHT])
    assert alice.post(there, {"do": "end"}).status_code == 302
    assert alice.get(there).status_code == 404


def test_a_partner_answers_at_their_own_desk_and_reads_only_what_was_agreed(house: House) -> None:
    made = refer(house, house.with_desk)
    pat = signed_in(house.pat)
    listed = pat.get(at("partner")).content.decode()
    assert "Maud" in listed
    assert "Okafor" not in listed
    there = at("partner_referral", made.public_id)
    page = pat.get(there).content.decode()
    assert WORDS in page
    assert "0161 496 0117" in page
    assert "maud@example.test" not in page
    assert RecordRead.objects.filter(account=house.pat, resident=house.maud).exists()
    pat.post(there, {"answer": "yes"})
    assert "You said yes to Maud" in pat.get(there).content.decode()
    pat.post(there, {"answer": "done"})
    made.refresh_from_db()
    assert made.state == State.DONE
    assert "We ask Maud next time we talk" in pat.get(there).content.decode()
    note_felt(referral=made, felt=Felt.YES, note="Said at the desk", by=house.by, now=NOW)
    after = pat.get(there).content.decode()
    assert "Maud says that it happened" in after
    assert WORDS not in after
    ended = pat.get(at("partner"), {"show": "ended"}).content.decode()
    assert made.public_id in ended
    assert "Maud" not in ended


def test_a_no_says_why_and_what_else_and_reaches_the_person(house: House) -> None:
    made = refer(house, house.with_desk)
    pat, there = signed_in(house.pat), at("partner_referral", made.public_id)
    assert "Choose why not" in pat.post(there, {"answer": "no", "instead": "x"}).content.decode()
    other = pat.post(there, {"answer": "no", "reason": "other", "instead": "Ask at Sale"})
    assert "Say why not" in other.content.decode()
    assert (
        pat.post(there, {"answer": "no", "reason": "1", "instead": "Ask at Sale"}).status_code
        == 302
    )
    assert "Thank you for telling us" in pat.get(there).content.decode()
    told = Message.objects.get(letter="referrals.declined")
    letter = letter_called(told.letter)
    assert letter is not None
    said = letter.compose(told.reference, "en", Route(told.route), NOW)
    assert said is not None
    assert "Why: We help in another area." in said.paragraphs
    assert "What else can help: Ask at Sale" in said.paragraphs
    assert pat.post(there, {"answer": "yes"}).content.decode().count("has ended") == 1


def test_what_a_link_opens_changes_nothing_and_is_kept_nowhere(house: House) -> None:
    made = refer(house)
    web, secret = Client(), token(made)
    page = web.get(at("answer", secret))
    assert WORDS in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    made.refresh_from_db()
    assert made.state == State.SENT
    assert not Link.objects.filter(token_hash=secret).exists()
    web.post(at("answer", secret), {"answer": "maybe"})
    web.post(at("answer", secret), {"answer": "done"})
    made.refresh_from_db()
    assert made.state == State.SENT
    web.post(at("answer", secret), {"answer": "yes"})
    made.refresh_from_db()
    assert made.state == State.ACCEPTED
    assert made.events.get(kind="accepted").by_partner
    with clock.at(later(10)):
        assert web.get(at("answer", secret)).status_code == 404
    assert web.get(at("answer", "no-such-token-at-all-in-this-house")).status_code == 404


def test_the_mail_says_a_first_name_and_a_reference_and_no_more(house: House) -> None:
    made = refer(house, share=list(Fact))
    for name in ("referrals.referred", "referrals.reminder"):
        letter = letter_called(name)
        assert letter is not None
        said = str(letter.compose(made.public_id, "en", Route.EMAIL, NOW))
        assert "Maud" in said
        assert made.public_id in said
        for private in ("Okafor", "0161 496 0117", "maud@example.test", WORDS, "Food and shopping"):
            assert private not in said, name
    withdraw_referral(referral=made, note="Her daughter does it", by=house.by, now=NOW)
    letter = letter_called("referrals.taken_back")
    assert letter is not None
    said = str(letter.compose(made.public_id, "en", Route.EMAIL, NOW))
    assert "Maud" not in said
    assert "daughter" not in said


def test_what_was_taken_back_vanishes_from_the_partners_page_at_once(house: House) -> None:
    made, secret = refer(house), ""
    secret = token(made)
    withdraw_referral(referral=made, by=house.by, now=NOW)
    page = Client().get(at("answer", secret)).content.decode()
    assert "No longer needed" in page
    assert "Maud" not in page
    late = Client().post(at("answer", secret), {"answer": "yes"}).content.decode()
    assert "This referral was taken back" in late


def test_a_death_hides_everything_before_any_job_has_run(house: House) -> None:
    made = refer(house)
    secret = token(made)
    people.note_death(person=house.maud, source=MarkSource.FAMILY, by=house.by, now=NOW)
    page = Client().get(at("answer", secret)).content.decode()
    assert "No longer needed" in page
    assert "Maud" not in page
    assert WORDS not in page


def test_doors_for_the_next_call_and_the_board(house: House) -> None:
    one, two, three, four = (refer(house) for _n in range(4))
    accept_referral(referral=one, by=house.by, now=later(1))
    accept_referral(referral=two, by=house.by, now=later(2))
    report_done(referral=two, by=house.by, now=later(3))
    decline_referral(referral=three, reason="Full", instead="Ask us", by=house.by, now=later(1))
    assert list(open_for(house.maud)) == [one, two, four]
    assert list(to_ask_about(house.maud, later(4))) == [one, two]
    assert list(waiting_to_be_felt(house.maud)) == [two]
    stands = board(later(9))
    assert (stands.open, stands.late, stands.to_ask_about) == (3, 1, 2)
    assert stands.of(State.ACCEPTED).days(later(9)) == 8
    twin = resident(house.cast, "M Okafor")
    people.merge_residents(keep=twin, merge=house.maud, by=house.by, now=later(4))
    twin.refresh_from_db()
    assert list(to_ask_about(twin, later(4))) == [one, two]


def test_another_partner_finds_nothing_anywhere(house: House) -> None:
    """Every address of the desk, by somebody of another partner, of none, and of the same one elsewhere."""
    made = refer(house, house.with_desk)
    ended = refer(house, house.with_desk)
    withdraw_referral(referral=ended, by=house.by, now=NOW)
    draft = refer(house, house.with_desk, consent=None, as_draft=True)
    there = house.cast.elsewhere
    paul = account("Paul")
    works(paul, house.charity, there, Role.PARTNER_WORKER)
    with scope(there.pk):
        ours = [made.public_id, ended.public_id, draft.public_id]
    for who in (house.otto, paul, house.cast.charlie):
        client = signed_in(who)
        for slug in ("alice", "charlie"):
            for public_id in ours:
                for name in ("partner_referral", "desk_referral"):
                    path = reverse(f"referrals:{name}", args=[slug, public_id])
                    assert client.get(path).status_code == 404, (who, path)
                    assert client.post(path, {"answer": "yes"}).status_code == 404, (who, path)
            for name in ("partner", "desk"):
                answer = client.get(reverse(f"referrals:{name}", args=[slug]))
                assert answer.status_code in (200, 404)
                body = answer.content.decode()
                assert "Maud" not in body
                assert not any(public_id in body for public_id in ours), (who, slug, name)
    pat = signed_in(house.pat)
    assert pat.get(at("partner_referral", draft.public_id)).status_code == 404
    assert draft.public_id not in pat.get(at("partner")).content.decode()
    made.refresh_from_db()
    assert made.state == State.SENT
