"""What OBS sends, piece by piece: RTMP's messages, FLV and MPEG-TS in chunks, the heads with which an encoder begins."""

import asyncio
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.live.push import amf, mpegts
from branchline.live.push.doors import Door
from branchline.live.push.keys import (
    LENGTH,
    new_lot,
    opens,
    read_stream_key,
    srt_passphrase,
    stream_key,
)
from branchline.live.push.slicing import Slices
from branchline.live.push.wire import SMALL, Broken, Message, Wire
from branchline.live.stream import flv
from branchline.live.stream.containers import beginning
from branchline.live.stream.cutting import ffmpeg, look
from tests.harness.looping import run

AVC = b"\x17\x00\x00\x00\x00head"
AAC = b"\xaf\x00head"
PICTURE, SOUND = b"\x27\x01\x00\x00\x00picture", b"\xaf\x01sound"
ABOUT = amf.write("onMetaData", {"width": 1280})


def test_a_key_follows_from_the_lot_and_another_lot_ends_it() -> None:
    old, new = (Door("k7mp2x9d0q", 1, new_lot(), 8901) for _ in range(2))
    name, secret = read_stream_key(stream_key(old))
    assert name == "k7mp2x9d0q"
    assert len(secret) == LENGTH
    assert opens(old, secret)
    assert not opens(new, secret)
    assert not opens(old, srt_passphrase(old.lot))
    assert old.lot not in stream_key(old) + srt_passphrase(old.lot)
    assert 10 <= len(srt_passphrase(old.lot)) <= 79


@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_key_is_only_wrong(typed: str) -> None:
    door = Door("k7mp2x9d0q", 1, new_lot(), 8901)
    name, secret = read_stream_key(typed)
    assert name != door.broadcast or not opens(door, secret)


PLAIN = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=9)
VALUES = PLAIN | st.dictionaries(st.text(min_size=1, max_size=5), PLAIN, max_size=3)


@given(st.lists(VALUES, max_size=4))
def test_what_is_written_in_amf_is_read_again(values: list[object]) -> None:
    assert amf.read(amf.write(*values)) == values


@given(st.binary(max_size=200))
def test_what_is_no_amf_is_refused_and_breaks_nothing(content: bytes) -> None:
    try:
        amf.read(content)
    except amf.Unreadable:
        pass


def heard(content: bytes, *, largest: int = SMALL) -> list[Message]:
    """What a connection that carries these bytes says."""

    async def listen() -> list[Message]:
        reader = asyncio.StreamReader()
        reader.feed_data(content)
        reader.feed_eof()
        wire = Wire(reader, None, largest=largest)  # type: ignore[arg-type]  # nothing is answered
        found = []
        try:
            while True:
                found.append(await wire.next())
        except asyncio.IncompleteReadError:
            return found

    return run(listen())


def head(form: int, track: int, at: int, length: int, kind: int) -> bytes:
    whole = at.to_bytes(3, "big") + length.to_bytes(3, "big") + bytes([kind]) + bytes(4)
    return bytes([form << 6 | track]) + whole[: (11, 7, 3, 0)[form]]


def test_pictures_at_even_distances_move_on_though_their_heads_say_nothing() -> None:
    """25 a second are 40 ms apart: then a publisher sends the shortest head of all, again and again (5.3.1.2.4)."""
    first = head(0, 6, 1000, 3, 9) + b"one"
    second = head(1, 6, 40, 3, 9) + b"two"
    others = (head(3, 6, 0, 0, 0) + b"and") * 3
    assert [m.at for m in heard(first + second + others)] == [1000, 1040, 1080, 1120, 1160]


def test_messages_that_come_in_turns_are_put_together() -> None:
    long = bytes(range(200))
    content = (
        head(0, 6, 5, 200, 9)
        + long[:128]
        + head(0, 4, 7, 2, 8)
        + b"ab"
        + head(3, 6, 0, 0, 0)
        + long[128:]
    )
    assert heard(content) == [Message(8, b"ab", 7), Message(9, long, 5)]


def test_a_time_beyond_four_hours_is_read() -> None:
    at = 5 * 3600 * 1000
    extended = at.to_bytes(4, "big")
    content = (
        head(0, 6, 0xFFFFFF, 130, 9)
        + extended
        + bytes(128)
        + head(3, 6, 0, 0, 0)
        + extended
        + bytes(2)
    )
    assert [(m.at, len(m.content)) for m in heard(content)] == [(at, 130)]


@pytest.mark.parametrize(
    "content",
    [head(3, 6, 0, 0, 0), head(0, 6, 0, SMALL + 1, 9), b"".join(head(0, n, 0, 9, 9) + bytes(9) for n in range(2, 64)) + b"\x00\x01" + head(0, 3, 0, 1, 9)[1:] + b"x" + b"\x00\x02" + head(0, 3, 0, 1, 9)[1:] + b"x" + b"\x00\x03" + head(0, 3, 0, 1, 9)[1:] + b"x"],
    ids=["continues nothing", "too large", "too many at once"],
)  # fmt: skip
def test_what_would_fill_the_memory_is_hung_up_on(content: bytes) -> None:
    with pytest.raises(Broken):
        heard(content)


def sliced(messages: list[tuple[int, int, bytes]]) -> list[tuple[bytes, int]]:
    slices = Slices()
    found = [done for kind, at, content in messages if (done := slices.add(kind, at, content))]
    rest = slices.rest()
    return [*found, rest] if rest else found


def test_chunks_of_a_second_make_the_stream_again_and_each_can_be_begun_with() -> None:
    media = [(9 if n % 2 else 8, 70_000 + 40 * n, PICTURE if n % 2 else SOUND) for n in range(60)]
    chunks = sliced([(18, 0, ABOUT), (9, 0, AVC), (8, 0, AAC), *media])
    assert [recorded for _, recorded in chunks] == [1000, 2000, 2360]
    first = chunks[0][0]
    assert beginning(first) == flv.header(audio=True, video=True) + flv.tag(18, 0, ABOUT) + flv.tag(9, 0, AVC) + flv.tag(8, 0, AAC)  # fmt: skip
    for start in range(3):
        again = b"".join(content for content, _ in chunks[start:])
        whole = again if start == 0 else beginning(first) + again
        read = [(k, c) for k, c, _ in flv.tags(whole, flv.HEAD) if not flv.says_how(k, c)]
        assert read == [(k, c) for k, _, c in media[len(media) - len(read) :]]


def test_a_stream_without_sound_announces_none() -> None:
    [(content, _)] = sliced([(9, 0, AVC), (9, 0, PICTURE), (9, 40, PICTURE)])
    assert content.startswith(flv.header(audio=False, video=True))


def test_a_head_that_comes_after_the_first_sound_still_stands_in_front() -> None:
    [(content, _)] = sliced([(8, 0, AAC), (8, 0, SOUND), (9, 0, AVC), (9, 0, PICTURE)])
    assert AVC in beginning(content)


def test_a_real_transport_stream_says_when_its_pieces_end(tmp_path: Path) -> None:
    path = tmp_path / "three.ts"
    subprocess.run(
        [ffmpeg(), "-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x90:rate=25", "-f", "lavfi", "-i", "sine", "-t", "3",
         "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-muxdelay", "0", "-muxpreload", "0", str(path)],
        check=True,
    )  # fmt: skip
    content = path.read_bytes()
    assert mpegts.whole(content + b"half") == len(content)
    assert 2900 <= (mpegts.last_moment(content) or 0) <= 3100
    middle = mpegts.whole(content[: len(content) // 2])
    assert 700 <= (mpegts.last_moment(content[:middle]) or 0) <= 2300
    assert mpegts.last_moment(b"") is None
    assert beginning(content) == b""
    found = look(content)
    assert (found.video, found.audio) == (True, True)
