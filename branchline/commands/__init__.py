"""What each verb of the command line does, a module a verb."""

import argparse
from importlib import import_module

MODULES = {
    "demo": "demo",
    "serve": "serve",
    "worker": "worker",
    "migrate": "database",
    "doctor": "doctor",
    "appoint": "appoint",
    "import": "imports",
    "generate": "generate",
    "words": "words",
}


def run(options: argparse.Namespace) -> int:
    """Run one verb; returns the exit status."""
    module = import_module(f"{__name__}.{MODULES[options.verb]}")
    status: int = module.run(options)
    return status
