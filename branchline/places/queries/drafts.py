"""Welsh that a machine drafted and nobody has read yet, of what a service has entered."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from branchline.core.words import Translated, TranslatedField
from branchline.places.models import Branch, OpeningException, Season, Service, Stop

MOST = 200
DRAFTED = {"drafts": ["cy"]}


@dataclass(frozen=True)
class Draft:
    """One text: where it stands, what it says in English, and the Welsh draft."""

    kind: str
    public_id: str
    field: str
    where: str
    en: str
    cy: str

    @property
    def key(self) -> str:
        """For a form: "branch.k7mp2x9dqa.name"."""
        return f"{self.kind}.{self.public_id}.{self.field}"


WORDED: "dict[str, type[Service | Branch | OpeningException | Season | Stop]]" = {
    "service": Service,
    "branch": Branch,
    "day": OpeningException,
    "season": Season,
    "stop": Stop,
}


def drafts_of(service: Service) -> list[Draft]:
    """The drafts of a service, its own words first; the same text of many days only once. Five queries."""
    found: dict[tuple[str, str, str, str], Draft] = {}
    for kind, model in WORDED.items():
        for field in fields_of(model):
            for row in rows_of(service, model).filter(**{f"{field}__contains": DRAFTED})[:MOST]:
                text: Translated = getattr(row, field)
                draft = Draft(kind, row.public_id, field, _where(row), text.en, text.cy)
                same = "" if kind in {"day", "season"} else draft.public_id
                found.setdefault((kind, same, text.en, text.cy), draft)
    return list(found.values())


def draft_of(
    service: Service, key: str
) -> tuple[Service | Branch | OpeningException | Season | Stop, str] | None:
    """The row and field of a key, of this service only; None for what is not there. One query."""
    kind, public_id, field = [*key.split("."), "", "", ""][:3]
    model = WORDED.get(kind)
    if model is None or field not in fields_of(model):
        return None
    row = rows_of(service, model).filter(public_id=public_id[:20]).first()
    return None if row is None else (row, field)


def fields_of(model: type[Model]) -> list[str]:
    """The names of a model's translated fields."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, TranslatedField)]


def rows_of(service: Service, model: type[Model]) -> "QuerySet":
    """The service itself, or its rows with the branch that each belongs to."""
    if model is Service:
        return model._default_manager.filter(pk=service.pk)
    rows = model._default_manager.filter(service=service).order_by("pk")
    return rows if model is Branch else rows.select_related("branch")


def _where(row: Model) -> str:
    if isinstance(row, Service):
        return _("The service")
    return str(row if isinstance(row, Branch) else row.branch)  # type: ignore[attr-defined]
