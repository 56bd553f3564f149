"""`branchline host`: give a library service a host of its own."""

import argparse
import sys

from .database import running


def run(options: argparse.Namespace) -> int:
    """Say what still has to be done outside: the name's records, the certificate, BRANCHLINE_HOSTS."""
    with running():
        from django.conf import settings

        from branchline.core import clock
        from branchline.core.acting import job
        from branchline.core.errors import Refusal
        from branchline.core.scoping import scope
        from branchline.places.actions import give_host
        from branchline.places.queries import service_at

        service = service_at(slug=options.service)
        if service is None:
            print(f"There is no library service called “{options.service}”.", file=sys.stderr)
            return 1
        try:
            with scope(service.pk):
                kept = give_host(
                    service=service,
                    host=None if options.remove else options.host,
                    by=job("branchline host"),
                    now=clock.now(),
                )
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return 1
        if kept.own_host is None:
            print(f"{kept} is at {settings.BRANCHLINE_ADDRESS}/{kept.slug}/ only.")
            return 0
        print(f"{kept} is at {kept.own_host} too.")
        if kept.own_host not in settings.BRANCHLINE_OTHER_HOSTS:
            print(f"Add it to BRANCHLINE_HOSTS, to your DNS and to nginx: {kept.own_host}")
    return 0
