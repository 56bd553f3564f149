"""`make bench-live`: one broadcast, encoded while it is watched, before 10,000 screens over TLS.

Server, encoder and screens share this machine. Nothing of yours is touched; all of it is removed at the end.
"""

import argparse
import os
import shutil
import sys

from ..own import folder
from .servers import NGINX, first_in_line
from .table import judged, table
from .viewers import Missing, compiled, possible

WANTED = 10_000


def main() -> int:
    """Print the table; non-zero when something was not reached."""
    options = _options()
    try:
        compiled()
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    viewers = possible(options.viewers)
    if viewers < options.viewers:
        print(
            f"This machine lets a program open too few files (`ulimit -Hn`): {viewers:,} viewers instead of"
            f" {options.viewers:,}. What follows says nothing about more.",
            file=sys.stderr,
        )
    home = folder()
    os.environ |= {
        "BRANCHLINE_VAR": str(home),
        "BRANCHLINE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "branchline.settings",
    }
    import django

    django.setup()
    from .runs import before_nginx, before_our_origin, on_air

    first_in_line(os.getpid())
    runs = []
    seconds: int = options.seconds
    try:
        for pace in options.pace:
            inside = home / str(pace)
            inside.mkdir(mode=0o711)
            with on_air(home=inside, pace=pace, seconds=seconds * 2) as (out, process, tls):
                ours = before_our_origin(out, process, viewers=viewers, seconds=seconds)
                beside = before_nginx(out, tls, home=inside, viewers=viewers, seconds=seconds)
            runs += [(pace, run) for run in (ours, beside) if run is not None]
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if not NGINX:
        print("nginx is not installed, so there is no ratio: apt install nginx-light")
    print(table(runs))
    said = judged(runs)
    print("\n".join(said))
    return 1 if any(line.startswith("NO") for line in said) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--viewers", type=int, default=WANTED)
    parser.add_argument("--seconds", type=int, default=45, help="of each run, once all have joined")
    parser.add_argument("--pace", type=int, nargs="+", choices=[2, 4], default=[4, 2])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
