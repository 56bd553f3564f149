"""What the organiser says of a campaign."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from branchline.core.forms import OnceForm
from branchline.core.words import Translated, said
from branchline.people.parts import DayField

from ..actions.keep_campaign import Wording
from ..models import Campaign, Colour

TOO_LONG = {"max_length": _("Please say it in fewer words: at most %(limit_value)s letters.")}
MOST_SPONSORS = 12


def words(label: Any, *, most: int, lines: int = 1, help_text: Any = "") -> forms.CharField:
    """A line or some lines of text that may be left empty."""
    widget = forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput()
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=widget,
        help_text=help_text,
        error_messages=TOO_LONG,
    )


class CampaignForm(OnceForm):
    """A new campaign, or one to change: then its address stays."""

    name = words(_("Name"), most=80, help_text=_("For example: Libraries Week 2027"))
    name_cy = words(_("Name in Welsh"), most=80)
    slug = forms.CharField(
        label=_("Address"),
        help_text=_(
            "What comes after /campaigns/ on posters: small letters, digits and hyphens. It can’t be"
            " changed later. For example: libraries-week-2027"
        ),
        max_length=60,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z",
                _("Use small letters, digits and single hyphens only, like libraries-week-2027."),
            )
        ],
        error_messages={**TOO_LONG, "required": _("Choose an address, like libraries-week-2027.")},
    )
    first_day = DayField(
        label=_("First day"),
        help_text=_("For example 4 10 2027"),
        error_messages={"required": _("Say on which day it begins.")},
    )
    last_day = DayField(
        label=_("Last day"), error_messages={"required": _("Say on which day it ends.")}
    )
    theme = words(_("Theme"), most=120, help_text=_("For example: Taking action, changing lives"))
    theme_cy = words(_("Theme in Welsh"), most=120)
    call_to_action = words(
        _("What should people do?"),
        most=200,
        help_text=_("One sentence. For example: Visit your library this week and bring a friend."),
    )
    call_to_action_cy = words(_("The same in Welsh"), most=200)
    about = words(_("About the campaign"), most=2000, lines=6)
    about_cy = words(_("About it in Welsh"), most=2000, lines=6)
    hashtag = words(_("Hashtag"), most=60, help_text=_("For example: LibrariesWeek"))
    sponsors = words(
        _("Who supports it?"), most=1500, lines=3, help_text=_("One name on each line.")
    )
    colour = forms.ChoiceField(
        label=_("Colour"),
        choices=Colour.choices,
        initial=Colour.HOUSE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of these colours."),
            "invalid_choice": _("Choose one of these colours."),
        },
    )

    def __init__(self, *args: Any, address_stays: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if address_stays:
            del self.fields["slug"]
            del self.fields["key"]

    def clean_hashtag(self) -> str:
        """Without its # and without spaces, as it is written behind one."""
        return "".join(self.cleaned_data["hashtag"].split()).lstrip("#")

    def wording(self) -> Wording:
        """The values, for the action."""
        given = self.cleaned_data
        return Wording(
            name=self._both("name"),
            first_day=given["first_day"],
            last_day=given["last_day"],
            theme=self._both("theme"),
            about=self._both("about"),
            call_to_action=self._both("call_to_action"),
            hashtag=given["hashtag"],
            sponsors=tuple(
                line.strip()[:120] for line in given["sponsors"].splitlines() if line.strip()
            )[:MOST_SPONSORS],
            colour=given["colour"],
        )

    def _both(self, name: str) -> Translated:
        return said(self.cleaned_data[name].strip(), self.cleaned_data[f"{name}_cy"].strip())

    @staticmethod
    def filled_with(campaign: Campaign) -> dict[str, Any]:
        """What stands in the form of a campaign that is there."""
        texts = {
            f"{name}{suffix}": getattr(getattr(campaign, name), language)
            for name in ("name", "theme", "about", "call_to_action")
            for suffix, language in (("", "en"), ("_cy", "cy"))
        }
        return {
            **texts,
            "first_day": campaign.first_day,
            "last_day": campaign.last_day,
            "hashtag": campaign.hashtag,
            "sponsors": "\n".join(campaign.sponsors),
            "colour": campaign.colour,
        }
