"""`branchline import`: read a file from outside, or take an import back."""

import argparse

from .database import running


def run(options: argparse.Namespace) -> int:
    """Hand the file to the importer, in the scope of a service where one is named."""
    with running():
        from branchline.core import clock
        from branchline.core.importing import command
        from branchline.places.queries import service_at

        now = clock.now()
        if options.show or not (options.undo or (options.importer and options.file)):
            return command.list_importers()
        service = service_at(slug=options.service) if options.service else None
        if options.service and service is None:
            print(f"There is no library service with the address “{options.service}”.")
            return 2
        service_id = service.pk if service else None
        if options.undo:
            return command.undo_run(public_id=options.undo, service_id=service_id, now=now)
        return command.import_file(
            name=options.importer,
            path=options.file,
            dry_run=options.dry_run,
            service_id=service_id,
            now=now,
        )
