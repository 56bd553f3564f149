"""The systemd units of `deploy/`."""

import re
import shlex
import sys

from .nginx import DEPLOY

INSTALLED = "/opt/branchline"


def unit(name: str) -> str:
    """The text of `branchline-NAME.service`."""
    return (DEPLOY / f"branchline-{name}.service").read_text()


def starts(name: str, *, there: str = "", instead: str = "") -> list[str]:
    """What a unit starts, from this checkout; `instead` of what stands `there`."""
    found = re.search(r"^ExecStart=(.*)$", unit(name), re.MULTILINE)
    assert found
    line = found[1].replace(f"{INSTALLED}/.venv/bin/branchline", f"{sys.executable} -m branchline")
    assert there in line
    line = line.replace(there, instead) if there else line
    return shlex.split(line)
