"""Campaigns, and who takes part in them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from branchline.campaigns.errors import CampaignNotFound
from branchline.campaigns.models import Campaign, Joining, Rule
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.words import in_order
from branchline.events.models import Audience, Theme
from branchline.people.models import Account, Membership, Organisation, OrganisationKind
from branchline.places.models import Service

SOON = timedelta(days=14)


def shown_campaigns() -> QuerySet[Campaign]:
    """Open to the public, the newest first, with how many services and dates each has. One query."""
    return (
        Campaign.objects.shown()
        .annotate(
            services=Count(
                "joinings",
                filter=Q(joinings__left_at__isnull=True, joinings__service__live=True),
                distinct=True,
            ),
        )
        .order_by("-first_day", "slug")
    )


def campaign_at(*, slug: str) -> Campaign:
    """An open campaign. One query. Raises `CampaignNotFound`."""
    found = Campaign.objects.shown().select_related("organiser").filter(slug=slug).first()
    if found is None:
        raise CampaignNotFound
    return found


def campaign_on(*, today: date) -> Campaign | None:
    """The one that is on, or begins soonest within two weeks: for the first page. One query."""
    rows = Campaign.objects.shown().not_over(today).filter(first_day__lte=today + SOON)
    return rows.order_by("first_day", "slug").first()


def organisers_of(*, account: Account, today: date) -> QuerySet[Organisation]:
    """The national organisations for which somebody organises today."""
    held = Membership.objects.filter(account=account, role=Role.NETWORK).valid_on(today)
    return Organisation.objects.filter(
        kind=OrganisationKind.NETWORK, pk__in=held.values("organisation")
    ).order_by("pk")


def campaigns_run_by(*, account: Account, today: date) -> QuerySet[Campaign]:
    """The campaigns of somebody's organisations, drafts too, the newest first."""
    mine = organisers_of(account=account, today=today)
    return (
        Campaign.objects.filter(organiser__in=mine)
        .select_related("organiser")
        .order_by("-first_day", "slug")
    )


@dataclass(frozen=True)
class MyCampaign:
    """A campaign as one service sees it: whether it takes part."""

    campaign: Campaign
    joining: Joining | None


def my_campaigns(*, service: Service) -> list[MyCampaign]:
    """Every open campaign for a service's desk, the newest first. Two queries."""
    held = {
        row.campaign_id: row
        for row in Joining.objects.filter(service=service, left_at__isnull=True)
    }
    rows = Campaign.objects.shown().order_by("-first_day", "slug")
    return [MyCampaign(row, held.get(row.pk)) for row in rows]


def joining_of(*, campaign: Campaign, service: Service) -> Joining | None:
    """How a service takes part; None when it doesn't. One query."""
    rows = Joining.objects.select_related("campaign", "service")
    return rows.filter(campaign=campaign, service=service, left_at__isnull=True).first()


def joinings_to_gather(*, now: datetime) -> list[Joining]:
    """Who takes part in a campaign that is open and not over. One query."""
    rows = Joining.objects.filter(
        left_at__isnull=True,
        service__live=True,
        campaign__opened_at__isnull=False,
        campaign__last_day__gte=in_london(now).date(),
    )
    return list(rows.select_related("campaign", "service").order_by("campaign_id", "service_id"))


LATE = timedelta(days=21)
"""So long after its last day a campaign's turnout may still rise: a tablet was without a network for two weeks."""


def joinings_to_add_up(*, now: datetime) -> list[Joining]:
    """Who took part in a campaign that ended lately. One query."""
    today = in_london(now).date()
    rows = Joining.objects.filter(
        left_at__isnull=True,
        service__live=True,
        campaign__last_day__gte=today - LATE,
        campaign__last_day__lt=today,
    )
    return list(rows.select_related("campaign", "service").order_by("campaign_id", "service_id"))


def services_in(*, campaign: Campaign) -> list[Service]:
    """The services that take part, for choosing one. One query."""
    inside = Joining.objects.filter(campaign=campaign, left_at__isnull=True).values("service")
    rows = Service.objects.filter(live=True, pk__in=inside).only("slug", "name")
    return sorted(rows, key=lambda service: in_order(service.name))


def services_left_out(*, campaign: Campaign) -> list[Service]:
    """Live services that don't take part, by name: whom to ask next. One query."""
    inside = Joining.objects.filter(campaign=campaign, left_at__isnull=True).values("service")
    rows = Service.objects.filter(live=True).exclude(pk__in=inside)
    return sorted(rows, key=lambda service: in_order(service.name))


def rule_in_words(rule: Rule | None) -> str:
    """What joins by itself, as a sentence."""
    if rule is None:
        return _("Only the events that you choose one by one take part.")
    if rule.takes_all:
        return _("Everything that you have on in these days takes part.")
    parts = [str(Theme(theme).label) for theme in rule.themes]
    said = [", ".join(parts)] if parts else []
    said += [str(Audience(rule.audience).label)] if rule.audience else []
    said += [_("with “%(words)s” in the title") % {"words": rule.words}] if rule.words else []
    return _("These take part by themselves: %(which)s.") % {"which": "; ".join(said)}
