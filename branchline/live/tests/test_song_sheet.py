"""The song sheet on the watch page: words that everybody may have, and no others."""

from django.test import Client

from branchline.core.acting import NOBODY
from branchline.core.scoping import scope
from branchline.events.tests.conftest import NOW, Places, places
from branchline.live.actions import add_rhyme
from branchline.live.data import rhyme_called
from branchline.live.models import Basis

from .sheets import add, planned

__all__ = ["places"]


def test_what_is_free_is_printed_and_what_is_licensed_is_only_sung(places: Places) -> None:
    jac = rhyme_called("jac")
    assert jac is not None
    with scope(places.service.pk):
        broadcast = planned(places)
        address = f"/alice/live/{broadcast.public_id}"
        assert "Song sheet" not in Client().get(address).content.decode()
        add(broadcast, "Hello <song>", "Hello <b>you</b>", "and you")
        add(broadcast, "A new song", "Secret words", basis=Basis.LICENCE, basis_note="PRS 1")
        add_rhyme(broadcast=broadcast, rhyme=jac, by=NOBODY, now=NOW)
    page = Client().get(address).content.decode()
    assert "Song sheet" in page
    assert "Hello &lt;b&gt;you&lt;/b&gt;" in page
    assert "<b>you</b>" not in page
    assert "Secret words" not in page
    assert 'lang="cy">Mi welais Jac y Do<' in page.replace(' data-cy="Mi welais Jac y Do"', "")
