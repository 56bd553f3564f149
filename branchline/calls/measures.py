"""What the room writes into the ledger. Who was rung and what was heard is nobody’s to see: no who at all."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

ROUND_BEGAN = Kind("calls.round_began", _("call rounds begun"))
ROUND_ENDED = Kind("calls.round_ended", _("call rounds ended"))
ROTA_GIVEN_OUT = Kind("calls.rota_given_out", _("weeks in which callers were given their people"))
PACKED = Kind("calls.packed", _("people given to a caller on paper"), sensitive=True)
JOINED = Kind("calls.joined", _("people put on a call round"), sensitive=True)
LEFT = Kind("calls.left", _("people who left a call round"), sensitive=True)
ATTEMPT = Kind("calls.attempt", _("calls made"), sensitive=True)
TALK = Kind("calls.talk", _("conversations"), sensitive=True)
NEED = Kind("calls.need", _("needs heard on calls"), sensitive=True)
NEED_MET = Kind("calls.need_met", _("needs of which people say that they were met"), sensitive=True)
HANDED_ON = Kind(
    "calls.handed_on", _("people handed on since nobody could reach them"), sensitive=True
)
NUMBERS_TAKEN = Kind("calls.numbers_taken", _("numbers taken to be screened"), sensitive=True)
SCREENED = Kind("calls.screened", _("numbers of which a screening told"), sensitive=True)
