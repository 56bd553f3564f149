"""What the demo's campaigns say of themselves. The Welsh is drafted by a machine."""

from datetime import date, timedelta

from branchline.core.words import Translated, said

from ..actions.keep_campaign import Wording
from ..models import Colour


def drafted(en: str, cy: str) -> Translated:
    """English, with Welsh that no person has read yet."""
    return said(en, cy, draft=True)


def libraries_week_2021() -> Wording:
    """Libraries Week of 2021: its real name, days and theme; the events in it are invented."""
    return Wording(
        name=drafted("Libraries Week 2021", "Wythnos Llyfrgelloedd 2021"),
        theme=drafted("Taking action, changing lives", "Gweithredu, newid bywydau"),
        first_day=date(2021, 10, 4),
        last_day=date(2021, 10, 10),
        hashtag="LibrariesWeek",
        colour=Colour.LENDING,
        call_to_action=drafted(
            "Come and see what your library does for its neighbourhood.",
            "Dewch i weld beth mae eich llyfrgell yn ei wneud i’w chymdogaeth.",
        ),
        about=drafted(
            "Libraries all over the country showed how they help people to act: on climate, on health,"
            " on skills and on loneliness, and how a visit can change a life.",
            "Dangosodd llyfrgelloedd ledled y wlad sut maen nhw’n helpu pobl i weithredu.",
        ),
    )


def libraries_week(first_day: date) -> Wording:
    """The one that is on now: invented."""
    return Wording(
        name=drafted(f"Libraries Week {first_day.year}", f"Wythnos Llyfrgelloedd {first_day.year}"),
        theme=drafted("Every branch, open to you", "Pob cangen, ar agor i chi"),
        first_day=first_day,
        last_day=first_day + timedelta(days=6),
        hashtag="LibrariesWeek",
        sponsors=("The Good Company, an invented charity", "An invented bookseller"),
        colour=Colour.HOUSE,
        call_to_action=drafted(
            "Visit your library this week, and bring somebody who hasn’t been for a while.",
            "Ewch i’ch llyfrgell yr wythnos hon, a dewch â rhywun sydd heb fod ers tro.",
        ),
        about=drafted(
            "For one week libraries all over the country open their doors a little wider: rhyme times"
            " and reading groups, help with a phone, a talk about swifts, a cup of tea.\n\nEvery event"
            " here is put on by a library service of your own council, and nearly all of it is free.",
            "Am wythnos mae llyfrgelloedd ledled y wlad yn agor eu drysau ychydig yn lletach.",
        ),
    )
