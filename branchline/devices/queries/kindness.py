"""How it stands with a loan: which rungs were taken, what comes next, what was heard, whether its SIM card is paused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from branchline.core.clock import in_london
from branchline.messages.models import Route
from branchline.people.models import Purpose, Resident
from branchline.people.queries import addressee_of, may_contact, resident_now
from branchline.referrals.models import State

from ..ladder import HOUSE_DAYS, Next, Rung, next_rung
from ..models import DeviceRequest, Loan, LoanNews, LoanRung, RungDay, Sim, SimPause
from .asking import requests_of

LONGEST_POST = max(route.lead_time for route in Route)
GONE = (State.DECLINED, State.WITHDRAWN)


@dataclass(frozen=True)
class HowItStands:
    """Of one loan that is out. `rungs`: taken for the day it is due now; `quiet`: by which nothing is sent yet."""

    loan: Loan
    rungs: Sequence[LoanRung]
    quiet: LoanNews | None
    following: Next | None

    @property
    def last(self) -> LoanRung | None:
        """The highest that was taken."""
        return self.rungs[-1] if self.rungs else None


def rung_days() -> dict[Rung, int]:
    """On which days this service takes its rungs; those left out are missing. One query."""
    own = {Rung(row.rung): row.days for row in RungDay.objects.all()}
    return {
        rung: days
        for rung in Rung
        if (days := own.get(rung, HOUSE_DAYS[rung])) is not None
    }  # fmt: skip


def how_they_stand(
    loans: Sequence[Loan], *, today: date, early: timedelta = timedelta()
) -> dict[int, HowItStands]:
    """By row number, of those that are out. Three queries, however many. `early`: how long the post takes to them."""
    out = [loan for loan in loans if loan.is_out]
    days, order = rung_days(), list(Rung)
    rungs: dict[int, list[LoanRung]] = {loan.pk: [] for loan in out}
    for row in LoanRung.objects.filter(loan__in=out, due_day=F("loan__due_day")):
        rungs[row.loan_id].append(row)
    news = LoanNews.objects.filter(loan__in=out).quiet(today).order_by("pk")
    quiet = {each.loan_id: each for each in news}
    found = {}
    for loan in out:
        assert loan.out_at is not None  # noqa: S101  # it is out
        taken = sorted(rungs[loan.pk], key=lambda row: order.index(Rung(row.rung)))
        still = quiet.get(loan.pk)
        following = next_rung(
            due=loan.due_day, since=in_london(loan.out_at).date(), today=today, days=days, early=early,
            taken={Rung(row.rung): in_london(row.at).date() for row in taken},
            quiet_until=still.quiet_until if still else None,
        )  # fmt: skip
        found[loan.pk] = HowItStands(loan, taken, still, following)
    return found


def how_it_stands(loan: Loan, *, today: date, early: timedelta = timedelta()) -> HowItStands | None:
    """None: it is not with them. Three queries."""
    return how_they_stand([loan], today=today, early=early).get(loan.pk)


def loans_to_look_at(*, today: date) -> list[Loan]:
    """For which a rung may be due today, as far as can be told without asking how each is reached. Four queries."""
    first = min(rung_days().values(), default=0)
    last = today - timedelta(days=min(first, 0)) + LONGEST_POST
    rows = Loan.objects.out().filter(due_day__lte=last, resident__isnull=False).order_by("pk")
    stands = how_they_stand(list(rows), today=today, early=LONGEST_POST)
    return [each.loan for each in stands.values() if each.following and each.following.day <= today]


def news_of(loan: Loan) -> list[LoanNews]:
    """What was heard, the newest first. One query."""
    return list(loan.news.select_related("by").order_by("-pk"))


def person_of(loan: Loan) -> Resident | None:
    """With whom it is, by the record that stands for them today. One query, one more for each merge."""
    return resident_now(number=loan.resident_id) if loan.resident_id else None


def may_hear(loan: Loan, *, route: Route, now: datetime) -> bool:
    """They may hear of their own affairs by this route. Asked again when a letter leaves."""
    person = person_of(loan)
    if person is None:
        return False
    wished = route if addressee_of(person=person).route == route else None
    return bool(may_contact(person=person, route=wished, purpose=Purpose.OWN_AFFAIRS, now=now))


def loans_asked_about(references: Sequence[str], *, rung: Rung, today: date) -> list[Loan]:
    """Of these public ids: out, with somebody, for whom this rung was taken for the day it is due now, and of whom we have
    not been told to be quiet. Two queries."""
    rows = Loan.objects.out().with_names().select_related("service")
    found = rows.filter(
        public_id__in=references, resident__isnull=False, rungs__rung=rung, rungs__due_day=F("due_day")
    )  # fmt: skip
    return _not_quiet(list(found), today)


def _not_quiet(loans: list[Loan], today: date) -> list[Loan]:
    news = LoanNews.objects.filter(loan__in=loans).quiet(today)
    quiet = set(news.values_list("loan", flat=True))
    return [loan for loan in loans if loan.pk not in quiet]


def partners_request(person: Resident) -> DeviceRequest | None:
    """By which a partner referred them to us, the newest that came to something. Four queries."""
    return next(
        (
            each
            for each in requests_of(person)
            if each.organisation_id and each.referral.state not in GONE
        ),
        None,
    )


def asked_partner(*, referral: str) -> DeviceRequest | None:
    """About which a partner was asked, and the device is still out. One query."""
    rows = LoanRung.objects.filter(_asked_now(), request__referral__public_id=referral)
    asked = DeviceRequest.objects.with_names().filter(pk__in=rows.values("request"))
    found: DeviceRequest | None = asked.first()
    return found


def asked_about(requests: Sequence[DeviceRequest]) -> dict[int, LoanRung]:
    """Of these requests: those about which the partner was asked, and the device is still out. One query."""
    rows = LoanRung.objects.filter(_asked_now(), request__in=requests)
    return {row.request_id: row for row in rows.order_by("pk") if row.request_id}


def _asked_now() -> Q:
    return Q(
        rung=Rung.PARTNER, due_day=F("loan__due_day"), loan__out_at__isnull=False, loan__ended_at__isnull=True
    )  # fmt: skip


def sim_in(loan: Loan) -> Sim | None:
    """The card in its device. One query."""
    return Sim.objects.filter(device=loan.device_id).first()


def pause_of(loan: Loan) -> SimPause | None:
    """Told of, or in force, for this loan. One query."""
    rows = SimPause.objects.filter(loan=loan, on_at__isnull=True).select_related("sim")
    return rows.first()


def pauses_told(references: Sequence[str], *, today: date) -> list[SimPause]:
    """To come, of loans with these public ids that are still out and not quiet. Two queries."""
    rows = SimPause.objects.filter(
        loan__public_id__in=references, loan__ended_at__isnull=True, loan__resident__isnull=False,
        paused_at__isnull=True, on_at__isnull=True,
    ).select_related("service", "loan__device__model", "loan__branch", "loan__resident")  # fmt: skip
    found = list(rows)
    heard = {loan.pk for loan in _not_quiet([each.loan for each in found], today)}
    return [each for each in found if each.loan_id in heard]
