"""What systemd thinks of the units."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .units import INSTALLED, unit

pytestmark = pytest.mark.walk
UNITS = ("web", "worker", "origin", "caster", "intake")
MISSING = "systemd is not installed: `apt install systemd`, then run again"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason=MISSING)
@pytest.mark.parametrize("name", UNITS)
def test_systemd_reads_the_unit_without_a_complaint(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"branchline-{name}.service"
    file.write_text(
        unit(name)
        .replace(f"{INSTALLED}/.venv/bin/branchline", sys.executable)
        .replace(INSTALLED, str(tmp_path))
        .replace("User=branchline", "User=daemon")
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    complaints = [line for line in done.stderr.splitlines() if "branchline-" in line]
    assert (done.returncode, complaints) == (0, []), done.stderr


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_gives_what_it_starts_time_to_finish(name: str) -> None:
    """systemd kills after 90 seconds; children get 30, the job under way 20."""
    from branchline.commands.children import PATIENCE

    told = re.search(r"^TimeoutStopSec=(\d+)$", unit(name), re.MULTILINE)
    assert (int(told[1]) if told else 90) > PATIENCE + 5
