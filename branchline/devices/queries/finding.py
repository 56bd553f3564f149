"""What a code that somebody scans or types stands for."""

from urllib.parse import parse_qs, urlsplit

from django.urls import reverse

from branchline.core.errors import NotFound
from branchline.places.models import Service
from branchline.places.queries import address_behind

from .. import numbers
from ..errors import NOT_A_TAG, LabelOfAnotherService, NoDeviceHasThisTag, NotOneOfOurTags
from ..models import Device, KitCase
from ..tags import Fault, NotATag, is_of_a_case, read_tag


def is_a_code(typed: str) -> bool:
    """Whether it was scanned, or is a tag, well or badly read: rather than words to look for."""
    if "://" in typed:
        return True
    try:
        read_tag(typed)
    except NotATag as fault:
        return fault.fault is Fault.LETTER
    return True


def what_has(code: str, *, service: Service) -> Device | KitCase:
    """The device or the kit case behind a tag, a label’s square code, an IMEI or a serial number. Three queries at most.

    Refuses `NotOneOfOurTags` with what is wrong, `LabelOfAnotherService`, `NoDeviceHasThisTag`.
    """
    typed = code.strip()[:300]
    if "://" in typed:
        typed = _tag_behind(typed, service)
    try:
        tag = read_tag(typed)
    except NotATag as fault:
        found = _by_another_number(typed) if fault.fault is Fault.SHAPE else None
        if found is None:
            raise NotOneOfOurTags(NOT_A_TAG[fault.fault]) from fault
        return found
    table = KitCase if is_of_a_case(tag) else Device
    held: Device | KitCase | None = table.objects.filter(tag=tag).first()
    if held is None:
        raise NoDeviceHasThisTag
    return held


def _tag_behind(address: str, service: Service) -> str:
    """The tag in the address of one of our own labels."""
    asked = urlsplit(address)
    path, query = asked.path, asked.query
    if path.startswith("/q/"):
        try:
            behind = urlsplit(address_behind(code=path.removeprefix("/q/").strip("/")))
        except NotFound as gone:
            raise LabelOfAnotherService from gone
        path, query = behind.path, behind.query
    ours = reverse("devices:desk_find", args=[service.slug]).removeprefix("/cy")
    if path.removeprefix("/cy") != ours:
        raise LabelOfAnotherService
    return parse_qs(query).get("code", [""])[0]


def _by_another_number(typed: str) -> Device | None:
    try:
        return Device.objects.filter(imei=numbers.imei(typed)).first()
    except numbers.WrongNumber:
        serial = numbers.serial(typed)
        return Device.objects.filter(serial=serial).first() if serial else None
