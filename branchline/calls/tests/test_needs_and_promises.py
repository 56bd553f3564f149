"""What somebody needs is passed on in the call, with the sentence they said yes to; and only their word ends it."""

import pytest
from django.test import Client

from branchline.calls.actions import follow_referrals
from branchline.calls.models import Attempt, CallNeed, NeedState
from branchline.concerns.models import Concern, Task
from branchline.core import clock
from branchline.core.permits import Role
from branchline.people.models import Consent, Purpose
from branchline.people.tests.conftest import signed_in, works
from branchline.referrals.actions import accept_referral, decline_referral, report_done
from branchline.referrals.models import PartnerOffer, Referral, State
from branchline.referrals.tests.conftest import offer

from .conftest import NOW, Calls
from .test_calling_pages import CALLS, hidden

SENTENCE = "You may pass my first name and what I need on to Food for All (Food and shopping)."


@pytest.fixture
def food(calls: Calls) -> PartnerOffer:
    return offer(calls.by, name="Food for All", email="team@food.test")


@pytest.fixture
def nadia(calls: Calls) -> Client:
    works(calls.nadia.account, calls.cast.organisation, calls.cast.service, Role.CALLER)  # type: ignore[arg-type]
    return signed_in(calls.nadia.account)  # type: ignore[arg-type]


def told(nadia: Client, **more: object) -> dict[str, object]:
    """The next call, and the form about it, filled in as far as it must be."""
    nadia.post(f"{CALLS}/next")
    page = nadia.get(f"{CALLS}/now").content.decode()
    return {**hidden(page), "outcome": "answered", "urgency": "soon", **more}


def passed_on(nadia: Client, food: PartnerOffer) -> CallNeed:
    """A call in which Maud needs shopping, and says yes to the partner."""
    form = told(
        nadia, needs=["food"], helpers=[f"food:groceries:{food.public_id}"],
        need_words="Can’t carry shopping",
    )  # fmt: skip
    assert nadia.post(f"{CALLS}/now", form).status_code == 302
    return CallNeed.objects.get()


def test_passed_on_in_the_call_and_closed_by_her_word_in_the_next(
    calls: Calls, nadia: Client, food: PartnerOffer
) -> None:
    maud = calls.put_on("Maud Okafor", "01632 960123").callee
    with clock.at(NOW):
        nadia.post(f"{CALLS}/next")
        assert SENTENCE in nadia.get(f"{CALLS}/now").content.decode()
        need = passed_on(nadia, food)
        referral = Referral.objects.get(public_id=need.referral)
        assert (referral.state, referral.share, referral.from_key) == (
            State.SENT, ["telephone"], f"need:{need.public_id}",
        )  # fmt: skip
        yes = Consent.objects.get(resident=maud.resident, purpose=Purpose.SHARING)
        assert yes.words.startswith(SENTENCE)
        assert not Task.objects.filter(kind="calls.need").exists()
        accept_referral(referral=referral, by=calls.by, now=NOW)
        report_done(referral=referral, by=calls.by, now=NOW)
        assert follow_referrals(now=NOW) == 0
    week = Attempt.objects.get().person.due_at
    with clock.at(week):
        field = f"told_referral_{referral.public_id}"
        form = told(nadia)
        page = nadia.get(f"{CALLS}/now").content.decode()
        assert "Food and shopping: Food for All" in page
        assert field in page
        nadia.post(f"{CALLS}/now", {**form, field: "yes"})
    need.refresh_from_db()
    referral.refresh_from_db()
    assert (need.state, referral.state) == (NeedState.MET, State.CLOSED)


def test_a_need_of_ours_is_asked_about_too_and_no_closes_nothing(
    calls: Calls, nadia: Client
) -> None:
    calls.put_on("Maud Okafor", "01632 960123")
    now = NOW
    for said, state in ((None, "passed_on"), ("no", "passed_on"), ("partly", "passed_on"), ("yes", "met")):  # fmt: skip
        with clock.at(now):
            form = told(nadia, **({} if said else {"needs": ["books"]}))
            need = CallNeed.objects.first()
            answer = {f"told_callneed_{need.public_id}": said} if need and said else {}
            assert nadia.post(f"{CALLS}/now", {**form, **answer}).status_code == 302
        assert CallNeed.objects.get().state == state
        now = Attempt.objects.latest("pk").person.due_at
    assert not Task.objects.open().exists()


def test_a_partner_is_told_of_a_need_that_is_ticked_in_words(
    calls: Calls, nadia: Client, food: PartnerOffer
) -> None:
    calls.put_on("Maud Okafor", "01632 960123")
    with clock.at(NOW):
        form = told(nadia, helpers=[f"food:groceries:{food.public_id}"], for_next="Her cat is Tiger")  # fmt: skip
        page = nadia.post(f"{CALLS}/now", form).content.decode()
        for words in (
            "Say in a few words what is needed: the partner reads it.",
            "A partner is ticked for something that is not.",
            "Her cat is Tiger",
        ):
            assert words in page
        gone = {**form, "helpers": ["food:groceries:0000000000"], "need_words": "Milk and bread"}
        page = nadia.post(f"{CALLS}/now", gone).content.decode()
        assert "That partner takes nobody any more." in page
    assert not Attempt.objects.exists()
    assert not Referral.objects.exists()


def test_what_a_partner_declines_gets_an_owner_of_ours_once(
    calls: Calls, nadia: Client, food: PartnerOffer
) -> None:
    calls.put_on("Maud Okafor", "01632 960123")
    with clock.at(NOW):
        referral = Referral.objects.get(public_id=passed_on(nadia, food).referral)
        decline_referral(referral=referral, reason="No room", instead="The library looks", by=calls.by, now=NOW)  # fmt: skip
        assert follow_referrals(now=NOW) == 1
        assert follow_referrals(now=NOW) == 0
    task = Task.objects.get(kind="calls.need")
    assert task.what == "Food and shopping: Can’t carry shopping Food for All can’t help."


def test_a_concern_is_raised_with_the_report_once_or_nothing_is_kept(
    calls: Calls, nadia: Client
) -> None:
    maud = calls.put_on("Maud Okafor", "01632 960123").callee.resident
    with clock.at(NOW):
        form = told(nadia, **{"concern-urgency": "today"})
        page = nadia.post(f"{CALLS}/now", form).content.decode()
        assert "There is something to put right" in page
        assert not Attempt.objects.exists()
        whole = {**form, "concern-words": "Her nephew takes her pension"}
        assert nadia.post(f"{CALLS}/now", whole).headers["Location"] == nadia.post(f"{CALLS}/now", whole).headers["Location"]  # fmt: skip
    concern = Concern.objects.get()
    assert concern.resident_id == maud.pk
    assert concern.words == "Her nephew takes her pension"
    assert concern.link_name == "calls:desk_person"
