"""What a file would change is said before it does, field by field, of nobody who is erased."""

import re

from django.test import Client

from branchline.core.scoping import scope
from branchline.people.actions.sources import forget_in_files
from branchline.people.models import RecordRead, Resident

from .a_file import alice, here, path, run_of, sent, words
from .conftest import Cast

__all__ = ["alice", "here"]

FIRST = (
    "Card number,Full name,Date of birth,Email,Postcode\n"
    "T1,Maud Okafor,1948-03-09,maud@example.test,\nT2,Sian Rees,,sian@example.test,\n"
)


def test_what_would_change_is_said_field_by_field_and_seeing_it_is_written_down(
    cast: Cast, alice: Client
) -> None:
    alice.post(path("begin_file", sent(alice, FIRST.encode())))
    again = FIRST.replace("maud@", "maud.okafor@").replace("test,\nT2", "test,M33 7ZF\nT2")
    run = sent(alice, again.encode(), key="a-month-later")
    page = words(alice.get(path("file", run)))
    said = " ".join(re.sub(r"<[^>]+>", "", page[page.index('id="changes"') :]).split())
    assert "Postcode: empty → becomes M33 7ZF" in said
    assert "Email: maud@example.test → becomes maud.okafor@example.test" in said
    assert "Sian" not in said
    with scope(cast.service.pk):
        read = RecordRead.objects.get(page="core:file")
        assert (read.resident and read.resident.name) == "Maud Okafor"
        assert read.account == cast.alice
    alice.post(path("begin_file", run))
    done = words(alice.get(path("file", run)))
    assert 'id="changes"' not in done, "afterwards the record itself says it"
    assert run_of(cast).would_change == []


def test_nobody_who_is_erased_stays_in_what_would_change(cast: Cast, alice: Client) -> None:
    alice.post(path("begin_file", sent(alice, FIRST.encode())))
    run = sent(alice, FIRST.replace("@example", "@home").encode(), key="a-month-later")
    with scope(cast.service.pk):
        maud = Resident.objects.get(name="Maud Okafor")
        forget_in_files(resident=maud)
        assert [who for _line, _number, who, _parts in run_of(cast).would_change] == ["Sian Rees"]
    assert "Maud" not in words(alice.get(path("file", run)))
