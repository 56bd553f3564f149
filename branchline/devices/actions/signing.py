"""What is signed in person when a device goes out: no email, no account."""

import re
from dataclasses import dataclass
from datetime import datetime

from branchline.core.acting import Acting
from branchline.people.actions.written import account_of

from ..agreement import agreement_in
from ..errors import NothingDrawn, NotSigned, WitnessSignsIn
from ..models import Agreement, Loan, Way
from ..models.loans import LONGEST_DRAWING

LINES = re.compile(r"(M\d{1,4} \d{1,4}(L\d{1,4} \d{1,4})+)+")
"""A drawn signature: strokes of at least two points, as an SVG path on a sheet of `SHEET`."""


@dataclass(frozen=True)
class Signed:
    """How somebody signed, and which text they had before them."""

    way: Way
    name: str = ""
    drawing: str = ""
    language: str = "en"
    easy: bool = False


def sign(loan: Loan, signed: Signed, *, by: Acting, now: datetime) -> Agreement:
    """Keep the exact text with it. Refuses `NotSigned`, `NothingDrawn`, `WitnessSignsIn`."""
    name, drawing = " ".join(signed.name.split())[:120], signed.drawing[:LONGEST_DRAWING]
    drawn = signed.way == Way.DRAWN and LINES.fullmatch(drawing)
    if signed.way == Way.DRAWN and not drawn:
        raise NothingDrawn
    if not any(c.isalpha() for c in name):
        raise NotSigned
    if signed.way == Way.WITNESSED and account_of(by) is None:
        raise WitnessSignsIn
    text = agreement_in(signed.language, easy=signed.easy)
    made: Agreement = Agreement.objects.create(
        service_id=loan.service_id, loan=loan, version=text.version, language=text.language, easy=text.easy,
        text=text.whole, sha256=text.sha256, way=signed.way, name=name, drawing=drawing if drawn else "",
        witness_id=account_of(by) if signed.way == Way.WITNESSED else None, signed_at=now,
    )  # fmt: skip
    return made


def sign_alike(loan: Loan, before: Loan) -> None:
    """Another device on the same day, under what was signed for the first."""
    old = Agreement.objects.filter(loan=before).first()
    if old is not None:
        old.pk, old.loan, old._state.adding = None, loan, True
        old.save()
