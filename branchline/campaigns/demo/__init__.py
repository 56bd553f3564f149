"""The demo's campaigns: Libraries Week 2021, and one that is on now. Part of the door `demo`."""

from datetime import date, datetime, timedelta

from branchline.core.acting import job
from branchline.core.clock import in_london, london
from branchline.core.scoping import scope
from branchline.events.models import Listing
from branchline.people.demo.accounts import EMPLOYERS
from branchline.people.models import Organisation, OrganisationKind
from branchline.places.models import Service

from ..actions import (
    add_up,
    ask_for_toolkit,
    choose_event,
    create_campaign,
    gather,
    join_campaign,
    open_campaign,
)
from ..models import Campaign, Verdict
from ..queries import joining_of, newest_toolkit
from .source import name_a_source
from .then import put_on_then
from .wording import libraries_week, libraries_week_2021

DEMO = job("demo")
THEN = london(2021, 9, 6, 9)
HOME = "trafford"


def load(*, now: datetime) -> None:
    """Both campaigns with the services that take part. Loading again moves the current one to now."""
    network = Organisation.objects.filter(
        kind=OrganisationKind.NETWORK, name__en=EMPLOYERS["network"].name.en
    ).first()
    if network is None:
        return
    _then(network)
    _now(network, now)


def _then(network: Organisation) -> None:
    """The week of 2021 with events of its own, entered by the same doors as if it were then."""
    wording = libraries_week_2021()
    if Campaign.objects.filter(slug="libraries-week-2021").exists():
        return
    campaign = create_campaign(
        organiser=network, slug="libraries-week-2021", wording=wording, now=THEN
    )
    open_campaign(campaign=campaign, now=THEN)
    campaign.refresh_from_db()
    for turn, service in enumerate(_with_events()):
        if turn % 2 and service.slug != HOME:
            continue
        with scope(service.pk):
            put_on_then(service, first_day=campaign.first_day, turn=turn, now=THEN)
            join_campaign(campaign=campaign, service=service, by=DEMO, now=THEN)


def _now(network: Organisation, now: datetime) -> None:
    today = in_london(now).date()
    slug = f"libraries-week-{today.year}"
    wording = libraries_week(_begins(today))
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        campaign = create_campaign(organiser=network, slug=slug, wording=wording, now=now)
        campaign = open_campaign(campaign=campaign, now=now)
    Campaign.objects.filter(pk=campaign.pk).update(
        first_day=wording.first_day, last_day=wording.last_day
    )
    campaign.refresh_from_db()
    for service in _with_events():
        with scope(service.pk):
            joining = joining_of(campaign=campaign, service=service)
            if joining is None:
                joining = join_campaign(campaign=campaign, service=service, by=DEMO, now=now)
            gather(joining=joining, by=DEMO, now=now)
            add_up(joining=joining, now=now)
            if service.slug == HOME:
                _keep_one_out(campaign, service, now)
                name_a_source(joining, now=now)
                if newest_toolkit(campaign=campaign) is None:
                    ask_for_toolkit(joining=joining, now=now)


def _begins(today: date) -> date:
    """The first of its seven days: it is on today, and most of it is still to come. Monday; late in a week
    the day before."""
    if today.weekday() < 4:
        return today - timedelta(days=today.weekday())
    return today - timedelta(days=1)


def _keep_one_out(campaign: Campaign, service: Service, now: datetime) -> None:
    """A job club every Friday is no special event: staff have said so. When no Friday of it is still to come, of
    the Lego club or of the next story time."""
    joining = joining_of(campaign=campaign, service=service)
    within = Listing.objects.filter(
        service=service, starts_at__gte=campaign.starts_at, starts_at__lt=campaign.ends_at
    )
    each = (
        within.filter(title__en=title).order_by("starts_at").first()
        for title in ("Job club", "Lego club", "Story time")
    )
    usual = next(filter(None, each), None)
    if joining is not None and usual is not None:
        choose_event(
            joining=joining,
            event_public_id=usual.event_public_id,
            verdict=Verdict.OUT,
            by=DEMO,
            now=now,
        )


def _with_events() -> list[Service]:
    rows = Service.objects.filter(live=True, pk__in=Listing.objects.values("service_id"))
    return list(rows.order_by("slug"))
