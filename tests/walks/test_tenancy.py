"""Every address, walked as everybody, empty-handed and with forged forms.

Nothing falls over; strangers see 404; nobody sees or changes a row of a service that is not theirs.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from branchline.core.permits import Permit, Role
from branchline.core.scoping import scope
from branchline.people.permits import BRING_IN_MEMBERS
from branchline.places.queries import service_at
from tests.harness.addresses import Address, addresses, named_views
from tests.harness.canaries import NO_WORDS, canaries, fingerprint, private_tables
from tests.harness.cast import Visitor, client_for, everybody
from tests.harness.samples import NAMED_ONLY, SAMPLES, UNOPENED

if TYPE_CHECKING:
    from branchline.places.models import Service

HOME, ELSEWHERE = "trafford", "newcastle-upon-tyne"

FINE, MOVED, NOT_KNOWN, NOT_NAMED, NOT_FOUND, NOT_THIS_WAY = 200, 302, 401, 403, 404, 405
ANSWERS = {FINE, MOVED, 400, NOT_THIS_WAY, 422}
"""What somebody who may come in can get: the page, the next page, what is wrong, or forms only."""

MAY_BE_NOTHING_THERE = {
    "events:done": "another browser booked",
    "events:cancel_mine": "another browser booked",
    "campaigns:desk_zip": "nobody has drawn it yet",
    "events:calendar_mine": "another browser booked",
    "events:my_place": "another browser waits",
    "events:my_group": "another browser asked",
    "events:term_done": "another browser booked",
    "events:term_mine": "another browser booked",
    "events:term_calendar_mine": "another browser booked",
    "calls:desk_done": "a colleague rang",
    "skills:desk_session": "another champion leads them",
    "skills:desk_my_check": "another champion leads them",
    "skills:desk_my_paper": "another champion leads them",
    "calls:desk_pack": "a colleague’s pack",
    "calls:desk_pack_call": "a colleague’s pack",
    "calls:desk_pack_paper": "a colleague’s pack",
    "calls:desk_pack_phone": "a colleague’s pack",
    "concerns:desk_task": "it is a colleague’s",
    "live:desk_beats": "it is still on air",
    "live:desk_permission": "nobody has attached it",
    "messages:run_pdf": "once posted, the sheets are gone",
    "open_data:nowhere": "what it is for",
    "people:invitation": "no such invitation",
    "people:pin": "not at a tablet",
    "people:tablet": "only at a tablet",
    "people:leave_tablet": "only at a tablet",
    "surveys:answer_at": "another survey has no before and after",
}
"""Pages that may be missing even for those who may see them, and when."""

OF_A_FILE = {
    "core:file", "core:file_columns", "core:undo_file", "core:file_findings", "core:file_aside", "core:file_original",
}  # fmt: skip

CHANGES_WHO_WE_ARE = {
    "people:demo_sign_in", "people:sign_out", "people:sign_out_there", "people:everywhere", "people:close",
    "people:details",
}  # fmt: skip
"""Forms about the visitor's own account: not sent, so that each stays who they are."""

STRANGERS_LEAVE = {"core_tries": "how often somebody guessed at the code of a letter"}
"""The only tables of ours in which a stranger's knock is written down."""

FORGED = {
    "name": "Mallory", "email": "mallory@elsewhere.test", "route": "email", "reach": "email",
    "adults": "-1", "children": "0", "address": "mallory@elsewhere.test", "key": "forged-key-0000000001",
    "why": "forged", "role": "service_manager", "outcome": "reached", "verdict": "same",
}  # fmt: skip


def at(slug: str) -> "Service":
    service = service_at(slug=slug)
    assert service is not None
    return service


def walk(slug: str) -> list[Address]:
    with scope(at(slug).pk):
        return list(addresses(slug, SAMPLES))


def test_every_address_that_names_something_has_a_sample() -> None:
    named = {name for name, _view, _of_service, further in named_views() if further}
    assert named == set(SAMPLES)


def needed(page: Address) -> list[Permit]:
    """The permit of the page, and of a file's page that of its kind too: the sample is a list of members."""
    return [page.view.permit, *([BRING_IN_MEMBERS] if page.name in OF_A_FILE else [])]


def expected(page: Address, who: Visitor, slug: str) -> set[int]:
    """Which answers are right, from the permit of the page alone."""
    missing = page.name in MAY_BE_NOTHING_THERE
    match page.audience:
        case "desk" if not who.signed_in:
            return {MOVED}
        case "desk" if not all(who.may(permit, slug) for permit in needed(page)):
            # A stranger's tablet is asked for a PIN nowhere but in its own service.
            return {MOVED, NOT_FOUND} if who.on_tablet else {NOT_FOUND}
        case "desk" if page.name in NAMED_ONLY:
            return ANSWERS | {NOT_NAMED, NOT_FOUND}
        case "account" if not who.signed_in or who.on_tablet:
            return {MOVED}
        case "machine":
            return ANSWERS | {NOT_KNOWN} | ({NOT_FOUND} if missing else set())
        case "tablet" if not (who.on_tablet and who.at == slug):
            return {NOT_FOUND}
    reach_ends_somewhere = who.role is not None and (
        who.on_tablet or who.role.value == "branch_staff"
    )
    return ANSWERS | {NOT_FOUND} if reach_ends_somewhere or missing else ANSWERS


def answers(
    client: Any, page: Address, right: set[int], slug: str, *, only_looks: bool = False
) -> Iterator[tuple[str, Any]]:
    """(what was done, the answer): looked; and sent forms, where the permit keeps them out or all may come."""
    yield "GET", client.get(page.path)
    if only_looks or page.name in CHANGES_WHO_WE_ARE or not page.path.startswith(f"/{slug}/"):
        return
    if FINE not in right:
        yield "POST", client.post(page.path, FORGED)
    elif page.audience in {"public", "link", "machine"} and page.name not in UNOPENED:
        yield "POST, empty", client.post(page.path, {})
        yield "POST", client.post(page.path, FORGED)


def wrong_status(did: str, answer: Any, right: set[int]) -> bool:
    """A form for a page that only shows is refused before anything else is said."""
    return answer.status_code not in right | ({NOT_THIS_WAY} if did != "GET" else set())


@pytest.mark.walk
def test_every_page_answers_its_own_people_as_its_permit_says(busy: "Service") -> None:
    pages = walk(HOME)
    left_out = {name for name, *_ in named_views()} - {page.name for page in pages}
    assert not left_out
    wrong = []
    for place, who in enumerate(everybody(HOME)):
        client = client_for(who)
        for number, page in enumerate(pages):
            right = expected(page, who, HOME)
            if page.audience in {"public", "link", "machine"} and who.role is not None:
                continue  # the public's pages know no roles
            # All look at all; of the forms that are shut to them each sends its share.
            looks = page.audience == "desk" and number % 3 != place % 3
            for did, answer in answers(client, page, right, HOME, only_looks=looks):
                if wrong_status(did, answer, right):
                    wrong.append(
                        f"{answer.status_code} for {who.name}: {did} {page.path} ({page.name})"
                    )
    assert not wrong, f"{len(wrong)} answers are wrong:\n" + "\n".join(wrong[:60])


@pytest.mark.walk
def test_welsh_doors_are_closed_to_the_same_people(busy: "Service") -> None:
    wrong = []
    for who in (
        Visitor("nobody", signed_in=False),
        Visitor("stranger", Role.SERVICE_MANAGER, ELSEWHERE),
    ):
        client = client_for(who)
        for page in walk(HOME):
            answer = client.get(f"/cy{page.path}")
            if answer.status_code not in expected(page, who, HOME):
                wrong.append(f"{answer.status_code} for {who.name}: /cy{page.path}")
    assert not wrong, "\n".join(wrong[:60])


@pytest.mark.walk
def test_the_demo_carries_canaries_in_every_private_table(busy: "Service") -> None:
    known = canaries(at(HOME).pk)
    bare = {table for table in private_tables() if not known.by_table.get(table)}
    assert bare == set(NO_WORDS)
    theirs = client_for(Visitor("manager", Role.SERVICE_MANAGER, HOME))
    body = theirs.get(f"/{HOME}/desk/people").content.decode()
    seen = known.seen_in(body)
    assert set(seen) == {
        f"{value!r} of {table}"
        for table, values in known.by_table.items()
        for value in values
        if value in body
    }
    assert len(seen) > 20, "whoever works there sees them"


@pytest.mark.walk
def test_no_stranger_reads_or_changes_a_row(busy: "Service") -> None:
    """All who don't belong here, at all our addresses and all of theirs, with and without forms."""
    ours = at(HOME)
    kept_shut = UNOPENED | {"core:components"}  # whose invented people have names of the demo's
    # The samples of addresses issue links of ours themselves: before the rows are counted.
    pages = [page for page in [*walk(HOME), *walk(ELSEWHERE)] if page.name not in kept_shut]
    known, before = canaries(ours.pk), fingerprint(ours.pk)
    wrong: list[str] = []
    seen: set[int] = set()
    everyone = everybody(ELSEWHERE)
    for place, who in enumerate(everyone):
        client = client_for(who)
        # Of other roles, who may do less than their manager, each takes its share of the pages.
        manages = who.role == Role.SERVICE_MANAGER and not who.on_tablet
        shared = who.at == ELSEWHERE and who.role != Role.SERVICE_MANAGER
        walks_in = manages or not who.signed_in
        for number, page in enumerate(pages):
            if shared and number % 4 != place % 4:
                continue
            if page.audience in {"public", "link", "machine"} and not walks_in:
                continue  # the public's pages know no roles
            theirs = page.path.startswith(f"/{ELSEWHERE}/")
            right = expected(page, who, ELSEWHERE if theirs else HOME)
            for did, answer in answers(client, page, right, HOME):
                where = f"{who.name}: {did} {page.path} ({page.name})"
                if not theirs and wrong_status(did, answer, right):
                    wrong.append(f"{answer.status_code} for {where}")
                body = b"".join(answer).decode(errors="replace")
                if (mark := hash(body.replace(page.path, ""))) not in seen:
                    seen.add(mark)
                    found = known.seen_in(body, besides=page.path)
                    wrong += [f"{canary} to {where}" for canary in found]
    after = fingerprint(ours.pk)
    wrong[:0] = [f"{table} changed: {before[table]} → {after[table]}" for table in before
              if before[table] != after[table] and table not in STRANGERS_LEAVE]  # fmt: skip
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])


@pytest.mark.walk
def test_a_link_of_another_purpose_service_or_time_opens_nothing(busy: "Service") -> None:
    """Expired, of another service, for something else, or cut off: the same answer, and nothing happens."""
    from datetime import timedelta

    from django.urls import reverse

    from branchline.core import clock, links

    purposes = {"events:cancel": "events.cancel", "messages:stop": "messages.stop"}
    now = clock.now()
    later, nobody = now + timedelta(days=9), client_for(Visitor("nobody", signed_in=False))
    before = fingerprint(at(HOME).pk)
    for name, purpose in purposes.items():
        with scope(at(HOME).pk):
            subject = SAMPLES[name.replace("cancel", "done")]()[0]
            other = next(each for each in purposes.values() if each != purpose)
            tokens = [
                links.issue(purpose=purpose, subject=subject, now=now, expires_at=now).token,
                links.issue(purpose=other, subject=subject, now=now, expires_at=later).token,
            ]
        with scope(at(ELSEWHERE).pk):
            tokens.append(
                links.issue(purpose=purpose, subject=subject, now=now, expires_at=later).token
            )
        for token in [*tokens, tokens[0][:10], "0", "x" * 300]:
            address = reverse(name, args=[HOME, token])
            for answer in (nobody.get(address), nobody.post(address)):
                assert answer.status_code == NOT_FOUND, (name, token)
    after = fingerprint(at(HOME).pk)
    assert {t for t in before if before[t] != after[t]} == {"core_link", *STRANGERS_LEAVE}
