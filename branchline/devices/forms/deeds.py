"""What happened to a device."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.places.models import Branch

from ..models.stock import WORDS_LIMIT
from .fields import day, fill_branches, from_a_list, line, one_of

NO_NAMES = _("A few words. Name no resident here: this stays for as long as the device does.")


class WordsForm(OnceForm):
    """In a few words."""

    words = line(
        _("What happened?"), longest=WORDS_LIMIT, help_text=NO_NAMES,
        needed=_("Say what happened, in a few words. Somebody will ask one day."),
    )  # fmt: skip


class PerhapsWordsForm(OnceForm):
    """Where nothing need be said."""

    words = line(_("Anything to know?"), longest=WORDS_LIMIT, help_text=NO_NAMES)


class MoveForm(OnceForm):
    """To where."""

    branch = from_a_list(_("To which library?"), needed=_("Choose the library."))
    shelf = line(_("Where in the library?"), longest=60, help_text=_("A cupboard or a shelf."))

    def __init__(self, *args: Any, branches: Sequence[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_branches(self.fields["branch"], branches)


class TestForm(OnceForm):
    """An electrical test."""

    __test__ = False  # pytest: this is no test

    passed = one_of(
        _("Did it pass?"),
        (("yes", _("Yes, it passed")), ("no", _("No, it failed"))),
        needed=_("Choose whether it passed."),
    )
    tested_on = day(_("Tested on"), needed=True)
    words = line(_("What was wrong?"), longest=WORDS_LIMIT, help_text=_("Where it failed."))
