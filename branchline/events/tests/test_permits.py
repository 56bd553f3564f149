"""Lists show exactly what the guard of each object would let through."""

from datetime import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchline.core.permits import Holding, Reach, Role
from branchline.events import permits
from branchline.events.models import Booking, Event, GroupRequest, Occurrence

from .conftest import Places, book, date_of, once, put_on
from .groups import asks

OF_OCCURRENCES = (
    permits.SEE_EVENTS,
    permits.CREATE_EVENTS,
    permits.CANCEL_OCCURRENCES,
    permits.SEE_BOOKINGS,
    permits.BOOK_FOR_OTHERS,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    held=st.lists(
        st.tuples(
            st.sampled_from(list(Role)),
            st.booleans(),
            st.one_of(st.none(), st.sets(st.sampled_from([0, 1]))),
        ),
        max_size=3,
    )
)
def test_lists_and_guards_agree(
    alice: Places, held: list[tuple[Role, bool, set[int] | None]]
) -> None:
    branches = [alice.branch.pk, alice.far.pk]
    if not Event.objects.exists():
        for branch in (alice.branch, alice.far):
            hour = once(starts=time(14), ends=time(15))
            date = date_of(put_on(branch, timing=hour, most_in_group=15))
            book(date)
            asks(date)
    holdings = [
        Holding(
            role,
            Reach(
                (alice.service if own else alice.other_service).pk,
                None if some is None else frozenset(branches[n] for n in some),
            ),
        )
        for role, own, some in held
    ]
    for permit in OF_OCCURRENCES:
        for model in (Event, Occurrence):
            rows = list(model.objects.all())
            assert {r.pk for r in rows if permit.allows(holdings, r)} == set(
                model.objects.filter(permit.visible(holdings)).values_list("pk", flat=True)
            )
    bookings = list(Booking.objects.select_related("occurrence"))
    assert {b.pk for b in bookings if permits.CHANGE_BOOKINGS.allows(holdings, b)} == set(
        Booking.objects.filter(permits.CHANGE_BOOKINGS.visible(holdings)).values_list(
            "pk", flat=True
        )
    )
    groups = list(GroupRequest.objects.select_related("occurrence"))
    answered = GroupRequest.objects.filter(permits.ANSWER_GROUPS.visible(holdings))
    assert {g.pk for g in groups if permits.ANSWER_GROUPS.allows(holdings, g)} == set(
        answered.values_list("pk", flat=True)
    )


def test_strangers_hold_nothing(rhyme_time: Occurrence) -> None:
    assert not any(permit.allows((), rhyme_time) for permit in OF_OCCURRENCES)
