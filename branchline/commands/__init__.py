"""What each verb of the command line does, a module a verb."""

import argparse
import sys
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from branchline.core.postgres import DatabaseTrouble, in_words

MODULES = {
    "demo": "demo",
    "serve": "serve",
    "worker": "worker",
    "origin": "live",
    "caster": "live",
    "recording": "recording",
    "certificate": "certificate",
    "rhyme-time": "rhyme_time",
    "intake": "intake",
    "migrate": "database",
    "doctor": "doctor",
    "appoint": "appoint",
    "host": "host",
    "merge": "merge",
    "import": "imports",
    "generate": "generate",
    "rehearse": "rehearse",
    "words": "words",
}


def run(options: argparse.Namespace) -> int:
    """Run one verb; returns the exit status."""
    module = import_module(f"{__name__}.{MODULES[options.verb]}")
    try:
        status: int = module.run(options)
    except KeyboardInterrupt:
        print("\nStopped before the end; the same command goes on from here.", file=sys.stderr)
        return 130
    except (ImproperlyConfigured, DatabaseTrouble) as trouble:
        print(f"Branchline can’t start: {trouble}. docs/settings.md explains.", file=sys.stderr)
        return 2
    except OperationalError as trouble:
        from branchline.settings.database import DATABASES

        words = in_words(
            trouble,
            account=DATABASES["owner"]["USER"],
            otherwise="`branchline doctor` looks closer.",
        )
        print(f"The database can’t be used: {words}", file=sys.stderr)
        return 2
    return status
