"""The film that the demo shows live: our own drawing and tune, in chunks that can be read from the first on."""

from itertools import islice, pairwise
from pathlib import Path

from branchline.live.demo.drawing import FRAMES, HEIGHT, WIDTH, frame
from branchline.live.demo.loop import film
from branchline.live.demo.sending import chunks, playing
from branchline.live.demo.tune import SECONDS, lines, notes, write_tune
from branchline.live.stream.cutting import look


def test_every_note_has_its_place_and_the_picture_moves_with_it() -> None:
    sung = notes()
    assert all(a.begins + a.seconds <= b.begins + 1e-6 for a, b in pairwise(sung))
    assert sung[-1].begins + sung[-1].seconds < SECONDS
    assert next(line.words for _, line in lines()) == "Twinkle, twinkle, little star,"
    first, second = (frame(round((note.begins + 0.1) * FRAMES)) for note in sung[:2])
    assert first.size == (WIDTH, HEIGHT)
    assert first.tobytes() != second.tobytes()


def test_the_first_chunk_has_picture_and_sound(tmp_path: Path) -> None:
    write_tune(tmp_path / "tune.wav")
    film(tmp_path / "tune.wav", tmp_path / "film.mp4", frames=2 * FRAMES)
    with playing(tmp_path / "film.mp4") as player:
        first, second = islice(chunks(player), 2)
    found = look(first)
    assert found.video
    assert found.audio
    assert second
    assert second != first
