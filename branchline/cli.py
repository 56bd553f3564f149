"""The command `branchline`. Each verb is a small function; `--help` lists them."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, set Django up, run one verb."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "branchline.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["branchline manage", *given[1:]])
        return
    options = _parser().parse_args(given)
    from branchline import commands

    sys.exit(commands.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="branchline", description="The engagement platform for public library services."
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    demo = verbs.add_parser("demo", help="set everything up with invented people and start it")
    demo.add_argument("--reset", action="store_true", help="start over with a fresh database")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--tls", action="store_true", help="encrypted, for phones in this network")
    demo.add_argument("--load-only", action="store_true", help="load the demo, start nothing")
    serve = verbs.add_parser("serve", help="start the web server and a worker")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2, help="web processes")
    serve.add_argument("--no-worker", action="store_true", help="web only; run workers elsewhere")
    serve.add_argument("--live-port", type=int, default=8100, help="what goes out live")
    serve.add_argument("--no-live", action="store_true", help="carry nothing live here")
    verbs.add_parser("worker", help="run jobs (messages, sweeps, retention)")
    origin = verbs.add_parser("origin", help="what browsers fetch from and send to, live")
    origin.add_argument("--port", type=int, default=8100)
    origin.add_argument("--host", default="127.0.0.1")
    verbs.add_parser("caster", help="carry what goes out live")
    recording = verbs.add_parser(
        "recording", help="say what is in a recording, and get it as films"
    )
    recording.add_argument("broadcast", help="its name in the address of its page")
    recording.add_argument(
        "--into", type=Path, metavar="FOLDER", help="write a film a session there"
    )
    certificate = verbs.add_parser(
        "certificate", help="work out again how many watched a broadcast"
    )
    certificate.add_argument("file", help="the beats, from “How many watched”")
    certificate.add_argument(
        "--pace", type=int, choices=[2, 4], default=2, help="seconds of a segment"
    )
    certificate.add_argument("--digest", help="the fingerprint that the file must have")
    verbs.add_parser("rhyme-time", help="the demo’s own: a rhyme time that is live right now")
    verbs.add_parser("intake", help="take in what OBS sends, by SRT and RTMP")
    verbs.add_parser("migrate", help="bring the database up to date, as its owner")
    doctor = verbs.add_parser("doctor", help="say in plain words what is wrong here")
    doctor.add_argument("--quiet", action="store_true", help="only what is wrong")
    doctor.add_argument("--tidy", action="store_true", help="remove files that belong to nothing")
    appoint = verbs.add_parser("appoint", help="give a library service its first manager")
    appoint.add_argument("--service", metavar="SLUG", required=True)
    appoint.add_argument("--email", required=True)
    appoint.add_argument("--name", default="", help="what colleagues see")
    host = verbs.add_parser("host", help="give a library service a host of its own")
    host.add_argument("host", nargs="?", help="for example whatson.example.org")
    host.add_argument("--service", metavar="SLUG", required=True)
    host.add_argument("--remove", action="store_true", help="take it back")
    merge = verbs.add_parser("merge", help="make a library service part of another")
    merge.add_argument("--service", metavar="SLUG", required=True, help="the one that ends")
    merge.add_argument("--into", metavar="SLUG", required=True, help="the one that goes on")
    merge.add_argument("--yes", action="store_true", help="do it; else only say what would happen")
    imports = verbs.add_parser(
        "import", help="read a file from outside: `branchline import --list`"
    )
    imports.add_argument("importer", nargs="?", help="for example places.libraries")
    imports.add_argument("file", nargs="?")
    imports.add_argument("--list", action="store_true", dest="show", help="what can be imported")
    imports.add_argument(
        "--dry-run", action="store_true", help="say what would change, change nothing"
    )
    imports.add_argument("--undo", metavar="RUN", help="take an import back")
    imports.add_argument("--service", metavar="SLUG", help="the library service it belongs to")
    generate = verbs.add_parser("generate", help="make a country of invented rows for measurements")
    generate.add_argument("--scale", choices=["town", "national"], default="town")
    generate.add_argument("--seed", type=int, help="another country of the same shape")
    generate.add_argument("--again", action="store_true", help="beside the people who are there")
    rehearse = verbs.add_parser(
        "rehearse", help="play a call round in an invented town, before anybody is rung"
    )
    rehearse.add_argument("what", choices=["calls"])
    rehearse.add_argument(
        "--calls",
        type=int,
        default=10_400,
        help="how many are made; each takes a quarter of a second of a processor, for each ladder",
    )
    rehearse.add_argument(
        "--people", type=int, help="how many are rung; usually as many as fits the calls"
    )
    rehearse.add_argument("--callers", type=int, help="usually one for every 62 people")
    rehearse.add_argument("--seed", type=int, default=2020, help="another town of the same kind")
    rehearse.add_argument(
        "--ladder", action="append", metavar="NAME",
        help="welfare, companionship or once; with :written, without people’s own history. Say it twice to compare"
        " two; usually welfare and companionship:written",
    )  # fmt: skip
    rehearse.add_argument("--json", action="store_true", help="for machines")
    rehearse.add_argument(
        "--sip", action="store_true",
        help="instead of two ladders: ring through Debian’s Kamailio at full speed, and see that no two calls were on one"
        " line",
    )  # fmt: skip
    words = verbs.add_parser(
        "words", help="the Welsh catalogue: compile, --check, --update, --drafts"
    )
    words.add_argument("--drafts", action="store_true", help="list what no person has read yet")
    words.add_argument("--check", action="store_true")
    words.add_argument("--update", action="store_true")
    verbs.add_parser("manage", help="Django's own commands")
    return parser
