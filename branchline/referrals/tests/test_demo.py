"""The demo shows a referral in every state, one of them late."""

from branchline.core import clock
from branchline.core.scoping import scope
from branchline.places.models import Service

from ..demo import load
from ..models import Referral, ReferralEvent, State
from ..queries import board, unanswered


def test_one_in_every_state_and_loading_it_again_changes_nothing(demo_database: str) -> None:
    service = Service.objects.get(slug="trafford")
    with scope(service.pk):
        now = clock.now()
        stands = board(now)
        assert {age.state for age in stands.ages if age.number} == set(State)
        # Beside them stand the friendly call and the devices that somebody asked for.
        assert Referral.objects.filter(to_room="").count() == 8
        assert stands.late == 1
        assert [each.resident and each.resident.name for each in unanswered(now)] == [
            "Beatrice Amoah"
        ]
        steps = ReferralEvent.objects.count()
        load(now=now)
        assert ReferralEvent.objects.count() == steps
