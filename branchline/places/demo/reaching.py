"""Invented telephone numbers and addresses for real places: nobody may ring a real one from a demo.

Source: Ofcom, Telephone numbers for use in TV and radio drama programmes.
"""

from django.utils.text import slugify

from branchline.core.scoping import scope
from branchline.places.models import Branch, Service

UK_WIDE = 3069990000
"""Ofcom's UK-wide drama range: 03069 990000 to 990999."""
LOCAL = {"trafford": 1614960100, "newcastle-upon-tyne": 1914980100, "cardiff": 2920180100}
"""Manchester, Newcastle and Cardiff have drama ranges of their own; the service is the first number."""


def invent_telephones() -> None:
    """Every service gets a number and an address on .test; some have one for each library too."""
    for turn, service in enumerate(Service.objects.order_by("pk")):
        first = LOCAL.get(service.slug)
        if service.phone or turn > 999:
            continue
        service.phone = f"0{first or UK_WIDE + turn}"
        service.email = f"hello@{service.slug}.libraries.test"
        service.save(update_fields=["phone", "email"])
        if first:
            _of_branches(service, first + 1)


def _of_branches(service: Service, first: int) -> None:
    with scope(service.pk):
        for turn, branch in enumerate(Branch.objects.filter(service=service).order_by("pk")):
            branch.phone = f"0{first + turn}"
            branch.email = f"{slugify(branch.name.en)}@{service.slug}.libraries.test"
            branch.save(update_fields=["phone", "email"])
