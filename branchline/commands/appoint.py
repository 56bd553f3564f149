"""`branchline appoint`: give a library service its first manager. From then on managers invite."""

import argparse
import sys

from .database import running


def run(options: argparse.Namespace) -> int:
    """The account is made when there is none; its owner signs in with a code by email."""
    with running():
        from branchline.core import clock
        from branchline.core.acting import job
        from branchline.core.errors import Refusal
        from branchline.core.scoping import scope
        from branchline.people.actions import appoint_manager
        from branchline.places.queries import service_at

        service = service_at(slug=options.service)
        if service is None:
            print(f"There is no library service called “{options.service}”.", file=sys.stderr)
            return 1
        try:
            with scope(service.pk):
                membership = appoint_manager(
                    email=options.email,
                    name=options.name,
                    service=service,
                    by=job("branchline appoint"),
                    now=clock.now(),
                )
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return 1
        print(f"{membership.account.email} manages {service} now, and can sign in with a code.")
    return 0
