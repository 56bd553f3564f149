"""A copy on paper of what was signed, as PDF."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from branchline.core.design import dates
from branchline.core.pdf import compile_pdf

from .models import Loan
from .models.loans import SHEET

TEMPLATE = Path(__file__).parent / "templates/devices/desk/agreement.typ"


def agreement_pdf(loan: Loan, *, service: str, now: datetime) -> bytes:
    """In the language that was signed; the sentences are those that were kept, word for word."""
    signed = loan.agreement
    with override(signed.language):
        facts = [
            (_("Device"), f"{loan.device.model}, {loan.device.printed_tag}"),
            (_("With it"), ", ".join(loan.parts_out) or "–"),
            (_("Until when?"), dates.day_words(loan.due_day, signed.language, year=True)),
            (_("Signed by"), signed.name),
            (_("How"), str(signed.get_way_display())),
            (_("Signed on"), dates.day_words(signed.signed_at.date(), signed.language, year=True)),
        ]
        data = {
            "language": signed.language,
            "title": _("Borrowing a device: what we agreed"),
            "service": service,
            "size": 15 if signed.easy else 12,
            "facts": facts,
            "sentences": signed.text.split("\n"),
            "signature": _drawn(signed.drawing) if signed.drawing else "",
            "signature_is": _("Their signature"),
            "foot": f"{signed.version} · {signed.sha256}",
        }
        return compile_pdf(template=TEMPLATE, data=data, now=now)


def _drawn(path: str) -> str:
    width, height = SHEET
    pen = (
        'fill="none" stroke="#111" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="{path}" {pen}/></svg>'
