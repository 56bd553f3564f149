"""Where the walks take their examples from, by the name of the address."""

from typing import Any

from django.apps import apps
from django.db import models

from .addresses import Sample


def first(label: str, field: str = "public_id", **where: Any) -> Sample:
    """The first row of a model of the current service."""

    def sample() -> list[Any]:
        model: type[models.Model] = apps.get_model(label)
        from branchline.core.scoping import current_service_id

        rows = model._default_manager.filter(**where)
        if any(f.attname == "service_id" for f in model._meta.fields):
            rows = rows.filter(service_id=current_service_id())
        row = rows.order_by("pk").first()
        if row is None:
            raise LookupError(label)
        return [getattr(row, field)]

    return sample


def link(purpose: str, label: str, **where: Any) -> Sample:
    """A token that works, about the first row of a model."""

    def sample() -> list[Any]:
        from datetime import timedelta

        from branchline.core import clock, links

        now = clock.now()
        return [
            links.issue(
                purpose=purpose,
                subject=first(label, **where)()[0],
                now=now,
                expires_at=now + timedelta(days=9),
            ).token
        ]

    return sample


BRANCH = first("places.Branch")
OVER = first("live.Broadcast", standing="ended")
OCCURRENCE = first("events.Occurrence")
BOOKING = first("events.Booking")
WAITING = first("events.WaitingListEntry")
GROUP = first("events.GroupRequest")
MAIL = first("messages.DemoMail")
MESSAGE = first("messages.Message")
OF_A_BRANCH = first("messages.Message", branch__isnull=False)
CALL = first("messages.PhoneCall")
RUN = first("messages.PrintRun")
SURVEY = first("surveys.Survey")
TWICE = first("surveys.Survey", asked_when="twice", closed_at__isnull=True)


def _partner() -> str:
    from branchline.core import clock
    from branchline.people.queries import partners

    return partners(today=clock.today())[0].organisation.public_id


def _dates_of_somebody() -> list[Any]:
    from datetime import timedelta

    from branchline.core import clock, links
    from branchline.events.models import Booking
    from branchline.events.queries import MY_DATES, dates_together

    rows = Booking.objects.all().with_occurrence().exclude(contact=None).order_by("pk")
    booking, now = rows.first(), clock.now()
    if booking is None:
        raise LookupError("events.Booking")
    about, until = dates_together(booking), now + timedelta(days=9)
    return [links.issue(purpose=MY_DATES, subject=about, now=now, expires_at=until).token]


def _waited_for() -> list[Any]:
    from branchline.events.models import WaitingListEntry

    waiting = WaitingListEntry.objects.select_related("occurrence").order_by("pk").first()
    if waiting is None:
        raise LookupError("events.WaitingListEntry")
    return [waiting.occurrence.public_id]


def _own_slug() -> list[Any]:
    """For addresses of the API, which name their service themselves."""
    from branchline.core.scoping import current_service_id
    from branchline.places.models import Service

    return [Service.objects.get(pk=current_service_id()).slug]


def _referred() -> list[Any]:
    from branchline.events.api.open_referral.names import event_uuid

    return [event_uuid(first("events.ListedEvent", booking="drop_in")()[0])]


def _placed() -> list[Any]:
    from branchline.events.api.open_referral.names import AT, event_uuid

    here = first("events.ListedEvent", booking="drop_in", setting="in_person")()[0]
    return [event_uuid(here, kind=AT)]


def _taxonomy() -> list[Any]:
    from branchline.events.api.open_referral.names import TAXONOMIES

    return [TAXONOMIES[0].id]


def _term() -> list[Any]:
    from branchline.events.api.open_referral.names import TAXONOMIES, term_id

    return [term_id(TAXONOMIES[0].terms[0])]


def _ticket() -> list[Any]:
    from branchline.live.models import Broadcast
    from branchline.live.queries import ticket_of

    broadcast = Broadcast.objects.order_by("pk").first()
    if broadcast is None:
        raise LookupError("live.Broadcast")
    return [broadcast.public_id, ticket_of(broadcast)]


RESIDENT = first("people.Resident", merged_into__isnull=True)
CONTACT = first("people.Contact")


def _english() -> list[Any]:
    return ["en"]


def both(one: Sample, other: Sample) -> Sample:
    """The arguments of an address that names two things."""
    return lambda: [*one(), *other()]


FILE = first("core.ImportRun", service_id__isnull=False)
KIND_OF_FILE: Sample = lambda: ["events.past_sessions"]  # noqa: E731

TALK = first("live.Broadcast", takes_questions=True)
SUNG = both(first("live.Broadcast"), first("live.RunItem"))
ENTERED = first("campaigns.Entry", "event_public_id", campaign__last_day__year__gt=2021)
CAMPAIGN = first("campaigns.Campaign", "slug", last_day__year__gt=2021)

SAMPLES: dict[str, Sample] = {
    "campaigns:campaign": CAMPAIGN,
    "campaigns:counts": CAMPAIGN,
    "campaigns:papers": CAMPAIGN,
    "campaigns:paper": both(CAMPAIGN, lambda: ["en", "card.png"]),
    "campaigns:wards_to_choose": CAMPAIGN,
    "campaigns:wards": both(CAMPAIGN, lambda: ["trafford"]),
    "campaigns:wards_csv": both(CAMPAIGN, lambda: ["trafford"]),
    "campaigns:overview": CAMPAIGN,
    "campaigns:change": CAMPAIGN,
    "campaigns:open": CAMPAIGN,
    "campaigns:desk_campaign": CAMPAIGN,
    "campaigns:desk_join": CAMPAIGN,
    "campaigns:desk_leave": CAMPAIGN,
    "campaigns:desk_rule": CAMPAIGN,
    "campaigns:desk_choose": CAMPAIGN,
    "campaigns:desk_sources": CAMPAIGN,
    "campaigns:desk_add_source": CAMPAIGN,
    "campaigns:desk_judge": CAMPAIGN,
    "campaigns:desk_source": both(CAMPAIGN, first("campaigns.Source")),
    "campaigns:desk_toolkit": CAMPAIGN,
    "campaigns:desk_zip": both(CAMPAIGN, first("campaigns.Toolkit")),
    "campaigns:desk_papers": both(CAMPAIGN, ENTERED),
    "campaigns:desk_paper": both(both(CAMPAIGN, ENTERED), lambda: ["en", "card.png"]),
    "core:send_file": KIND_OF_FILE,
    "core:example_file": KIND_OF_FILE,
    "core:file": FILE,
    "core:file_columns": FILE,
    "core:begin_file": FILE,
    "core:undo_file": FILE,
    "core:put_file_away": FILE,
    "core:file_findings": FILE,
    "core:file_original": FILE,
    "core:file_aside": both(FILE, lambda: ["leavers"]),
    "open_data:event": first("events.ListedEvent"),
    "open_data:occurrence": first("events.Listing"),
    "open_data:library": BRANCH,
    "open_data:events_of": _own_slug,
    "open_data:occurrences_of": _own_slug,
    "open_data:libraries_of": _own_slug,
    "open_data:referral": _own_slug,
    "open_data:referral_services": _own_slug,
    "open_data:referral_service": both(_own_slug, _referred),
    "open_data:referral_places": _own_slug,
    "open_data:referral_place": both(_own_slug, _placed),
    "open_data:referral_taxonomies": _own_slug,
    "open_data:referral_taxonomy": both(_own_slug, _taxonomy),
    "open_data:referral_terms": _own_slug,
    "open_data:referral_term": both(_own_slug, _term),
    "live:watch": first("live.Broadcast"),
    "live:embed": first("live.Broadcast"),
    "live:desk_embedding": first("live.Broadcast"),
    "live:watch_with": _ticket,
    "live:ask": TALK,
    "live:asked": TALK,
    "live:desk_questions": TALK,
    "live:desk_take_questions": TALK,
    "live:desk_all_aside": TALK,
    "live:desk_put_question": both(TALK, first("live.Question")),
    "live:desk_studio": first("live.Broadcast"),
    "live:desk_now": first("live.Broadcast"),
    "live:desk_send": first("live.Broadcast"),
    "live:desk_obs": first("live.Broadcast"),
    "live:desk_obs_key": first("live.Broadcast"),
    "live:desk_obs_on_air": first("live.Broadcast"),
    "live:desk_obs_take_over": first("live.Broadcast"),
    "live:desk_check": first("live.Broadcast"),
    "live:desk_rehearsal": first("live.Broadcast"),
    "live:desk_stop": first("live.Broadcast"),
    "live:desk_here": first("live.Broadcast"),
    "live:desk_panic": first("live.Broadcast"),
    "live:desk_end": first("live.Broadcast"),
    "live:desk_counts": first("live.Broadcast"),
    "live:desk_watching": first("live.Broadcast"),
    "live:desk_beats": first("live.Broadcast"),
    "live:desk_sheet": first("live.Broadcast"),
    "live:desk_add": first("live.Broadcast"),
    "live:desk_rhyme": first("live.Broadcast"),
    "live:desk_copy": first("live.Broadcast"),
    "live:desk_chapters": first("live.Broadcast"),
    "live:desk_cue_sheet": first("live.Broadcast"),
    "live:desk_words": first("live.Broadcast"),
    "live:desk_tap": first("live.Broadcast"),
    "live:desk_words_now": first("live.Broadcast"),
    "live:desk_item": SUNG,
    "live:desk_attach": SUNG,
    "live:desk_permission": SUNG,
    "live:desk_move": SUNG,
    "live:desk_remove": SUNG,
    "live:desk_replay": first("live.Broadcast"),
    "live:desk_put_up": first("live.Broadcast"),
    "live:desk_take_down": first("live.Broadcast"),
    "live:desk_captions": OVER,
    "live:desk_captions_back": OVER,
    "live:desk_captions_file": both(OVER, _english),
    "live:desk_captions_upload": OVER,
    "live:desk_captions_bring_in": OVER,
    "live:desk_captions_original": both(OVER, first("live.CaptionVersion", "number", way="file")),
    "places:branch": BRANCH,
    "places:code": first("places.PosterCode", "code"),
    "places:desk_library": BRANCH,
    "places:desk_hours": BRANCH,
    "places:desk_access": BRANCH,
    "places:opening": BRANCH,
    "places:desk_about": BRANCH,
    "places:desk_move": BRANCH,
    "places:desk_close": BRANCH,
    "places:desk_reopen": BRANCH,
    "places:desk_lists": BRANCH,
    "places:desk_season": BRANCH,
    "places:desk_stops": first("places.Branch", kind="mobile"),
    "places:desk_drop_season": first("places.Season"),
    "places:desk_drop_stop": first("places.Stop"),
    "places:desk_withdraw": first("places.OpeningException"),
    "events:branch_calendar": BRANCH,
    "events:series_calendar": first("events.ListedEvent"),
    "events:booking_calendar": link("events.calendar", "events.Booking"),
    "events:subscribe_to_booking": link("events.calendar", "events.Booking"),
    "events:join_from_calendar": link(
        "events.calendar", "events.Booking", occurrence__event__setting="online"
    ),
    "events:calendar_mine": BOOKING,
    "events:occurrence": first("events.Listing"),
    "events:occurrence_ics": first("events.Listing"),
    "events:book": first("events.Listing"),
    "events:done": BOOKING,
    "events:cancel": link("events.cancel", "events.Booking"),
    "events:cancel_mine": BOOKING,
    "events:still_coming": link("events.still", "events.Booking"),
    "events:join": link("events.join", "events.Booking", occurrence__event__setting="online"),
    "events:ask_group": first("events.Listing", most_in_group__isnull=False),
    "events:my_group": GROUP,
    "events:group": link("events.group", "events.GroupRequest"),
    "events:desk_date": OCCURRENCE,
    "events:desk_count": OCCURRENCE,
    "events:desk_outcomes": first("events.Event"),
    "events:desk_door": OCCURRENCE,
    "events:desk_door_pdf": OCCURRENCE,
    "events:desk_check_in": BOOKING,
    "events:desk_book": OCCURRENCE,
    "events:desk_cancel": OCCURRENCE,
    "events:desk_open_fairly": OCCURRENCE,
    "events:desk_draw_now": first("events.Occurrence", asks_until__isnull=False),
    "events:desk_book_term": first("events.Occurrence", event__booked_as="either"),
    "events:book_term": first("events.Listing", booked_as="either"),
    "events:term_done": first("events.TermBooking"),
    "events:term_mine": first("events.TermBooking"),
    "events:term_calendar_mine": first("events.TermBooking"),
    "events:term": link("events.term", "events.TermBooking"),
    "events:my_dates": _dates_of_somebody,
    "events:desk_change": first("events.Event"),
    "events:desk_publish": first("events.Event"),
    "events:desk_publish_at": first("events.Event"),
    "events:desk_template": first("events.Event"),
    "events:desk_change_date": OCCURRENCE,
    "events:desk_preview": first("events.Occurrence", event__state="draft"),
    "events:desk_cancel_booking": BOOKING,
    "events:waiting": link("events.waiting", "events.WaitingListEntry"),
    "events:my_place": WAITING,
    "events:desk_waiting": WAITING,
    "events:desk_group": GROUP,
    "events:desk_ask_group": first("events.Occurrence", event__most_in_group__isnull=False),
    "events:waiting_log": _waited_for,
    "people:change_membership": first("people.Membership"),
    "people:end_membership": first("people.Membership"),
    "people:withdraw_invitation": first("people.Invitation"),
    "people:end_partner": lambda: [_partner()],
    "people:keep": lambda: ["people.residents"],
    "people:retire": first("people.Device"),
    "people:sign_out_there": first("people.SignIn"),
    "people:invitation": lambda: ["no-such-invitation"],
    "people:no_password": lambda: ["reset/"],
    "messages:mail": MAIL,
    "messages:mail_html": MAIL,
    "messages:mail_file": lambda: [*MAIL(), 0],
    "messages:stop": link("messages.stop", "messages.Message"),
    "messages:run": RUN,
    "messages:run_pdf": RUN,
    "messages:posted": RUN,
    "messages:give_up": RUN,
    "messages:call": CALL,
    "messages:leave": CALL,
    "messages:letter": lambda: ["events.booked"],
    "messages:ring_sooner": OF_A_BRANCH,
    "messages:take": OF_A_BRANCH,
    "messages:handled": first("messages.Arrival"),
    "messages:message": MESSAGE,
    "messages:again": MESSAGE,
    "messages:another_way": MESSAGE,
    "messages:arrived": MESSAGE,
    "messages:withdraw": MESSAGE,
    "messages:record_stop": MESSAGE,
    "messages:undo_stop": MESSAGE,
    "messages:spoilt": lambda: [*RUN(), *MESSAGE()],
    "surveys:answer": SURVEY,
    "surveys:thanks": SURVEY,
    "surveys:answer_at": lambda: [*TWICE(), "before"],
    "surveys:desk_survey": SURVEY,
    "surveys:desk_asked": SURVEY,
    "surveys:desk_close": SURVEY,
    "surveys:desk_results_csv": SURVEY,
    "surveys:desk_answers_csv": first("surveys.Survey", closed_at__isnull=False),
    "surveys:desk_paper": SURVEY,
    "surveys:desk_poster": lambda: [*SURVEY(), "en"],
    "surveys:desk_form": lambda: [*SURVEY(), "cy"],
    "surveys:desk_read_out": SURVEY,
    "surveys:desk_enter": SURVEY,
    "surveys:desk_take_back": SURVEY,
    "surveys:desk_remarks": SURVEY,
    "surveys:desk_strike": first("surveys.Remark"),
    "people:resident": RESIDENT,
    "people:change_resident": RESIDENT,
    "people:add_route": RESIDENT,
    "people:add_card": RESIDENT,
    "people:add_need": RESIDENT,
    "people:add_carer": RESIDENT,
    "people:end_carer": first("people.ActsFor", ended_at__isnull=True),
    "people:add_consent": RESIDENT,
    "people:add_mark": RESIDENT,
    "people:household": RESIDENT,
    "people:live_apart": RESIDENT,
    "people:seen_by": RESIDENT,
    "people:resident_copy": RESIDENT,
    "people:resident_file": RESIDENT,
    "people:erase_resident": RESIDENT,
    "people:contact": CONTACT,
    "people:vouch": CONTACT,
    "people:send_code": CONTACT,
    "people:prove": CONTACT,
    "people:contact_consent": CONTACT,
    "people:contact_mark": CONTACT,
    "people:contact_copy": CONTACT,
    "people:contact_file": CONTACT,
    "people:erase_contact": CONTACT,
    "people:decide": both(CONTACT, RESIDENT),
    "people:remove_route": first("people.ResidentRoute"),
    "people:prefer_route": first("people.ResidentRoute"),
    "people:remove_card": first("people.ExternalId"),
    "people:review_need": first("people.CommunicationNeed", ended_at__isnull=True),
    "people:lift_mark": first("people.Mark"),
    "people:duplicate": first("people.Duplicate", verdict="open"),
    "people:undo_merge": first("people.Merge"),
    "people:undo_link": first("people.ContactLink"),
}

UNOPENED = {
    "events:still_coming",
    "events:cancel",
    "events:waiting",
    "events:group",
    "events:booking_calendar",
    "events:subscribe_to_booking",
    "events:join_from_calendar",
    "events:my_dates",
    "events:term",
    "live:watch_with",
    "messages:stop",
    "messages:mailbox",
} | {name for name in SAMPLES if name.startswith("messages:mail")}
"""Behind a link that works the secret is the key; the mailbox shows the demo's own copies to everybody."""
