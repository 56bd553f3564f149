"""Whoever wishes us ill: their words stay words on every page, their formulas stay text in every list, and
whatever they send after the question mark or in a form, nobody sees the house fall over.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from branchline.core.permits import Role
from tests.harness.addresses import Address
from tests.harness.canaries import fingerprint
from tests.harness.cast import Visitor, account_of, client_for
from tests.harness.hostile import FORMULA, MARKUP, NASTY, QUERIES, looked_through, say_everywhere
from tests.harness.samples import SAMPLES

from .test_tenancy import CHANGES_WHO_WE_ARE, FORGED, HOME, walk

if TYPE_CHECKING:
    from branchline.places.models import Service

pytestmark = pytest.mark.walk

MANAGER = Visitor("manager", Role.SERVICE_MANAGER, HOME)
NOBODY = Visitor("nobody", signed_in=False)
NUMBER = re.compile(r"\+[0-9]+")
"""A telephone number: a sheet reads it as a number and works nothing out."""


def readers(pages: list[Address]) -> Iterator[tuple[Visitor, Any, list[Address]]]:
    """The public's pages as nobody, the rest as a manager."""
    public = [page for page in pages if page.audience in {"public", "link", "machine"}]
    for who, theirs in (
        (NOBODY, public),
        (MANAGER, [page for page in pages if page not in public]),
    ):
        client = client_for(who)
        client.raise_request_exception = False
        yield who, client, theirs


def text_of(answer: Any) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return str(body.decode(errors="replace"))


def test_markup_stays_words_on_every_page(busy: "Service") -> None:
    pages = walk(HOME)
    assert say_everywhere(MARKUP, busy.pk) > 60
    wrong, told = [], 0
    for who, client, theirs in readers(pages):
        for page in theirs:
            answer = client.get(page.path)
            if answer.status_code >= 500:
                wrong.append(f"{answer.status_code} for {who.name}: {page.path}")
            if not answer.get("Content-Type", "").startswith(("text/html", "image/svg")):
                continue
            body = text_of(answer)
            told += "alert(1)" in body
            wrong += [f"{page.path}: {line}" for line in looked_through(body).found]
    assert told > 60, "few pages tell of it"
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])


def test_no_cell_of_a_list_runs(busy: "Service") -> None:
    pages = walk(HOME)
    say_everywhere(FORMULA, busy.pk)
    wrong, lists = [], 0
    for _who, client, theirs in readers(pages):
        for page in theirs:
            answer = client.get(page.path)
            if not answer.get("Content-Type", "").startswith("text/csv"):
                continue
            lists += 1
            for row in csv.reader(io.StringIO(text_of(answer).removeprefix("\ufeff"))):
                wrong += [
                    f"{page.path}: {cell[:60]}"
                    for cell in row
                    if cell.startswith(tuple("=+-@\t\r")) and not NUMBER.fullmatch(cell)
                ]
    assert lists >= 3
    assert not wrong, "\n".join(wrong[:40])


def test_nothing_after_the_question_mark_makes_a_page_fall_over(busy: "Service") -> None:
    wrong = []
    for who, client, theirs in readers(walk(HOME)):
        for number, page in enumerate(theirs):
            # Every other value for each page: its neighbours, made by the same code, get those between.
            for value in NASTY[number % 2 :: 2]:
                answer = client.get(page.path, dict.fromkeys(QUERIES, value))
                if answer.status_code >= 500:
                    wrong.append(f"{answer.status_code} for {who.name}: {page.path} {value[:20]!r}")
                if "elsewhere.test" in answer.get("Location", ""):
                    wrong.append(f"{page.path} leads to {answer['Location']}")
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:60])


def test_nothing_in_a_form_makes_a_page_fall_over(busy: "Service") -> None:
    """Every field of every form that a page shows, filled with the same odd value, as who may send it."""
    wrong, sent = [], 0
    for who, client, theirs in readers(walk(HOME)):
        for number, page in enumerate(theirs):
            if page.name in CHANGES_WHO_WE_ARE:
                continue
            shown = client.get(page.path)
            if (
                not shown.get("Content-Type", "").startswith("text/html")
                or shown.status_code != 200
            ):
                continue
            fields = looked_through(text_of(shown)).fields
            # As above: every other value for each page.
            for value in NASTY[number % 2 :: 2] if fields else ():
                answer = client.post(page.path, {n: value for n, kind in fields if kind != "file"})
                sent += 1
                if answer.status_code >= 500:
                    wrong.append(f"{answer.status_code} for {who.name}: {page.path} {value[:20]!r}")
        assert client.get(f"/{HOME}/desk/today").status_code == (302 if who is NOBODY else 200)
    assert sent > 300
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:60])


def test_no_shared_cache_keeps_what_is_somebodys_own(busy: "Service") -> None:
    wrong = []
    client = client_for(MANAGER)
    for page in walk(HOME):
        if page.audience in {"desk", "account", "link", "tablet"}:
            answer = client.get(page.path)
            said = answer.get("Cache-Control", "")
            if answer.status_code == 200 and not ("private" in said or "no-store" in said):
                wrong.append(f"{page.audience} {page.path}: {said!r}")
    assert not wrong, "\n".join(wrong)


BEYOND = {Role.EVENTS_LEAD, Role.BRANCH_STAFF}
"""Roles that may be held for some libraries only."""


@pytest.mark.parametrize("role", sorted(BEYOND))
def test_nobody_reaches_beyond_their_own_library(busy: "Service", role: Role) -> None:
    """Somebody works at one new library: of what the others do, no address opens and no form takes anything."""
    from branchline.core.scoping import scope
    from branchline.core.words import said
    from branchline.people.models import Membership, MembershipBranch
    from branchline.places.models import Branch

    who = Visitor(f"{role.value} of one library", role, HOME)
    with scope(busy.pk):
        branch = Branch.objects.create(service=busy, name=said("A new library"))
    membership = Membership.objects.get(account=account_of(who))
    membership.all_branches = False
    membership.save(update_fields=["all_branches"])
    MembershipBranch.objects.filter(membership=membership).delete()
    MembershipBranch.objects.create(membership=membership, branch=branch)

    pages = [
        page
        for page in walk(HOME)
        if page.audience == "desk" and page.name in SAMPLES and not page.view.permit.everywhere
    ]
    client = client_for(who)
    before = fingerprint(busy.pk)
    wrong = []
    for page in pages:
        for did, answer in (
            ("GET", client.get(page.path)),
            ("POST", client.post(page.path, FORGED)),
        ):
            if answer.status_code not in {404, 405}:
                wrong.append(f"{answer.status_code} for {did} {page.path} ({page.name})")
    assert len(pages) > 10
    after = fingerprint(busy.pk)
    changed = {table for table in before if before[table] != after[table]}
    assert not (wrong or changed), f"{changed}\n" + "\n".join(wrong)
