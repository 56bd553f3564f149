"""The four classes of table. Every model declares one; a house test checks the walls behind it."""

from enum import Enum


class TableClass(Enum):
    """Who may read and write the rows of a table."""

    REFERENCE = (
        "the country's geography and other facts that belong to nobody; all read, imports write"
    )
    ORGANISATION_OWNED = "belongs to an organisation that may work with several services"
    SERVICE_PRIVATE = (
        "belongs to one library service; invisible to every other (row-level security)"
    )
    PUBLISHED = "written by one library service, without people in it; readable by all"
