"""Invented people who book in the demo: `.test` addresses and Ofcom's numbers for drama."""

from branchline.messages.models import Route

Booker = tuple[str, Route, str, str]
"""Name, route, address, language."""

BOOKERS: tuple[Booker, ...] = (
    ("Priya Raman", Route.EMAIL, "priya.raman@example.test", "en"),
    ("Tom Okafor", Route.SMS, "07700 900123", "en"),
    ("Megan Lloyd", Route.EMAIL, "megan.lloyd@example.test", "cy"),
    ("Dorothy Pickering", Route.LETTER, "14 Invented Row\nSale\nM33 7ZF", "en"),
    ("Arthur Bright", Route.PHONE, "0161 496 0117", "en"),
    ("Yusuf Demir", Route.EMAIL, "yusuf.demir@example.test", "en"),
    ("Hannah Whitworth", Route.EMAIL, "hannah.whitworth@example.test", "en"),
    ("Chidi Eze", Route.SMS, "07700 900456", "en"),
    ("Saoirse Quinn", Route.EMAIL, "saoirse.quinn@example.test", "en"),
    ("Olga Novak", Route.EMAIL, "olga.novak@example.test", "en"),
    ("Ben Ashworth", Route.EMAIL, "ben.ashworth@example.test", "en"),
    ("Farah Malik", Route.SMS, "07700 900789", "en"),
)

WAITERS: tuple[Booker, ...] = (
    ("Grace Adeyemi", Route.EMAIL, "grace.adeyemi@example.test", "en"),
    ("Mabel Entwistle", Route.PHONE, "0161 496 0188", "en"),
    ("Rhys Parry", Route.SMS, "07700 900321", "cy"),
)
