"""What the room writes into the ledger. Nobody who watches is known, so there is never a who."""

from django.utils.translation import gettext_lazy as _

from branchline.core.ledger import Kind

WENT_LIVE = Kind("live.went_live", _("broadcasts"))
MISSED = Kind("live.missed", _("broadcasts that had not begun ten minutes after their time"))
ENDED = Kind("live.ended", _("broadcasts ended"))
PANICKED = Kind("live.panicked", _("pictures withdrawn by Panic"))
TOOK_OVER = Kind("live.took_over", _("studios that took over"))
REPLAY_PUT_UP = Kind("live.replay_put_up", _("replays put up"))
REPLAY_TAKEN_DOWN = Kind("live.replay_taken_down", _("replays taken down"))
PEAK = Kind("live.peak", _("screens at the fullest moment of a broadcast"))
STAYED = Kind("live.stayed", _("screens that watched for a minute or more"))
MINUTES = Kind("live.minutes", _("minutes watched, on all screens together"))
FAMILIES = Kind("live.families", _("people before screens, as they told us"))
REPLAYS = Kind("live.replays", _("screens that watched afterwards"))
REHEARSED = Kind("live.rehearsed", _("rehearsals"))
LOOKED_AT = Kind("live.looked_at", _("points looked at before going live"))
QUESTIONS_ASKED = Kind("live.questions_asked", _("questions asked by those who watched"))
QUESTIONS_SHOWN = Kind("live.questions_shown", _("questions shown to everybody"))
QUESTIONS_ANSWERED = Kind("live.questions_answered", _("questions answered live"))
CAPTIONS_CHANGED = Kind("live.captions_changed", _("times the captions of a replay were changed"))
