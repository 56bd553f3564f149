"""An invented programme, in the words that libraries use. The Welsh is drafted by a machine."""

from dataclasses import dataclass, field
from datetime import time

from branchline.core.words import Translated, said
from branchline.events.models import (
    Access,
    BookedAs,
    Details,
    HowToCome,
    Joining,
    MadeFor,
    Question,
    QuestionKind,
    Questions,
    Setting,
    Theme,
    Venue,
    VenueKind,
    Window,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@dataclass(frozen=True)
class Item:
    """One event of the programme. `every_weeks` None: once, `in_weeks` weeks from now."""

    details: Details
    weekday: int
    starts: time
    ends: time
    every_weeks: int | None = 1
    in_weeks: int = 0


def words(en: str, cy: str = "") -> Translated:
    """English, with Welsh that no person has read yet."""
    return said(en, cy, draft=bool(cy))


def item(
    title: Translated,
    summary: Translated,
    theme: Theme,
    weekday: int,
    starts: tuple[int, int],
    ends: tuple[int, int],
    *,
    places: int | None = None,
    most_children: int | None = None,
    most_in_group: int | None = None,
    window: Window | None = None,
    asking: Questions | None = None,
    ages: tuple[int | None, int | None] = (None, None),
    access: tuple[str, ...] = (),
    room: Translated | None = None,
    languages: tuple[str, ...] = ("en",),
    every_weeks: int | None = 1,
    in_weeks: int = 0,
    made_for: tuple[str, ...] = (),
    booked_as: str = BookedAs.DATES,
    venue: Venue | None = None,
    joining: Joining | None = None,
) -> Item:
    """A row of the lists below. `places` None: drop in."""
    details = Details(
        title=title,
        summary=summary,
        booking=HowToCome.DROP_IN if places is None else HowToCome.BOOKABLE,
        capacity=places,
        most_children=most_children,
        most_in_group=most_in_group,
        window=window or Window(),
        asking=asking or Questions(),
        theme=theme,
        room=room or Translated(),
        age_from=ages[0],
        age_to=ages[1],
        access=access,
        languages=languages,
        made_for=made_for,
        booked_as=booked_as,
        setting=Setting.OUTREACH if venue else Setting.ONLINE if joining else Setting.IN_PERSON,
        venue=venue,
        joining=joining,
    )
    return Item(details, weekday, time(*starts), time(*ends), every_weeks, in_weeks)


OWN_LAPTOP = Question(
    words("Will you bring your own laptop?", "Fyddwch chi’n dod â’ch gliniadur eich hun?"),
    words("we have 8 to lend", "mae gennym 8 i’w benthyg"), QuestionKind.YES_NO,
)  # fmt: skip
CHILDRENS = words("Children’s library", "Llyfrgell y plant")
MEETING = words("Meeting room", "Ystafell gyfarfod")


def rhyme_time(weekday: int, starts: tuple[int, int], *, places: int | None = 24) -> Item:
    """Songs and rhymes for the very young: the session most libraries have."""
    ends = (starts[0], 30 + starts[1]) if starts[1] < 30 else (starts[0] + 1, starts[1] - 30)
    return item(
        words("Rhyme time", "Amser rhigwm"),
        words(
            "Half an hour of songs and rhymes for babies, toddlers and whoever brings them. Stay and play after.",
            "Hanner awr o ganeuon a rhigymau i fabanod, plant bach a phwy bynnag sy’n dod â nhw.",
        ),
        Theme.RHYME, weekday, starts, ends, places=places, ages=(0, 4), room=CHILDRENS,
    )  # fmt: skip


def story_time(weekday: int, starts: tuple[int, int], *, places: int | None = None) -> Item:
    """Picture books read aloud."""
    return item(
        words("Story time", "Amser stori"),
        words(
            "Picture books read aloud, with a little making afterwards.",
            "Llyfrau lluniau’n cael eu darllen yn uchel, ac ychydig o grefft wedyn.",
        ),
        Theme.STORY, weekday, starts, (starts[0] + 1, starts[1]), places=places, ages=(3, 7), room=CHILDRENS,
    )  # fmt: skip


def lego_club(weekday: int, *, places: int | None = 16) -> Item:
    """Bricks."""
    return item(
        words("Lego club", "Clwb Lego"),
        words(
            "A new building challenge each week. We bring the bricks, you bring the ideas.",
            "Her adeiladu newydd bob wythnos. Ni sy’n dod â’r brics, chi sy’n dod â’r syniadau.",
        ),
        Theme.MAKE, weekday, (11, 0), (12, 30), places=places, ages=(5, 11),
        most_children=places and places // 2 + 1,
    )  # fmt: skip


KNIT_AND_NATTER = item(
    words("Knit and natter", "Gwau a sgwrsio"),
    words(
        "Bring what you are making, or borrow needles and wool. Beginners welcome; there is tea.",
        "Dewch â’ch gwaith, neu benthyciwch weill a gwlân. Croeso i ddechreuwyr; mae te ar gael.",
    ),
    Theme.MEET, TUESDAY, (14, 0), (16, 0), ages=(16, None), access=(Access.DEMENTIA_FRIENDLY,),
)  # fmt: skip
CUPPA = item(
    words("Cuppa and chat", "Paned a sgwrs"),
    words("A warm room, a hot drink and good company. Nobody has to say anything clever.",
          "Ystafell gynnes, diod boeth a chwmni da."),
    Theme.MEET, THURSDAY, (10, 30), (12, 0), ages=(18, None), access=(Access.RELAXED,),
)  # fmt: skip
DIGITAL_HELP = item(
    words("Digital help, one to one", "Cymorth digidol, un i un"),
    words(
        "Half an hour with somebody patient: phones, tablets, email, forms. Bring your own or use ours.",
        "Hanner awr gyda rhywun amyneddgar: ffonau, tabledi, e-bost, ffurflenni.",
    ),
    Theme.DIGITAL, WEDNESDAY, (10, 0), (12, 0), places=4, ages=(18, None), room=MEETING,
)  # fmt: skip
READING_GROUP = item(
    words("Reading group", "Grŵp darllen"),
    words("One book a month, talked over without exams. Copies are kept at the desk for you.",
          "Un llyfr y mis, a sgwrs amdano heb arholiad."),
    Theme.READING, MONDAY, (18, 0), (19, 30), places=15, ages=(18, None), every_weeks=4, room=MEETING,
)  # fmt: skip
BSL_STORY_TIME = item(
    words("BSL story time", "Amser stori mewn BSL"),
    words("Stories in British Sign Language with an English voice-over. Deaf and hearing families together.",
          "Straeon mewn Iaith Arwyddion Prydain gyda llais Saesneg."),
    Theme.STORY, SATURDAY, (14, 0), (15, 0), places=20, ages=(2, 9),
    access=(Access.BSL, Access.RELAXED), languages=("bfi", "en"), every_weeks=2, room=CHILDRENS,
)  # fmt: skip
CODE_CLUB = item(
    words("Code club", "Clwb codio"),
    words("Make games and animations. No experience needed; laptops are here.",
          "Creu gemau ac animeiddiadau. Nid oes angen profiad."),
    Theme.DIGITAL, THURSDAY, (16, 0), (17, 30), places=12, ages=(9, 14), booked_as=BookedAs.EITHER,
    asking=Questions((OWN_LAPTOP,)),
)  # fmt: skip
JOB_CLUB = item(
    words("Job club", "Clwb gwaith"),
    words("Help with a CV, an application or an interview. Drop in for ten minutes or stay all morning."),
    Theme.ADVICE, FRIDAY, (9, 30), (12, 0), ages=(16, None),
)  # fmt: skip
QUIET_HOUR = item(
    words("Quiet hour", "Awr dawel"),
    words("Lights low, machines silent, staff near. For everybody who finds libraries loud."),
    Theme.HEALTH, SUNDAY, (10, 0), (11, 0), access=(Access.QUIET, Access.RELAXED, Access.SEND),
)  # fmt: skip
SONGS = item(
    words("Songs and memories", "Caneuon ac atgofion"),
    words(
        "Songs that everybody knows, old photographs and a cup of tea. Care homes and schools are very welcome.",
        "Caneuon y mae pawb yn eu gwybod, hen ffotograffau a phaned. Croeso mawr i gartrefi gofal ac ysgolion.",
    ),
    Theme.MUSIC, WEDNESDAY, (14, 0), (15, 0), places=40, most_in_group=30, every_weeks=2,
    access=(Access.DEMENTIA_FRIENDLY, Access.RELAXED), made_for=(MadeFor.OLDER, MadeFor.CARERS),
)  # fmt: skip
FAMILY_HISTORY = item(
    words("Trace your family", "Olrhain eich teulu"),
    words("Old maps, parish registers and newspapers, with somebody who knows where to look."),
    Theme.HISTORY, WEDNESDAY, (13, 30), (16, 0), places=8, ages=(16, None), every_weeks=2,
    window=Window(opens_days_before=14, closes_hours_before=24),
)  # fmt: skip


ONLINE_READING_GROUP = item(
    words("Reading group online", "Grŵp darllen ar-lein"),
    words("The same book as in the library, talked over from your own armchair. Cameras may stay off.",
          "Yr un llyfr ag yn y llyfrgell, o’ch cadair freichiau eich hun."),
    Theme.READING, TUESDAY, (19, 0), (20, 0), places=20, ages=(18, None), access=(Access.CAPTIONS,), every_weeks=2,
    joining=Joining("https://meet.example.test/reading-group",
                    words("Press the button and write your first name. You can leave your camera off.",
                          "Pwyswch y botwm ac ysgrifennwch eich enw cyntaf.")),
)  # fmt: skip
ONLINE_STORIES = item(
    words("Bedtime story online", "Stori amser gwely ar-lein"),
    words("A story from the library at bedtime, in pyjamas if you like. Nobody needs to book.",
          "Stori o’r llyfrgell amser gwely."),
    Theme.STORY, SUNDAY, (18, 30), (18, 50), ages=(2, 9), made_for=(MadeFor.FAMILIES,),
    joining=Joining("https://meet.example.test/bedtime"),
)  # fmt: skip
PARK_RHYMES = item(
    words("Rhyme time at the community centre", "Amser rhigwm yn y ganolfan gymunedol"),
    words("Songs and rhymes away from the library, for families who live further off.",
          "Caneuon a rhigymau i deuluoedd sy’n byw ymhellach i ffwrdd."),
    Theme.RHYME, WEDNESDAY, (13, 30), (14, 0), ages=(0, 4), made_for=(MadeFor.NEW_PARENTS,),
    venue=Venue(VenueKind.COMMUNITY, "Sale Moor", words("Sale Moor Example Hall"), "M33 2NA"),
)  # fmt: skip
HOME_READING = item(
    words("Books and a visit at home", "Llyfrau ac ymweliad gartref"),
    words("We bring books and stay for a chat, to people who can’t come out. Ask us for a first visit.",
          "Rydym yn dod â llyfrau ac yn aros am sgwrs."),
    Theme.READING, FRIDAY, (10, 0), (12, 0), places=4, ages=(18, None), made_for=(MadeFor.OLDER, MadeFor.CARERS),
    venue=Venue(VenueKind.HOME, "Timperley"),
)  # fmt: skip
POLISH_STORIES = item(
    words("Stories in Polish", "Straeon mewn Pwyleg"),
    words("Picture books in Polish, with songs. Everybody who would like to listen is welcome."),
    Theme.STORY, SATURDAY, (13, 0), (13, 45), ages=(2, 9), languages=("pl", "en"), made_for=(MadeFor.FAMILIES,),
    every_weeks=4, room=CHILDRENS,
)  # fmt: skip


def talk(title: str, summary: str, weekday: int, in_weeks: int, *, places: int = 40) -> Item:
    """One evening for Libraries Week."""
    return item(
        words(f"Libraries Week talk: {title}"), words(summary), Theme.TALK, weekday, (19, 0), (20, 30),
        places=places, access=(Access.CAPTIONS,), every_weeks=None, in_weeks=in_weeks,
    )  # fmt: skip


@dataclass(frozen=True)
class Place:
    """What is on at one branch of Trafford, found by its postcode and whether it is the archive."""

    postcode: str
    items: tuple[Item, ...] = field(default_factory=tuple)
    archive: bool = False


TRAFFORD = (
    Place("M33 7ZF", (
        rhyme_time(TUESDAY, (10, 30)), rhyme_time(FRIDAY, (14, 0), places=20), story_time(SATURDAY, (10, 30)),
        BSL_STORY_TIME, KNIT_AND_NATTER, DIGITAL_HELP, READING_GROUP, CODE_CLUB, ONLINE_READING_GROUP,
        ONLINE_STORIES, PARK_RHYMES, POLISH_STORIES, SONGS,
        talk("Swifts over Sale", "Why they scream, where they winter, and how to build them a box.", THURSDAY, 2),
    )),
    Place("M33 7ZF", (FAMILY_HISTORY,), archive=True),
    Place("WA14 1AH", (
        rhyme_time(MONDAY, (10, 0)), lego_club(SATURDAY), READING_GROUP, CUPPA, DIGITAL_HELP,
        talk("Crime on the Bridgewater", "An evening of true canal stories with slides and biscuits.", WEDNESDAY, 1),
    )),
    Place("M41 0NA", (
        rhyme_time(WEDNESDAY, (10, 30)), story_time(SATURDAY, (10, 0), places=12), KNIT_AND_NATTER, JOB_CLUB,
        QUIET_HOUR,
    )),
    Place("M32 8AP", (rhyme_time(THURSDAY, (10, 30)), lego_club(SATURDAY, places=14), JOB_CLUB, DIGITAL_HELP)),
    Place("WA15 7XR", (rhyme_time(FRIDAY, (10, 30)), story_time(TUESDAY, (15, 45)), CUPPA, READING_GROUP, HOME_READING)),
    Place("M16 9NW", (rhyme_time(TUESDAY, (11, 0)), CODE_CLUB, JOB_CLUB, DIGITAL_HELP)),
    Place("M31 4FY", (rhyme_time(WEDNESDAY, (9, 45), places=None), lego_club(FRIDAY, places=None), CUPPA)),
    Place("M33 4ND", (rhyme_time(THURSDAY, (9, 45), places=None), KNIT_AND_NATTER)),
    Place("WA15 9NT", (story_time(SATURDAY, (11, 0)), READING_GROUP)),
    Place("M41 8GN", (rhyme_time(MONDAY, (13, 30), places=None), CUPPA)),
    Place("M32 0TH", (
        talk("Your council’s attic", "The town hall’s clock, cellar and collections, told by those who mind them.",
             TUESDAY, 3, places=30),
    )),
)  # fmt: skip

ELSEWHERE = (
    rhyme_time(TUESDAY, (10, 30)), story_time(SATURDAY, (11, 0)), lego_club(SATURDAY), KNIT_AND_NATTER,
    DIGITAL_HELP, CUPPA, CODE_CLUB, READING_GROUP, BSL_STORY_TIME, JOB_CLUB,
)  # fmt: skip
"""Dealt out to branches of the other services, three to each."""
