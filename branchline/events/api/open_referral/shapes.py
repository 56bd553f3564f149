"""The standard's objects, as far as we have something to say in them. What nobody knows is left out, never null."""

from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext_noop as noop
from ninja import Field, Schema

MOST = 50


class ReferralPaging(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=10_000, description=noop("Which page, from 1"))
    per_page: int = Field(50, ge=1, le=MOST, description=noop("How many at once"))


class ReferralPlaces(ReferralPaging):
    """What narrows a list of services at their places."""

    search: str = Field(
        "", max_length=100, description=noop("Only with these words in title or summary")
    )
    modified_after: datetime | None = Field(
        None, description=noop("Only what has changed at this moment or later")
    )
    taxonomy_term_id: str = Field("", max_length=36, description=noop("Only with this term"))


class ReferralAsked(ReferralPlaces):
    """What narrows a list of services."""

    minimum_age: float | None = Field(
        None, ge=0, le=150, description=noop("For people of this age or older")
    )
    maximum_age: float | None = Field(
        None, ge=0, le=150, description=noop("For people of this age or younger")
    )
    full: bool = Field(False, description=noop("Each with everything that belongs to it"))


class ReferralAbout(Schema):
    """What this is."""

    version: str
    profile: str
    openapi_url: str


class ReferralTaxonomy(Schema):
    """A closed list of ours."""

    id: str
    name: str
    description: str


class ReferralTerm(Schema):
    """A word of such a list."""

    id: str
    code: str
    term: str
    taxonomy: str
    taxonomy_id: str


class ReferralAttribute(Schema):
    """That a term holds for a service."""

    id: str
    link_id: str
    link_type: str
    taxonomy_term_id: str
    taxonomy_term: ReferralTerm


class ReferralAddress(Schema):
    """Only where the whole of it is known."""

    id: str
    address_1: str
    city: str
    state_province: str
    postal_code: str
    country: str = "GB"
    address_type: str = "physical"


class ReferralAccessibility(Schema):
    """An access fact of the building that somebody has looked at."""

    id: str
    description: str


class ReferralLocation(Schema):
    """Where people meet. Of a home only its town or neighbourhood is said."""

    id: str
    name: str
    latitude: float | None = Field(None, description=noop("Only where we know the door"))
    longitude: float | None = None
    addresses: list[ReferralAddress] = []
    accessibility: list[ReferralAccessibility] = []


class ReferralAt(Schema):
    """That it takes place there."""

    id: str
    service_id: str
    location_id: str
    description: str
    location: ReferralLocation


class ReferralSchedule(Schema):
    """When: times are those of London’s clocks, in summer as in winter."""

    id: str
    service_id: str
    valid_from: date
    valid_to: date
    dtstart: date
    freq: Literal["WEEKLY", "MONTHLY"] | None = Field(None, description=noop("Not said: once"))
    interval: int | None = None
    byday: str | None = None
    opens_at: str
    closes_at: str
    schedule_link: str = Field(description=noop("All of its dates as iCalendar"))
    attending_type: str
    description: str


class ReferralLanguage(Schema):
    """A language in which it is held."""

    id: str
    code: str
    name: str


class ReferralCost(Schema):
    """What it costs."""

    id: str
    option: str
    amount: float | None = None
    amount_description: str | None = None


class ReferralOrganization(Schema):
    """The library service."""

    id: str
    name: str
    description: str
    email: str | None = None
    website: str
    uri: str | None = None


class ReferralService(Schema):
    """An event that comes again, or that is open to drop in. Lists say what stands on it; with “full”, all."""

    id: str
    name: str
    description: str
    url: str
    email: str | None = None
    status: Literal["active", "inactive", "defunct"]
    minimum_age: int | None = None
    maximum_age: int | None = None
    last_modified: str
    organization: ReferralOrganization
    schedules: list[ReferralSchedule] | None = None
    service_at_locations: list[ReferralAt] | None = None
    languages: list[ReferralLanguage] | None = None
    cost_options: list[ReferralCost] | None = None
    attributes: list[ReferralAttribute] | None = None


class ReferralPage(Schema):
    """Some of a list, and how much there is."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class ReferralServices(ReferralPage):
    """Some services."""

    contents: list[ReferralService]


class ReferralAts(ReferralPage):
    """Some services at their places."""

    contents: list[ReferralAt]


class ReferralTaxonomies(ReferralPage):
    """Some lists."""

    contents: list[ReferralTaxonomy]


class ReferralTerms(ReferralPage):
    """Some terms."""

    contents: list[ReferralTerm]
