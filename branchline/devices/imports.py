"""A list of devices: what a spreadsheet has held until now."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from branchline.core import ledger
from branchline.core.acting import Acting
from branchline.core.importing.columns import Column, Row, day, plain_heading, whole
from branchline.core.importing.importer import Importer
from branchline.core.importing.problems import Wrong, shown
from branchline.core.importing.writing import Writer
from branchline.core.scoping import current_service_id
from branchline.places.models import Branch

from . import numbers
from .actions import DeviceFacts, ModelFacts, add_device, add_model
from .actions.stock import checked_imei
from .errors import ImeiIsKnown, SerialIsKnown
from .measures import ADDED
from .models import Device, DeviceEvent, DeviceModel, Event, Kind, Risk, System
from .permits import KEEP_STOCK

MOST_POUNDS = 100_000


def _one_of(choices: type[models.TextChoices], sentence: Callable[[], str]) -> Callable[[str], str]:
    """A parser for a choice by its name in either language, or as we write it in code."""

    def parse(cell: str) -> str:
        plain = plain_heading(cell)
        for one in choices:
            words = str(one.label)
            if plain in {plain_heading(one.value), plain_heading(words), plain_heading(words.split(",")[0].split(":")[0])}:  # fmt: skip
                return str(one.value)
        names = "; ".join(str(one.label) for one in choices)
        raise Wrong(sentence() % {"cell": shown(cell), "names": names})

    return parse


kind = _one_of(Kind, lambda: _("%(cell)s is no kind of device. Write one of: %(names)s."))
system = _one_of(System, lambda: _("%(cell)s is no system that we know. Write one of: %(names)s."))
risk = _one_of(Risk, lambda: _("%(cell)s is no rule of testing. Write one of: %(names)s."))


def pence(cell: str) -> int:
    """An amount in pounds: £249.99."""
    try:
        pounds = Decimal(cell.replace("£", "").replace(",", "").strip())
    except InvalidOperation:
        pounds = Decimal(-1)
    if not (pounds.is_finite() and 0 <= pounds <= MOST_POUNDS):
        raise Wrong(_("%(cell)s is not an amount like 249 or £249.99.") % {"cell": shown(cell)})
    return int(pounds * 100)


class Stock(Importer):
    """Each row is a device, added as one by hand is."""

    name = "stock"
    title = lazy("Devices")
    private = True
    batch = 200
    permit = KEEP_STOCK
    lede = lazy(
        "Tablets, laptops and whatever else you lend, from your spreadsheet. Each gets a tag of its own, whose label you print"
        " afterwards."
    )
    promises = (
        lazy("It changes no device that is here already: a serial number that we know is passed over."),
        lazy("It lends nothing: each device is to be made ready first."),
        lazy("Undoing takes out the devices that it brought, unless something has been done with one since."),
    )  # fmt: skip
    columns = (
        Column("serial", ("serial number", "serial no", "s/n"), numbers.serial, required=True, needed=True, longest=40,
               label=lazy("Serial number"),
               when_empty=lazy("this is empty. The serial number stands on the back, or in the settings.")),
        Column("maker", ("manufacturer", "brand", "make"), required=True, needed=True, longest=60, label=lazy("Maker")),
        Column("model", ("model name", "product"), required=True, needed=True, longest=80, label=lazy("Model")),
        Column("kind", ("type", "category"), kind, required=True, needed=True, longest=60, label=lazy("Kind")),
        Column("library", ("branch", "location", "site"), required=True, needed=True, longest=120, here=True,
               label=lazy("Library")),
        Column("system", ("operating system", "os"), system, longest=60, label=lazy("System")),
        Column("system_version", ("version of its system", "os version", "version"), longest=40, label=lazy("Version of its system")),
        Column("imei", ("imei number",), checked_imei, longest=24, label=lazy("IMEI")),
        Column("called", ("what you call it", "asset name", "asset number"), longest=60, label=lazy("What you call it")),
        Column("purchased_on", ("purchase date", "bought", "bought on"), day, longest=30, label=lazy("Bought on")),
        Column("warranty_until", ("warranty", "warranty end", "warranty expires"), day, longest=30,
               label=lazy("Warranty until")),
        Column("price", ("price in pounds", "purchase cost", "cost"), pence, longest=20, label=lazy("Price in pounds")),
        Column("funder", ("who paid for it", "funded by", "fund"), longest=120, label=lazy("Who paid for it")),
        Column("battery", ("battery health in percent", "battery health"), whole(0, 100), longest=10, label=lazy("Battery health in percent")),
        Column("shelf", ("where in the library", "cupboard", "place"), longest=60, label=lazy("Where in the library")),
        Column("plug", ("how often its plug is tested", "electrical test", "pat", "risk"), risk, longest=80, label=lazy("How often its plug is tested")),
    )  # fmt: skip
    example = (
        ("Serial number", "Maker", "Model", "Kind", "Library", "System", "IMEI", "Bought on", "Price in pounds", "Who paid for it"),
        ("DMPX1A2B3C4D", "Apple", "iPad 10th generation", "Tablet", "Sale Library", "iPadOS", "", "2025-03-14", "349.00", "Digital Inclusion Fund"),
        ("R9YT60ABCDE", "Samsung", "Galaxy Tab A9", "Tablet", "Urmston Library", "Android", "490154203237518", "14/03/2025", "159", ""),
    )  # fmt: skip

    def key(self, row: Row) -> str | None:
        return row.text("serial")

    def prepare(self, into: Writer) -> None:
        self.branches: dict[str, Branch] = {}
        for branch in Branch.objects.open().filter(service=current_service_id()):
            for name in {str(branch.name), str(branch.name).removesuffix(" Library")}:
                self.branches[plain_heading(name)] = branch
        self.models: dict[tuple[str, str], DeviceModel] = {}

    def find(self, name: str, value: str) -> Branch:
        try:
            return self.branches[plain_heading(value)]
        except KeyError:
            sentence = _("there is no library called %(name)s here. Write names as they stand on the page “Libraries”.")  # fmt: skip
            raise Wrong(sentence % {"name": shown(value)}) from None

    def load(self, rows: Sequence[Row], into: Writer) -> None:
        """One action a row; what it refuses is a finding, what is there already is as it was."""
        # Here, not before: a dry run takes back a model that it had to make.
        self.models = {(m.maker.casefold(), m.name.casefold()): m for m in DeviceModel.objects.all()}  # fmt: skip
        serials = [row.text("serial") for row in rows]
        there = Device.objects.filter(serial__in=serials).select_related("model")
        self.there = {device.serial: device for device in there}
        for row in rows:
            with into.row(row):
                self._bring(row, into)

    def _bring(self, row: Row, into: Writer) -> None:
        known = self.there.get(row.text("serial"))
        about = row.text("maker").casefold(), row.text("model").casefold()
        if known is not None:
            if about != (known.model.maker.casefold(), known.model.name.casefold()):
                raise SerialIsKnown(str(SerialIsKnown.sentence) % {"tag": known.printed_tag})
            into.unchanged += 1
            return
        if row["imei"] and Device.objects.filter(imei=row["imei"]).exists():
            raise ImeiIsKnown
        model = self.models.get(about) or self._model(row, into)
        device = add_device(
            model=model,
            branch=row["library"],
            facts=DeviceFacts(
                serial=row.text("serial"), imei=row.text("imei"), called=row.text("called"),
                system_version=row.text("system_version"), purchased_on=row["purchased_on"],
                warranty_until=row["warranty_until"], price=row["price"], funder=row.text("funder"),
                battery=row["battery"], shelf=row.text("shelf"),
            ),
            by=into.by,
            now=into.now,
        )  # fmt: skip
        into.made([device])
        self.models[about] = model

    def _model(self, row: Row, into: Writer) -> DeviceModel:
        """A new one, as the first row with it says; undone with the file where nothing else is of it."""
        if not row["system"]:
            raise Wrong(
                _("this is empty, and the model is new here: write what runs on it, like %(name)s.")
                % {"name": System.ANDROID.label},
                "system",
            )
        made = add_model(
            facts=ModelFacts(
                row.text("maker"), row.text("model"), Kind(row["kind"]), System(row["system"]),
                Risk(row["plug"] or Risk.LOW),
            ),
            by=into.by, now=into.now,
        )  # fmt: skip
        into.made([made])
        into.added -= 1  # a model is not a row of the file
        return made

    def called(self, thing: models.Model) -> str:
        return f"{thing}, {thing.printed_tag}" if isinstance(thing, Device) else str(thing)

    def let_go(
        self, model: type[models.Model], numbers: Sequence[int], by: Acting, now: datetime
    ) -> None:
        """A device goes with the event of its coming; one with more of a history stays, by its foreign keys."""
        if model is not Device:
            return
        for device in Device.objects.filter(pk__in=numbers):
            links = {"device": device.public_id}
            ledger.record(
                kind=ADDED, by=by, now=now, branch_id=device.branch_id, quantity=-1, links=links
            )
        DeviceEvent.objects.filter(device__in=numbers, kind=Event.ADDED).delete()
