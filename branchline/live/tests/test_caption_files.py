"""Subtitle files: what is written is read again, and what is wrong is said by the file's own lines."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from branchline.core import clock, files
from branchline.core.importing.problems import CannotRead
from branchline.events.tests.conftest import alice, places
from branchline.live.errors import CaptionsChanged
from branchline.live.forms import read_subtitles
from branchline.live.models import Broadcast, CaptionVersion
from branchline.live.queries import FileLine, caption_sheet
from branchline.live.stream.subtitles import as_webvtt

from .sheets import staff_of
from .test_captions_page import fields
from .test_replay_captions import save, shown
from .test_replays import OVER, TODAY, put_up, rhyme_time

__all__ = ["alice", "places", "rhyme_time"]

HOUR = 3_600_000
WORD = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\x1c\x1d\x1e\x1f"),
    min_size=1,
    max_size=12,
)
ROWS = st.lists(st.lists(WORD, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3)


@st.composite
def some_lines(draw: st.DrawFn) -> list[FileLine]:
    marks = sorted(draw(st.sets(st.integers(0, 3 * HOUR), max_size=20)))
    return [
        FileLine(begins, ends, "\n".join(draw(ROWS)))
        for begins, ends in zip(marks[::2], marks[1::2], strict=False)
    ]


@given(some_lines(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_is_written_is_read_again(lines: list[FileLine], ends: str, bom: bool) -> None:
    text = as_webvtt((line.begins, line.ends, line.text) for line in lines).replace("\n", ends)
    content = text.encode("utf-8-sig" if bom else "utf-8")
    if not lines:
        with pytest.raises(CannotRead):
            read_subtitles(content, total=4 * HOUR)
        return
    read = read_subtitles(content, total=4 * HOUR)
    assert not read.problems
    assert read.lines == lines


@given(st.binary(max_size=300) | st.text("WEBVTT\n-> 0123:.,<&{", max_size=200).map(str.encode))
def test_whatever_comes_is_lines_or_a_sentence(content: bytes) -> None:
    try:
        read = read_subtitles(content, total=HOUR)
    except CannotRead as refusal:
        assert str(refusal)
    else:
        assert all(problem.line > 0 for problem in read.problems)
        assert all(line.ends <= HOUR for line in read.lines)


def test_what_others_write() -> None:
    srt = b"1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<i>Tom &amp; Tim</i>\r\n\r\n2\r\n00:00:02,0 --> 00:00:04,000\r\nLo\r\nla\r\n"
    read = read_subtitles(srt, total=HOUR)
    assert read.lines == [FileLine(1_000, 2_000, "Tom &amp; Tim"), FileLine(2_000, 4_000, "Lo\nla")]
    assert read.cut == 1
    vtt = (
        "WEBVTT - made elsewhere\nKind: captions\n\nNOTE nobody\nreads this\n\nSTYLE\n::cue {}\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start position:0%\n<v Bob>Tom &amp; <00:01.500>Tim</v>\n\n"
        "00:03.000 --> 00:04.000\n"
    )
    for content in (vtt.encode(), vtt.encode("utf-16")):
        assert read_subtitles(content, total=HOUR).lines == [FileLine(1_000, 2_000, "Tom & Tim")]


@pytest.mark.parametrize(
    ("body", "line", "told"),
    [
        ("00:01.000 --> 00:02.000\nLa\n00:03.000 --> 00:04.000\nLo", 3, "An empty line is missing"),
        ("1\n00:01.000 -> 00:02.000\nLa", 3, "There is no time before these words: “1”"),
        ("1\n00:61.000 --> 01:02.000\nLa", 4, "This is no time: “00:61.000 --> 01:02.000”"),
        ("00:02.000 --> 00:02.000\nLa", 3, "The end comes after the start"),
        ("00:02.000 --> 00:04.000\nLa\n\n00:02.000 --> 00:05.000\nLo", 3, "begins at the same moment"),
        ("59:59.000 --> 01:00:02.000\nLa", 3, "it ends at 1:00:00.0"),
        ("00:02.000 --> 00:04.000\n" + "La " * 101, 3, "at most 300 fit"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_line(body: str, line: int, told: str) -> None:
    (problem,) = read_subtitles(f"WEBVTT\n\n{body}\n".encode(), total=HOUR).problems
    assert problem.line == line
    assert told in problem.sentence


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no file of subtitles"),
        (b"%PDF-1.7\n", "no file of subtitles"),
        (b"WEBVTT\n", "no line in this file"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nCanu gyda\x92n gilydd", "Line 4 has letters that are not UTF-8"),
        (b"WEBVTT\n\n\x00", "no file of text"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_captions_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(CannotRead, match=told):
        read_subtitles(content, total=HOUR)


@pytest.fixture
def address(rhyme_time: Broadcast) -> Iterator[str]:
    with clock.at(OVER):
        put_up(rhyme_time)
        yield f"/{rhyme_time.service.slug}/desk/live/{rhyme_time.public_id}/replay/captions"


def sent(text: str, lang: str = "en", name: str = "made elsewhere.vtt") -> dict[str, Any]:
    return {"lang": lang, "file": SimpleUploadedFile(name, text.encode())}


def test_bob_looks_at_a_file_and_brings_it_in(rhyme_time: Broadcast, address: str) -> None:
    bob, upload = staff_of(rhyme_time.service), f"{address}/file"
    save(rhyme_time, changed={})
    english = "WEBVTT\n\n00:00.200 --> 00:02.000\nRow\n\n00:05.000 --> 00:07.000\nyour boat\n"
    before = shown(rhyme_time)
    page = bob.post(upload, sent(english)).content.decode()
    assert "The file has 2 lines." in page
    assert "What would change" in page
    assert shown(rhyme_time) == before, "it was only looked at"
    yes = fields(page, mark="bring-in")
    for _twice in range(2):
        bob.post(f"{address}/bring-in", yes)
    assert shown(rhyme_time) == [(200, 2_000, "Row"), (5_000, 7_000, "your boat")]
    made = CaptionVersion.objects.get()
    assert made.original is not None
    assert files.content(made.original) == english.encode()
    kept = bob.get(f"{upload}/1")
    assert (b"".join(kept), "made elsewhere.vtt" in kept["Content-Disposition"]) == (
        english.encode(),
        True,
    )
    assert "made elsewhere.vtt" in bob.get(address).content.decode()
    assert bob.get(f"{upload}/7").status_code == 404
    # The Welsh goes to the lines it sounds with; the line that stays without takes its own with it.
    page = bob.post(
        upload, sent("1\n00:00:00,100 --> 00:00:02,000\nRhwyfo\n", "cy")
    ).content.decode()
    assert "1 line in the other language" in page
    bob.post(f"{address}/bring-in", fields(page, mark="bring-in"))
    (row,) = caption_sheet(broadcast=rhyme_time, today=TODAY).rows
    assert row.line.words == {"cy": "Rhwyfo", "en": "Row"}
    hidden = caption_sheet(broadcast=rhyme_time, today=TODAY).lines
    assert [line.begins for line in hidden] == [4_100, 12_000], "what is not in the replay stays"


def test_what_is_wrong_with_a_file_stands_on_the_page(rhyme_time: Broadcast, address: str) -> None:
    bob, upload = staff_of(rhyme_time.service), f"{address}/file"
    wrong = "WEBVTT\n" + "\nsome words\n" * 25
    answer = bob.post(upload, sent(wrong))
    assert answer.status_code == 400
    assert "Line 3 of the file" in answer.content.decode()
    assert "And 5 more." in answer.content.decode()
    assert "Choose the file first" in bob.post(upload, {"lang": "en"}).content.decode()
    assert "at most 500 KB fit" in bob.post(upload, sent("x" * 500_001)).content.decode()
    same = bob.get(address.replace("captions", "captions-en.vtt")).content.decode()
    assert "This file changes nothing" in bob.post(upload, sent(same)).content.decode()
    told = bob.post(f"{address}/bring-in", {"content": "?"}, follow=True).content.decode()
    assert "Send the file once more" in told
    assert not CaptionVersion.objects.exists()


def test_a_file_looked_at_before_somebody_else_kept_hers_changes_nothing(
    rhyme_time: Broadcast, address: str
) -> None:
    bob, upload = staff_of(rhyme_time.service), f"{address}/file"
    page = bob.post(upload, sent("WEBVTT\n\n00:00.000 --> 00:01.000\nRow\n")).content.decode()
    save(rhyme_time, changed={0: None})
    told = bob.post(f"{address}/bring-in", fields(page, mark="bring-in"), follow=True)
    assert str(CaptionsChanged.title) in told.content.decode()
    assert CaptionVersion.objects.count() == 1
