"""A camera whose every picture says its number: so a test knows when somebody filmed what somebody else sees now, and
which chunks a studio was told to be kept."""

import subprocess
from bisect import bisect_left
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchline.live.stream.cutting import ffmpeg

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from branchline.live.stream.spool import Spool

FRAMES = 30
"""Pictures a second at which Chromium plays a film of JPEGs as a camera."""
BITS = 12
COUNT = 1 << 11
"""Pictures until it begins again: more than a minute."""
WIDE, HIGH = 16, 9
UP, DOWN = (2, 3), (5, 6)
"""Rows of a picture's cells with the bits of its number, and with their contrary."""

NUMBERS = """({ bits, every }) => {
    const video = document.querySelector('video');
    const pen = Object.assign(document.createElement('canvas'), { width: 160, height: 90 }).getContext('2d', { willReadFrequently: true });
    const filmed = window.filmed = { marks: [], lines: [] };
    const read = () => {
        if (!video.videoWidth) return null;
        pen.drawImage(video, 0, 0, 160, 90);
        let number = 0;
        for (let bit = 0; bit < bits; bit++) {
            const [up, down] = [30, 60].map(y => pen.getImageData(25 + 10 * bit, y, 1, 1).data[1]);
            if (Math.abs(up - down) < 60) return null;
            number = number * 2 + (up > down);
        }
        return number;
    };
    let count = 0;
    const picture = () => {
        const number = count++ % every ? null : read();
        if (number !== null) filmed.marks.push([number, Date.now()]);
        video.requestVideoFrameCallback(picture);
    };
    video.requestVideoFrameCallback(picture);
    const line = document.querySelector('[data-caption]');
    if (line) new MutationObserver(() => {
        const text = line.hidden ? '' : line.textContent;
        if (text && filmed.lines.at(-1)?.[0] !== text) filmed.lines.push([text, read(), Date.now()]);
    }).observe(line, { attributes: true, childList: true, characterData: true, subtree: true });
}"""
"""On a page with a video: `filmed.marks` of [number, moment], `filmed.lines` of [caption, number, moment]."""

LISTEN = """() => {
    const hex = bytes => [...new Uint8Array(bytes)].map(each => each.toString(16).padStart(2, '0')).join('');
    window.printOf = async content => hex(await crypto.subtle.digest('SHA-256', await content.arrayBuffer()));
    const really = window.fetch;
    window.fetch = async (address, how) => {
        const answer = await really(address, how);
        if (answer.ok && how?.method === 'PUT' && String(address).includes('/send/')) {
            printOf(how.body).then(print => taken([String(address), print]));
        }
        return answer;
    };
}"""

KEPT = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('branchline-live', 1);
    opening.onerror = reject;
    opening.onsuccess = () => {
        const asking = opening.result.transaction('chunks').objectStore('chunks').getAll();
        asking.onerror = reject;
        asking.onsuccess = async () => {
            const now = Date.now();
            const told = asking.result.map(async ({ address, number, content, at }) => [address + number, await printOf(content), now - at]);
            resolve(await Promise.all(told));
        };
    };
})"""


def numbered_film(path: Path) -> Path:
    """The film, for `--use-file-for-fake-video-capture`."""
    pictures = b"".join(_picture(number) for number in range(COUNT))
    subprocess.run(
        [ffmpeg(), "-v", "error", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDE}x{HIGH}", "-r", str(FRAMES), "-i",
         "pipe:0", "-vf", "scale=640:360:flags=neighbor,format=yuvj420p", "-q:v", "4", "-f", "mjpeg", str(path)],
        input=pictures, check=True,
    )  # fmt: skip
    return path


def _picture(number: int) -> bytes:
    """Sixteen by nine cells; something moves at its edge."""
    bits = [255 if number >> bit & 1 else 0 for bit in reversed(range(BITS))]
    rows = []
    for row in range(HIGH):
        cells = [110 + (number // 10 + row) % 8 * 8] * WIDE
        if row in UP:
            cells[2 : 2 + BITS] = bits
        elif row in DOWN:
            cells[2 : 2 + BITS] = [255 - bit for bit in bits]
        rows.append(bytes(cells))
    return b"".join(rows)


def read_numbers(page: "Page", *, every: int = 6) -> None:
    """From now on the page notes which picture it shows when, and which caption."""
    page.evaluate(NUMBERS, {"bits": BITS, "every": every})


def marks(page: "Page") -> list[tuple[int, float]]:
    """Number of a picture, and when the page had it, in seconds since 1970."""
    return [(number, ms / 1000) for number, ms in page.evaluate("filmed.marks")]


@dataclass
class Filmed:
    """When each picture was before the camera, as the studio's page saw it."""

    marks: list[tuple[int, float]]

    def when(self, number: int, *, before: float) -> float:
        """The last time before a moment: the film comes again and again."""
        at = bisect_left(self.marks, before, key=lambda mark: mark[1]) - 1
        while at >= 0:
            away = (number - self.marks[at][0]) % COUNT
            if away < FRAMES:
                return self.marks[at][1] + away / FRAMES
            at -= 1
        raise AssertionError(f"picture {number} was never before the camera")

    def behind(self, seen: list[tuple[int, float]]) -> list[float]:
        """Seconds between camera and screen, for each picture somebody saw."""
        return [moment - self.when(number, before=moment) for number, moment in seen]


@dataclass
class Told:
    """Chunks by session and number, each with its fingerprint: what a studio knew to be safe."""

    chunks: dict[tuple[int, int], str] = field(default_factory=dict)

    def listen(self, page: "Page") -> None:
        """To what the studio's page is answered for."""
        page.expose_binding("taken", lambda _source, told: self._take(told))
        page.evaluate(LISTEN)

    def ask_what_is_kept(self, page: "Page") -> tuple[int, float]:
        """What lies in its browser's store counts too. How many, and the age of the newest in seconds."""
        kept: list[Any] = page.evaluate(KEPT)
        for address, print_, _age in kept:
            self._note(address, print_)
        return len(kept), min((age for _address, _print, age in kept), default=0.0) / 1000

    def of(self, session: int) -> dict[int, str]:
        return {number: told for (of, number), told in self.chunks.items() if of == session}

    def _take(self, told: list[Any]) -> None:
        address, print_ = told
        self._note(address, print_)

    def _note(self, address: str, print_: str) -> None:
        given, number = address.rsplit("/", 2)[1:]
        session = int(given.split("~")[0].rsplit(".", 1)[1])
        before = self.chunks.setdefault((session, int(number)), print_)
        assert before == print_, f"two chunks are number {number} of session {session}"


def prints(spool: "Spool") -> dict[int, str]:
    """The same of what is in the recording."""
    return {n: sha256(spool.path(n).read_bytes()).hexdigest() for n in spool.numbers()}
