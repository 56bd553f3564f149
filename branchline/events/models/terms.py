"""The words of the room: closed lists that forms, pages, feeds and imports share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HowToCome(models.TextChoices):
    """Whether a place has to be booked."""

    DROP_IN = "drop_in", _("Drop in, no need to book")
    BOOKABLE = "bookable", _("Book a place")


class Setting(models.TextChoices):
    """Where people meet."""

    IN_PERSON = "in_person", _("At the library")
    ONLINE = "online", _("Online")
    OUTREACH = "outreach", _("Somewhere else")


class VenueKind(models.TextChoices):
    """Where, outside the library."""

    COMMUNITY = "community", _("A community venue")
    SCHOOL = "school", _("A school or nursery")
    CARE_HOME = "care_home", _("A care home")
    MOBILE_STOP = "mobile_stop", _("A mobile library’s stop")
    STREET = "street", _("A street or doorsteps")
    HOME = "home", _("Somebody’s home")


BY_AREA = (VenueKind.STREET, VenueKind.HOME)
"""Of these the area only is kept and shown: nobody learns where somebody lives."""


class EventState(models.TextChoices):
    """Where an event is on its way to the public."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class OccurrenceState(models.TextChoices):
    """Whether one date takes place."""

    SCHEDULED = "scheduled", _("Going ahead")
    CANCELLED = "cancelled", _("Cancelled")


class BookedAs(models.TextChoices):
    """Of a bookable series: what one booking is for."""

    DATES = "dates", _("Each date by itself")
    TERM = "term", _("All dates together")
    EITHER = "either", _("Each date, or all together")


class WhichDates(models.TextChoices):
    """Of a series, what a change is meant for."""

    THIS = "this", _("Only this date")
    LATER = "later", _("This and all later dates")
    ALL = "all", _("All dates still to come")


class BookingState(models.TextChoices):
    """Whether a booking holds places."""

    BOOKED = "booked", _("Booked")
    OFFERED = "offered", _("Held for them until they answer")
    CANCELLED = "cancelled", _("Cancelled")


class CancelledBy(models.TextChoices):
    """Who ended a booking."""

    NOBODY = "", _("Nobody")
    BOOKER = "booker", _("Cancelled by the person who booked")
    LIBRARY = "library", _("Cancelled by the library")
    DECLINED = "declined", _("Offered, and not wanted")
    EXPIRED = "expired", _("Offered, and not answered in time")


class DrawRule(models.TextChoices):
    """Who comes first in a draw; what is compared first stands first."""

    NO_SECOND = (
        "no_second",
        _(
            "Nobody gets a second place while others have none: whoever has places on another date of this event comes later"
        ),
    )
    NEWCOMERS = "newcomers", _("People who have not been for a year come first")


class Theme(models.TextChoices):
    """What an event is about: the picture on its card, and a filter later."""

    RHYME = "rhyme", _("Rhyme time")
    STORY = "story", _("Stories")
    MAKE = "make", _("Making and building")
    READING = "reading", _("Reading and writing")
    DIGITAL = "digital", _("Computers and phones")
    HEALTH = "health", _("Health and wellbeing")
    TALK = "talk", _("Talks and authors")
    HISTORY = "history", _("Local and family history")
    MUSIC = "music", _("Music, film and performance")
    MEET = "meet", _("Meeting people")
    ADVICE = "advice", _("Advice and jobs")


class Access(models.TextChoices):
    """Access facts. The first group is the event's own, the second comes from the branch."""

    RELAXED = "relaxed", _("Relaxed: come and go, move and make noise")
    BSL = "bsl", _("In British Sign Language, or interpreted")
    CAPTIONS = "captions", _("Live captions")
    AUDIO_DESCRIBED = "audio_described", _("Audio described")
    DEMENTIA_FRIENDLY = "dementia_friendly", _("Dementia friendly")
    SEND = "send", _("For children with special educational needs")
    QUIET = "quiet", _("Quiet, with low light and few people")
    EASY_READ = "easy_read", _("Easy read handouts")

    STEP_FREE = "step_free", _("Step-free way in")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    ACCESSIBLE_TOILET = "accessible_toilet", _("Accessible toilet")
    CHANGING_PLACES = "changing_places", _("Changing Places toilet")
    BABY_CHANGING = "baby_changing", _("Baby changing")
    BLUE_BADGE_PARKING = "blue_badge_parking", _("Blue Badge parking")


FROM_THE_BRANCH = (
    Access.STEP_FREE,
    Access.HEARING_LOOP,
    Access.ACCESSIBLE_TOILET,
    Access.CHANGING_PLACES,
    Access.BABY_CHANGING,
    Access.BLUE_BADGE_PARKING,
)
"""Facts a listing takes over from its branch (same name there); events don't state them again."""

OF_THE_EVENT = tuple(fact for fact in Access if fact not in FROM_THE_BRANCH)


class Audience(models.TextChoices):
    """Whom a visitor looks for; each is a span of ages in `AGES`."""

    BABIES = "babies", _("Babies and toddlers (under 3)")
    UNDER_FIVES = "under_fives", _("Under 5s")
    CHILDREN = "children", _("Children (5 to 11)")
    TEENAGERS = "teenagers", _("Teenagers (12 to 17)")
    ADULTS = "adults", _("Adults")


class MadeFor(models.TextChoices):
    """Whom an event is made for, beside their age. Everybody may come; it says who will feel expected."""

    FAMILIES = "families", _("Families")
    NEW_PARENTS = "new_parents", _("New parents")
    OLDER = "older", _("Older people")
    CARERS = "carers", _("Carers")
    LEARNING_ENGLISH = "esol", _("People learning English")
    NEW_ARRIVALS = "arrivals", _("People new to the country")
    DISABLED = "disabled", _("Disabled people")
    DEAF = "deaf", _("Deaf people")
    SIGHT_LOSS = "sight_loss", _("People with sight loss")
    NEURODIVERGENT = "neurodiverse", _("Neurodivergent people")
    LGBT = "lgbt", _("LGBTQ+ people")
    JOBSEEKERS = "jobseekers", _("People looking for work")
    HOME_EDUCATED = "home_ed", _("Home-educated children")
    WOMEN = "women", _("Women")
    MEN = "men", _("Men")


class Spoken(models.TextChoices):
    """Languages in which events are held, by their code (ISO 639)."""

    ENGLISH = "en", _("English")
    WELSH = "cy", _("Welsh")
    BSL = "bfi", _("British Sign Language")
    POLISH = "pl", _("Polish")
    ROMANIAN = "ro", _("Romanian")
    PUNJABI = "pa", _("Punjabi")
    URDU = "ur", _("Urdu")
    BENGALI = "bn", _("Bengali")
    GUJARATI = "gu", _("Gujarati")
    ARABIC = "ar", _("Arabic")
    FARSI = "fa", _("Farsi")
    SOMALI = "so", _("Somali")
    TURKISH = "tr", _("Turkish")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    FRENCH = "fr", _("French")
    ITALIAN = "it", _("Italian")
    UKRAINIAN = "uk", _("Ukrainian")
    CANTONESE = "yue", _("Cantonese")
    MANDARIN = "cmn", _("Mandarin")
    TAMIL = "ta", _("Tamil")


AGES: dict[str, tuple[int, int]] = {
    Audience.BABIES: (0, 2),
    Audience.UNDER_FIVES: (0, 4),
    Audience.CHILDREN: (5, 11),
    Audience.TEENAGERS: (12, 17),
    Audience.ADULTS: (18, 120),
}
"""Years, both ends included. An event without ages is for everybody and matches each."""


class Availability(models.TextChoices):
    """What a card says about places."""

    DROP_IN = "drop_in", _("Drop in")
    PLACES = "places", _("Places left")
    LAST_PLACES = "last_places", _("Last places")
    FULL = "full", _("Full")
    ASKING = "asking", _("Ask for places")
    OPENS_LATER = "opens_later", _("Booking has not opened yet")
    CLOSED = "closed", _("Booking has closed")
    CANCELLED = "cancelled", _("Cancelled")
    STARTED = "started", _("Has started")
    OVER = "over", _("Has been")


class CountedBy(models.TextChoices):
    """Where the number of those who came is from: both are never added up."""

    HEADS = "heads", _("Heads were counted")
    LIST = "list", _("Ticked on the list for the door")


class Band(models.TextChoices):
    """The ages that are told apart at the door; the first two end where `AGES` does. Also the ledger's age bands."""

    BABIES = "babies", _("Babies")
    CHILDREN = "children", _("Children")
    ADULTS = "adults", _("Adults")
    UNSAID = "unsaid", _("Age not written down")


class Outcome(models.TextChoices):
    """What an event is meant to bring about: the seven outcomes of Libraries Deliver (2016 to 2021), in the words of
    the Libraries Hacked schema."""

    CULTURE = "culture", _("Cultural and creative enrichment")
    READING = "reading", _("Increased reading and literacy")
    DIGITAL = "digital", _("Increased digital access and literacy")
    POTENTIAL = "potential", _("Helping everyone achieve their full potential")
    HEALTH = "health", _("Healthier and happier lives")
    PROSPERITY = "prosperity", _("Greater prosperity")
    COMMUNITY = "community", _("Stronger more resilient communities")


SUGGESTED = {
    Theme.RHYME: Outcome.READING, Theme.STORY: Outcome.READING, Theme.MAKE: Outcome.CULTURE,
    Theme.READING: Outcome.READING, Theme.DIGITAL: Outcome.DIGITAL, Theme.HEALTH: Outcome.HEALTH,
    Theme.TALK: Outcome.CULTURE, Theme.HISTORY: Outcome.CULTURE, Theme.MUSIC: Outcome.CULTURE,
    Theme.MEET: Outcome.COMMUNITY, Theme.ADVICE: Outcome.PROSPERITY,
}  # fmt: skip
"""The outcome of an event for which nobody has chosen one, from what it is about."""
