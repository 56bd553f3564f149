"""Whose list it is: library systems by the headings that they write.

Koha: the columns of its table `borrowers` (koha-community.org, schema). Sierra: the fields of Create Lists. Symphony: the
fields of its user records (API: dumpflatuser, seluser). Spydus: the borrower enquiry’s columns as UK libraries export them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from branchline.core.importing.columns import plain_heading

ENOUGH = 2
"""Headings in common that make us say it."""


@dataclass(frozen=True)
class System:
    """A library system, by its name as it writes it, and headings that are its own."""

    name: str
    headings: tuple[str, ...]


SYSTEMS = (
    System("Koha", ("cardnumber", "surname", "firstname", "dateofbirth", "branchcode", "zipcode", "lastseen",
                    "phonepro", "emailpro", "smsalertnumber")),
    System("Sierra", ("P BARCODE", "PATRN NAME", "EMAIL ADDR", "BIRTH DATE", "HOME LIBR", "CIRCACTIVE", "TELEPHONE2")),
    System("Symphony", ("USER_ID", "USER_NAME", "USER_FIRST_NAME", "USER_LAST_NAME", "USER_LIBRARY",
                        "USER_BIRTH_DATE", "USER_LAST_ACTIVITY", "HOMEPHONE", "CELLPHONE", "USER_PREF_LANG")),
    System("Spydus", ("Borrower number", "Borrower ID", "Borrower name", "Borrower barcode", "Given name(s)",
                      "Home branch", "Borrower location", "Last activity date", "Date last used")),
)  # fmt: skip


def system_of(headings: Iterable[str]) -> str:
    """The name of the system that writes these headings; nothing where we can't tell."""
    there = {plain_heading(each) for each in headings if each}
    alike = {
        system.name: len(there & {plain_heading(each) for each in system.headings})
        for system in SYSTEMS
    }
    best = max(alike, key=lambda name: alike[name])
    return best if alike[best] >= ENOUGH else ""
