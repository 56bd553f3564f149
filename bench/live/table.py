"""What was measured, as a table and as yes or no."""

from collections.abc import Callable, Sequence

from .runs import Run

MOST_CORES, MOST_MEGABYTES, MOST_ENCODER = 1.0, 600.0, 0.5
Runs = Sequence[tuple[int, Run]]

ROWS: Sequence[tuple[str, Callable[[Run], str]]] = (
    ("viewers, joined", lambda r: f"{r.watched.viewers:,}, {r.watched.joined:,} in {r.watched.joining:.0f} s"),
    ("kbit/s each, Mbit/s", lambda r: f"{r.kilobits:.0f}, {r.watched.megabits:,.0f}"),
    ("server: cores", lambda r: f"{r.cores:.2f}"),
    ("server: MB at most", lambda r: f"{r.megabytes:.0f}"),
    ("counted as watching", lambda r: f"{r.counted:,}" if r.counted is not None else "–"),
    ("late segments, stalls", lambda r: f"{r.watched.late}, {r.watched.stalls}"),
    ("lost, refused, wrong bytes", lambda r: f"{r.watched.lost}, {r.watched.refused}, {r.watched.wrong + r.other_bytes}"),
    ("segments, playlists, beats", lambda r: f"{r.watched.segments:,}, {r.watched.playlists:,}, {r.watched.beats:,}"),
    ("segment ms p50, p95, p99, max", lambda r: _milliseconds(r.watched.segment_ms)),
    ("playlist ms p50, p95, p99, max", lambda r: _milliseconds(r.watched.playlist_ms)),
    ("encoder: cores; slates", lambda r: f"{r.encoder_cores:.2f}; {r.slates}"),
    ("viewers’ program: cores", lambda r: f"{r.watched.cpu_seconds / r.watched.seconds:.2f}"),
    ("others on the machine: cores", lambda r: f"{r.other_cores:.2f}"),
)  # fmt: skip


def table(runs: Runs) -> str:
    """A column a run."""
    lines = [
        "| |" + "".join(f" {run.server}, {pace} s |" for pace, run in runs),
        "|---|" + "---|" * len(runs),
        *(f"| {name} |" + "".join(f" {say(run)} |" for _pace, run in runs) for name, say in ROWS),
    ]
    return "\n".join(lines)


def judged(runs: Runs) -> list[str]:
    """What must be reached, of ours; and the ratio to what ran beside it."""
    said = []
    for pace, run in runs:
        if run.server != "our origin":
            continue
        watched = run.watched
        must = {
            "everybody joined and every byte is right": run.is_right,
            "counted within 0.5 %": abs((run.counted or 0) - watched.joined)
            <= watched.joined * 0.005,
            "0 late segments": watched.late == 0,
            "0 stalls": watched.stalls == 0,
            "≤ 1 core for the server": run.cores <= MOST_CORES,
            "≤ 600 MB for the server": run.megabytes <= MOST_MEGABYTES,
            "≤ 0.5 core for encoding": run.encoder_cores <= MOST_ENCODER,
        }
        said += [
            f"{'yes' if reached else 'NO'}: {what} ({pace} s segments)"
            for what, reached in must.items()
        ]
        said += [
            f"{run.cores / other.cores:.1f} times the processor of {other.server} ({pace} s segments)"
            for p, other in runs
            if p == pace and other is not run
        ]
    return said


def _milliseconds(each: tuple[float, float, float, float]) -> str:
    return ", ".join(f"{one:.0f}" for one in each)
