"""What the page of components shows: every component in every state, with long names and with none."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .design.charts import Bar
from .design.colours import ROOM_COLOURS
from .design.maps import Area, Place
from .figures import Figure
from .forms import Form
from .pages import public_page
from .presence import Desk, Presence
from .rooms import OnScreen
from .words import said

_MORNING = datetime(2027, 10, 5, 9, 30, tzinfo=UTC)
_LATER = datetime(2027, 10, 5, 10, 15, tzinfo=UTC)
_WINTER = datetime(2027, 11, 13, 14, 0, tzinfo=UTC)

_TITLES = (
    (said("Rhyme time for babies", "Amser rhigwm i fabanod"), "events"),
    (said("Knit and natter", "Gwau a sgwrsio"), "events"),
    (
        said(
            "An evening with the local history society: the canal, the railway and the ship that never was"
        ),
        "live",
    ),
    (said("Reading group: new faces welcome", "Grŵp darllen: croeso i wynebau newydd"), "lending"),
    (said("Seed swap and window gardens"), "programmes"),
    (said("Lego club"), "bulletin"),
)


class SampleForm(Form):
    """A form with every kind of field."""

    name = forms.CharField(label="Your name", help_text="As you would like us to call you.")
    email = forms.EmailField(label="Email")
    how = forms.ChoiceField(
        label="How shall we write to you?",
        choices=[("email", "By email"), ("text", "By text message"), ("letter", "By letter")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="What would help you on the day?",
        choices=[
            ("step", "A way in without steps"),
            ("loop", "A hearing loop"),
            ("quiet", "A quiet place to sit"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    branch = forms.ChoiceField(label="Branch", choices=[("sale", "Sale"), ("urmston", "Urmston")])
    note = forms.CharField(
        label="Anything else?", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    adults = forms.IntegerField(label="Adults", min_value=0, max_value=6, initial=1)
    children = forms.IntegerField(
        label="Children", min_value=0, max_value=8, initial=2, help_text="Under 16"
    )


def _sides() -> dict[str, Any]:
    """Areas and places of a small invented borough."""
    north = [(-2.36, 53.45), (-2.30, 53.47), (-2.27, 53.44), (-2.31, 53.42), (-2.36, 53.43)]
    south = [(-2.36, 53.43), (-2.31, 53.42), (-2.27, 53.44), (-2.27, 53.39), (-2.35, 53.38)]
    places = [
        Place((-2.322, 53.425), "1. Sale Library, 0.4 miles", "#sale", 1),
        Place((-2.354, 53.448), "2. Urmston Library, 2 miles", "#urmston", 2),
        Place(
            (-2.345, 53.387),
            "3. Altrincham Library, 2.7 miles, near here but not exactly",
            "#altrincham",
            3,
            True,
        ),
    ]
    return {
        "areas": [Area([north], "Northern ward", here=True), Area([south], "Southern ward")],
        "shaded": [
            Area([north], "Northern ward", shade=4),
            Area([south], "Southern ward", shade=2),
        ],
        "places": places,
        "here": (-2.312, 53.432),
    }


def context() -> dict[str, Any]:
    """Everything the template names."""
    colours = list(ROOM_COLOURS)
    weeks = (
        ("6 Sept", 42.0),
        ("13 Sept", 58.0),
        ("20 Sept", None),
        ("27 Sept", 61.0),
        ("4 Oct", 75.0),
    )
    branches = (
        ("Sale", 412.0),
        ("Altrincham", 377.0),
        ("Urmston", 198.0),
        ("Old Trafford and the community room", 64.0),
        ("Stretford", None),
    )
    return {
        "reachable": {"phone": "01614960123"},
        "colours": colours,
        "cards": [
            {"title": title, "english": title.en, "colour": colour, "start": start, "end": end, "place": "Sale Library"}
            for (title, colour), start, end in zip(_TITLES, [_MORNING, _WINTER] * 3, [_LATER, None] * 3, strict=True)
        ],
        "covers": [
            {"title": f"{word} {number}", "colour": colours[(number * 3 + index) % len(colours)]}
            for index, word in enumerate(("Autumn", "Friday", "Together", "Open door", "Sunday", "Neighbours", "Lantern", "Welcome"))
            for number in range(1, 5)
        ],
        "morning": _MORNING,
        "later": _LATER,
        "winter": _WINTER,
        "fallback": said("Only in English so far"),
        "form": SampleForm(),
        "party_form": SampleForm(prefix="party"),
        "failed": SampleForm({"name": "", "email": "sam at example", "how": "email", "adults": "-1", "children": "2", "branch": "sale"}, prefix="failed"),
        "alone": SampleForm({"name": ""}, prefix="alone"),
        "plain_message": "Hello Rowan," + "\n\n" + "we look forward to seeing you." + "\n\nhttps://libraries.example.test/b/k7m2p4",
        "steps": ["Who is coming", "How to reach you", "Done"],
        "known": Figure(value=1284, counts="people came", n=96, people=True),
        "small": Figure(value=4, counts="people under 16 came", n=12, people=True),
        "unknown": Figure(value=None, counts="people felt less alone", why="Nobody has been asked yet"),
        "branches": [Bar(name, value, "" if value is not None else "not counted") for name, value in branches],
        "weeks": [Bar(name, value) for name, value in weeks],
        "branch_rows": [(name, f"{value:.0f}" if value is not None else "not counted") for name, value in branches],
        "week_rows": [(name, f"{value:.0f}" if value is not None else "not counted") for name, value in weeks],
        "map": _sides(),
        "chips": [
            {"title": "All", "address": "#chips", "current": True},
            {"title": "Babies and toddlers", "address": "#chips"},
            {"title": "Free", "address": "#chips"},
            {"title": "This weekend", "address": "#chips"},
        ],
        "filters": [
            {"name": "branch", "id": "f-branch", "label": "Branch", "options": [{"value": "", "title": "Any branch", "chosen": True}, {"value": "sale", "title": "Sale"}]},
            {"name": "age", "id": "f-age", "label": "For whom", "options": [{"value": "", "title": "Everybody"}]},
        ],
        "tabs": [
            {"title": "Coming", "address": "#tabs", "current": True, "count": 18},
            {"title": "Waiting list", "address": "#tabs", "count": 3},
            {"title": "Cancelled", "address": "#tabs", "count": 0},
        ],
        "presences": [
            Presence("Rowan Ashby", "#own", leave_address="#leave"),
            Presence(
                "Bartholomew Featherstonehaugh-Cholmondeley", "#own", leave_address="#leave",
                find_desks=lambda: [Desk("Trafford Libraries", "#desk", True), Desk("Gateshead Libraries", "#desk", False)],
            ),
            Presence("Rowan Ashby", tablet="Children’s desk 2", leave_address="#leave"),
        ],
        "sample_pages": [
            {"title": title, "address": "#desk", "current": title == "Today"}
            for title in ("Today", "What’s on", "Bookings", "Messages", "Residents", "Branches", "Evidence")
        ],
        "branch_columns": ["Branch", "Visits"],
        "week_columns": ["Week from", "Visits"],
        "live": [OnScreen("Rhyme time", "Sale Library", "#live", on_air=True)],
        "place_columns": ["Branch", "Miles"],
        "place_rows": [("1. Sale", "0.4"), ("2. Urmston", "2.0"), ("3. Altrincham", "2.7")],
    }  # fmt: skip


@public_page
def components(request: HttpRequest) -> HttpResponse:
    """The page itself."""
    return render(request, "core/components_page.html", context())
