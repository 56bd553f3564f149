"""Any bytes become rows or sentences, never a traceback."""

import gzip
import io
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchline.core.importing.columns import Column, Row, day, flag, make_row, number
from branchline.core.importing.documents import cells_of_document
from branchline.core.importing.examining import Examined, Limits, examine
from branchline.core.importing.output import as_csv, safe_cell
from branchline.core.importing.problems import CannotRead, Problem, Wrong
from branchline.core.importing.reading import Cells, cells_of

COLUMNS = (
    Column("Name", ("Library name",), required=True, needed=True, longest=100),
    Column("Hours", ("Hours open",), number(0, 168)),
    Column("Open", (), flag),
    Column("Since", (), day),
)
SMALL = Limits(bytes=200_000, rows=500, cell=50_000)


def read(content: bytes, limits: Limits = SMALL) -> Iterator[Row | Problem]:
    file = io.BytesIO(content)
    examined = examine(file, limits)
    for line in cells_of(file, examined, COLUMNS, limits):
        if isinstance(line, Problem):
            yield line
            continue
        row, problems = make_row(line.line, line.cells, COLUMNS, line.headings)
        yield from [row] if row else problems


def names(content: bytes) -> list[str]:
    return [row.text("Name") for row in read(content) if isinstance(row, Row)]


def sentence(content: bytes, limits: Limits = SMALL) -> str:
    with pytest.raises(CannotRead) as refused:
        list(read(content, limits))
    return str(refused.value)


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=2_000),
        st.text(max_size=800).map(lambda t: ("Name,Hours\n" + t).encode()),
    )
)
def test_any_bytes_are_rows_or_sentences(content: bytes) -> None:
    try:
        for found in read(content):
            assert isinstance(found, Row) or found.sentence
    except CannotRead as refused:
        assert str(refused)


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=500), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
).map(lambda value: __import__("json").dumps(value).encode())))  # fmt: skip
def test_any_document_is_entries_or_sentences(content: bytes) -> None:
    try:
        for found in cells_of_document(
            io.BytesIO(content), Examined("", 0, "utf-8-sig"), COLUMNS, SMALL
        ):
            if isinstance(found, Cells):
                make_row(found.line, found.cells, COLUMNS, found.headings)
    except CannotRead as refused:
        assert str(refused)


@given(
    st.lists(
        st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20), max_size=20
    )
)
def test_what_a_spreadsheet_writes_comes_back(wanted: list[str]) -> None:
    written = as_csv(["Name"], [[name] for name in wanted]).encode()
    import unicodedata

    kept = [name.removeprefix("'") for name in names(written)]
    assert kept == [unicodedata.normalize("NFC", n).removeprefix("'") for n in wanted]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_separator_councils_use(encoding: str, separator: str, end: str) -> None:
    lines = [separator.join(("Hours", "Name")), separator.join(("3", "Café “Môr”"))]
    assert names(end.join(lines).encode(encoding)) == ["Café “Môr”"] or encoding == "cp1252"
    if encoding == "cp1252":
        plain = [lines[0], separator.join(("3", "Café"))]
        assert names(end.join(plain).encode(encoding)) == ["Café"]


def test_a_title_above_the_headings_is_passed_over() -> None:
    assert names(b"Libraries of Alderley\n\nas of March\nName,Hours\nSale,3\n") == ["Sale"]


def test_a_missing_column_is_named_with_what_was_found() -> None:
    said = sentence(b"Hours,Open\n3,yes\n")
    assert "“Name” (or “Library name”)" in said
    assert "“Hours”, “Open”" in said


def test_nothing_that_we_know_shows_the_first_line() -> None:
    assert "The first line is: alpha,beta" in sentence(b"alpha,beta\n1,2\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x1f\x8bnot really gzip at all", "damaged"),
        (gzip.compress(b"Name\n" + b"Sale\n" * 100_000), "larger than"),
        (b'Name,Hours\n"Sale,3\n' + b"x,1\n" * 20_000, "quotation mark"),
        (b"Name," + b"x" * 60_000, "one cell"),
        (b"Name\n" + b"a\n" * 501, "more than 500 rows"),
    ],
    ids=["empty", "damaged", "bomb", "open quote", "one line", "rows"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in sentence(content)


def test_a_name_of_ten_megabytes_is_one_finding_and_the_rest_is_read() -> None:
    content = b"Name,Hours\nSale,3\n" + b"x" * 10_000_000 + b",4\nUrmston,5\n"
    found = list(read(content, Limits()))
    problems = [f for f in found if isinstance(f, Problem)]
    assert [f.text("Name") for f in found if isinstance(f, Row)] == ["Sale", "Urmston"]
    assert str(problems[0]) == (
        f"Line 3, Name: “{'x' * 40}…” has 10,000,000 characters; at most 100 fit."
    )


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    found = list(read(b"Name,Hours,Open,Since\n,many,perhaps,32/13/2020\n"))
    assert [str(f) for f in found] == [
        "Line 2, Name: this is empty, but every row needs it.",
        "Line 2, Hours: “many” is not a number from 0 to 168.",
        "Line 2, Open: “perhaps” is neither yes nor no.",
        "Line 2, Since: “32/13/2020” is not a date like 2024-03-31, 31/03/2024 or 31 March 2024.",
    ]


def test_nul_uneven_and_blank_lines() -> None:
    found = list(read(b"Name,Hours\nSa\x00le,1\n\nSale\nUrmston,2,extra\nHale,3,\n"))
    assert [f.line for f in found if isinstance(f, Problem)] == [2, 4, 5]
    assert [f.text("Name") for f in found if isinstance(f, Row)] == ["Hale"]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_we_write_can_run(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(-3) == "-3"


@pytest.mark.parametrize(
    "cell",
    ["5 March 2026", "Thu 5 Mar 2026", "Thursday, 5th March 2026", "05-Mar-2026", "Dydd Iau 5 Mawrth 2026", "Iau 5 Maw 2026"],
)  # fmt: skip
def test_a_day_may_be_written_as_we_write_it_ourselves(cell: str) -> None:
    assert day(cell) == date(2026, 3, 5)


def test_a_weekday_that_the_day_is_not_is_asked_about() -> None:
    with pytest.raises(Wrong, match="not on this day of the week"):
        day("Fri 5 March 2026")
    for nothing in ("5 Ma 2026", "31 June 2026", "Soon 2026"):
        with pytest.raises(Wrong, match="is not a date like"):
            day(nothing)
    assert day("15 Sep 2026") == day("15 Sept 2026") == day("15 Medi 2026") == date(2026, 9, 15)
