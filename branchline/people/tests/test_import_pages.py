"""Bringing in a file at the desk: send, look, say yes once, undo; strangers see nothing of it."""

import gzip
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from branchline.core import clock
from branchline.core.importing import actions, jobs
from branchline.core.importing.examining import Limits
from branchline.core.models import StoredFile
from branchline.core.models.importing import ImportRun, State
from branchline.core.scoping import scope
from branchline.people.actions.sources import forget_in_files
from branchline.people.models import RecordRead, Resident

from .conftest import NOW, Cast, signed_in

KIND = "people.members"
GOOD = b"Card number,Full name,Email,Shoe size\nT1,Maud Okafor,maud@example.test,5\nT2,Sian Rees,nowhere,6\nT3,,,7\n"


@pytest.fixture(autouse=True)
def here(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    with clock.at(NOW):
        yield


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in(cast.alice)


def path(name: str, *named: str) -> str:
    return reverse(f"core:{name}", args=["alice", *named])


def send(
    client: Client, content: bytes, name: str = "koha.csv", key: str = "one-form-one-key"
) -> Any:
    return client.post(
        path("send_file", KIND), {"file": SimpleUploadedFile(name, content), "key": key}
    )


def sent(client: Client, content: bytes, **more: Any) -> str:
    """Send a file; its public id."""
    answer = send(client, content, **more)
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"].rsplit("/", 1)[-1])


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def run_of(cast: Cast) -> ImportRun:
    with scope(cast.service.pk):
        return ImportRun.objects.latest("pk")


def how_many(cast: Cast) -> int:
    with scope(cast.service.pk):
        return int(Resident.objects.count())


def test_send_look_bring_in_undo(cast: Cast, alice: Client) -> None:
    assert "Members from the library system" in words(alice.get(path("files")))
    run = sent(alice, GOOD)
    page = words(alice.get(path("file", run)))
    assert "Bring in 2 rows" in page
    assert "This row has no name" in page
    assert "nowhere" in page
    assert how_many(cast) == 0

    alice.post(path("begin_file", run))
    assert how_many(cast) == 2
    assert "The file is brought in" in words(alice.get(path("file", run)))
    listed = words(alice.get(path("files")))
    assert "koha.csv" in listed
    assert "2 added, 0 changed" in listed
    assert "Alice" in listed

    assert "Undo this import?" in words(alice.get(path("undo_file", run)))
    alice.post(path("undo_file", run))
    assert how_many(cast) == 0
    assert "Undone" in words(alice.get(path("file", run)))


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


def test_nothing_in_a_cell_is_called_empty(cast: Cast, alice: Client) -> None:
    page = words(alice.get(path("file", sent(alice, b"Card number,Full name\n,Tom\nT2,Sian\n"))))
    said = page[page.index("What stands there") :]
    assert "empty" in said[: said.index("</table>")]


def test_pressing_twice_brings_it_in_once(cast: Cast, alice: Client) -> None:
    run = sent(alice, GOOD)
    assert sent(alice, GOOD) == run
    for _turn in range(2):
        assert alice.post(path("begin_file", run)).status_code == 302
    assert how_many(cast) == 2
    assert run_of(cast).added == 2
    for _turn in range(2):
        alice.post(path("undo_file", run))
    assert how_many(cast) == 0


def test_a_file_that_was_only_read_can_be_read_otherwise_or_forgotten(
    cast: Cast, alice: Client
) -> None:
    run = sent(alice, GOOD)
    assert run_of(cast).touched == []
    fields = {f"column-{n}": "" for n in range(15)} | {
        "column-0": "Card number",
        "column-1": "Full name",
    }
    assert alice.post(path("file_columns", run), fields).status_code == 302
    assert "nowhere" not in words(alice.get(path("file", run)))
    assert alice.post(path("put_file_away", run)).status_code == 302
    with scope(cast.service.pk):
        assert not ImportRun.objects.exists()


def test_findings_the_file_and_an_example_can_be_taken_home(cast: Cast, alice: Client) -> None:
    run = sent(alice, GOOD)
    findings = alice.get(path("file_findings", run)).content.decode("utf-8-sig").splitlines()
    assert findings[0] == "Line,Column,What stands there,What to put right"
    assert findings[1].startswith('3,Email,nowhere,"Check the email address.')
    original = alice.get(path("file_original", run)).content
    assert gzip.decompress(original) == GOOD
    assert words(alice.get(path("file", run))).count("Downloaded ") == 2
    example = alice.get(path("example_file", KIND)).content
    outcome = sent(alice, example, key="another-form")
    with scope(cast.service.pk):
        assert ImportRun.objects.get(public_id=outcome).refused == 0


@pytest.mark.parametrize(
    ("left", "why"),
    [(None, "no longer kept"), (b"no gzip", "damaged"), (b"\x1f\x8b\x08", "damaged")],
)
def test_a_copy_that_is_gone_from_the_disk_or_damaged_is_said_in_words(
    cast: Cast, alice: Client, tmp_path: Any, left: bytes | None, why: str
) -> None:
    run = sent(alice, GOOD)
    copy = tmp_path / run_of(cast).original
    copy.unlink() if left is None else copy.write_bytes(left)
    answer = alice.get(path("file_original", run))
    assert answer.status_code == 404
    assert "they may have a copy" in words(answer)
    assert alice.get(path("file_columns", run)).status_code == 200
    alice.post(path("begin_file", run))
    assert why in words(alice.get(path("file", run)))
    assert how_many(cast) == 0


def test_columns_are_chosen_by_hand_and_remembered(cast: Cast, alice: Client) -> None:
    odd = b"Nr,Wer,Full name,Wohin\nT1,Maud Okafor,x,maud@example.test\n"
    run = sent(alice, odd)
    page = words(alice.get(path("file", run)))
    assert "The file lacks “Card number”" in page
    assert f'class="govuk-button" href="{path("file_columns", run)}"' in page, "what mends it"
    form = words(alice.get(path("file_columns", run)))
    assert "maud@example.test" in form
    fields = {f"column-{n}": "" for n in range(15)}
    fields |= {"column-0": "Nr", "column-1": "Wer", "column-5": "Wohin"}
    twice = alice.post(path("file_columns", run), fields | {"column-2": "Wer"})
    assert "“Wer” is chosen for “Full name” already." in words(twice)
    assert alice.post(path("file_columns", run), fields).status_code == 302
    assert "Bring in 1 row" in words(alice.get(path("file", run)))
    alice.post(path("begin_file", run))
    with scope(cast.service.pk):
        assert Resident.objects.get().name == "Maud Okafor"
    stopped = sent(alice, b"Full name,Email\nMaud,a\n", key="another-list")
    assert "We stopped at this file" in words(alice.get(path("file", stopped)))
    again = sent(alice, odd.replace(b"T1", b"T2"), key="the-next-month")
    assert "Bring in 1 row" in words(alice.get(path("file", again)))


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_an_excel_workbook_is_read_as_it_looks(cast: Cast, alice: Client) -> None:
    book = workbook(
        ["Members of Alice"], [], ["Card number", "Full name", "Date of birth", "Mobile"],
        [20001, "Maud Okafor", clock.london(1948, 3, 9).replace(tzinfo=None), 7700900117],
    )  # fmt: skip
    run = sent(alice, book, name="members.xlsx")
    alice.post(path("begin_file", run))
    with scope(cast.service.pk):
        maud = Resident.objects.get()
        assert (str(maud.born_on), maud.external_ids.get().value) == ("1948-03-09", "20001")
        assert maud.routes.get().address == "07700900117"


def bomb() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 4_100_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"<!DOCTYPE html><html>Please sign in</html>", "This is a web page, not a list"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "This is an old Excel file"),
        (b"PK\x03\x04 not a zip", "The file is damaged"),
        (gzip.compress(GOOD)[:-9], "can’t be unpacked"),
        (bytes(range(256)) + b"\0" * 999, "This is not a list."),
        (b"Title,Year\nRhyme time,2026\n", "None of the columns we need is in the file."),
    ],
    ids=["empty", "web page", "pdf", "xls", "zip", "gzip", "bytes", "another list"],
)
def test_what_is_no_list_is_said_at_the_field(
    cast: Cast, alice: Client, content: bytes, sentence: str
) -> None:
    answer = send(alice, content)
    assert answer.status_code == 200
    page = words(answer)
    assert sentence in page
    assert 'href="#id_file"' in page
    with scope(cast.service.pk):
        assert not ImportRun.objects.exists()
        assert not StoredFile.objects.exists()


def test_bombs_and_endless_files_are_said_at_the_field(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Limits(bytes=5_000_000, rows=1_000, workbook=4_000_000)
    monkeypatch.setattr(actions, "AT_THE_DESK", small)
    assert "unpacks to more than 4 MB" in words(send(alice, bomb(), name="members.xlsx"))
    assert "is larger than 5 MB" in words(send(alice, gzip.compress(b"a" * 5_000_001)))
    many = b"Card number,Full name\n" + b"T1,Maud\n" * 1_002
    assert "more than 1,000 rows" in words(send(alice, many))
    monkeypatch.setattr("branchline.core.importing.receiving.LARGEST", 50)
    monkeypatch.setattr("branchline.core.importing.forms.LARGEST", 50)
    assert "at most 200 MB fit" in words(send(alice, GOOD))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'Card number,Full name\nT1,"Maud\n' + b"T,x\n" * 400, "never closed"),
        (b"Card number,Full name,Email,email\nT1,Maud,a,b\n", "Two columns are called “Email”"),
        (b"Full name,Email\nMaud,a\n", "The file lacks “Card number”"),
    ],
    ids=["open quotation mark", "two headings", "no card"],
)
def test_a_file_that_stops_us_says_why_and_writes_nothing(
    cast: Cast, alice: Client, content: bytes, sentence: str
) -> None:
    run = sent(alice, content)
    page = words(alice.get(path("file", run)))
    assert "We stopped at this file" in page
    assert sentence in page
    alice.post(path("begin_file", run))
    assert how_many(cast) == 0
    alice.post(path("put_file_away", run))
    with scope(cast.service.pk):
        assert not ImportRun.objects.exists()
        assert not StoredFile.objects.exists()


def test_strange_cells_are_findings_in_words(cast: Cast, alice: Client) -> None:
    rows = ["T1," + "M" * 10_000_000, 'T2,="Maud"', "T3,=HYPERLINK(1)", "T4,#REF!", "2.0E+13,Tom"]
    run = sent(alice, ("Card number,Full name\n" + "\n".join(rows)).encode("cp1252"))
    page = words(alice.get(path("file", run)))
    for said in (
        "has 10,000,000 characters; at most 200 fit.",
        "“=HYPERLINK(1)” is a formula.",
        "“#REF!” is what a formula says when it fails.",
        "A spreadsheet has shortened this number to “2.0E+13”.",
    ):
        assert said in page
    assert "Bring in 1 row" in page
    assert len(page) < 100_000


def test_a_long_file_goes_to_the_worker_and_the_page_says_how_far(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    rows = "".join(f"T{n},Maud Okafor {n}\n" for n in range(2_500))
    run = sent(alice, ("Card number,Full name\n" + rows).encode())
    page = words(alice.get(path("file", run)))
    assert "We are reading your file" in page
    assert "Look again" in page
    job: Any = {"service_id": cast.service.pk, "run": run, "who": f"account:{cast.alice.pk}"}
    jobs.check.here(**job)
    assert "Bring in 2,500 rows" in words(alice.get(path("file", run)))
    alice.post(path("begin_file", run))
    assert "We are bringing your file in" in words(alice.get(path("file", run)))
    jobs.write.here(**job)
    jobs.write.here(**job)
    assert how_many(cast) == 2_500
    assert run_of(cast).state == State.DONE


def test_a_worker_that_was_killed_is_continued_and_counts_once(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from branchline.people.imports import Members

    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(Members, "batch", 100)
    rows = "".join(f"T{n},{'Maud' if n % 10 else ''}\n" for n in range(1, 351))
    run = sent(alice, ("Card number,Full name\n" + rows).encode())
    job: Any = {"service_id": cast.service.pk, "run": run, "who": "x"}
    jobs.check.here(**job)
    alice.post(path("begin_file", run))
    load, turns = Members.load, iter(range(9))

    def dies(self: Any, rows: Any, into: Any) -> None:
        if next(turns) == 2:
            raise KeyboardInterrupt
        load(self, rows, into)

    monkeypatch.setattr(Members, "load", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.write.here(**job)
    half = run_of(cast)
    assert (half.state, half.rows, half.added) == (State.RUNNING, 200, 180)
    monkeypatch.setattr(Members, "load", load)
    jobs.write.here(**job)
    whole = run_of(cast)
    assert (whole.state, whole.rows, whole.added, whole.refused) == (State.DONE, 350, 315, 35)
    assert len(whole.problems) == 35
    alice.post(path("undo_file", run))
    jobs.take_back.here(**job)
    assert how_many(cast) == 0


def test_only_one_file_of_a_kind_is_under_way(cast: Cast, alice: Client) -> None:
    first, second = sent(alice, GOOD), sent(alice, GOOD + b"T4,Tom,,\n", key="another-form")
    with scope(cast.service.pk):
        ImportRun.objects.filter(public_id=first).update(state=State.RUNNING)
    answer = alice.post(path("begin_file", second), follow=True)
    assert "Wait until it is done" in words(answer)
    assert how_many(cast) == 0


PAGES = [
    "file", "file_columns", "undo_file", "file_findings", "file_original", "begin_file", "put_file_away",
]  # fmt: skip


def test_others_see_nothing_of_it(cast: Cast, alice: Client) -> None:
    run = sent(alice, GOOD)
    bob, charlie = signed_in(cast.bob), signed_in(cast.charlie)
    theirs = reverse("core:files", args=["charlie"])
    assert "koha.csv" not in words(charlie.get(theirs))
    for name in PAGES:
        for client in (bob, charlie):
            for method in (client.get, client.post):
                assert method(path(name, run)).status_code == 404, name
        address = reverse(f"core:{name}", args=["charlie", run])
        for method in (charlie.get, charlie.post):
            assert method(address).status_code in {404, 405}, name
    assert bob.get(path("files")).status_code == 404
    assert Client().get(path("file", run)).status_code == 302
    assert how_many(cast) == 0


def test_the_list_asks_as_little_for_many_files_as_for_one(cast: Cast, alice: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            alice.get(path("files"))
        return len(queries)

    sent(alice, GOOD, key="file-number-0")
    few = asked()
    for number in range(1, 5):
        sent(alice, GOOD, key=f"file-number-{number}")
    assert asked() == few


def test_a_service_that_knows_nobody_yet_is_led_to_its_members(cast: Cast, alice: Client) -> None:
    address = f'href="{path("send_file", KIND)}"'
    assert address in alice.get("/alice/desk/people").content.decode()
    assert address not in signed_in(cast.bob).get("/alice/desk/people").content.decode()
    sent_and_written = sent(alice, GOOD)
    alice.post(path("begin_file", sent_and_written))
    assert address not in alice.get("/alice/desk/people").content.decode()
