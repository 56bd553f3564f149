"""At the desk: a manager adds, staff of a library handle, staff elsewhere look, strangers see nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from branchline.core.permits import Role
from branchline.devices import actions
from branchline.devices.models import Device, DeviceModel, Event, KitCase, Sim, Standing
from branchline.devices.numbers import check_digit
from branchline.people.tests.conftest import account, works
from branchline.people.tests.residents import key

from .conftest import NOW, Stock


def at(stock: Stock, rest: str = "") -> str:
    return f"/{stock.cast.service.slug}/desk/devices{rest}"


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def post(client: Client, path: str, **given: Any) -> Any:
    return client.post(path, {"key": key(), **given})


def test_an_empty_stock_says_what_to_do(stock: Stock) -> None:
    manager = words(stock.browser().get(at(stock)))
    assert "No device yet" in manager
    assert "Bring in devices from a file" in manager
    staff = words(stock.browser(stock.cast.bob).get(at(stock)))
    assert "A manager can add the first one." in staff
    DeviceModel.objects.all().delete()
    assert "First say which models you have" in words(stock.browser().get(at(stock, "/new")))


def test_a_model_a_device_and_a_mistake_are_kept(stock: Stock) -> None:
    client = stock.browser()
    given = {
        "maker": "Apple",
        "name": "iPad 10",
        "kind": "tablet",
        "system": "ipados",
        "risk": "low",
    }
    assert post(client, at(stock, "/models"), **given).status_code == 302
    assert "This model is here already" in words(post(client, at(stock, "/models"), **given))
    model = DeviceModel.objects.get(name="iPad 10")
    given = {
        "model": model.public_id,
        "branch": stock.cast.sale.public_id,
        "serial": "dmpx 1",
        "imei": "490154203237519",
        "price": "249.99",
    }
    page = words(post(client, at(stock, "/new"), **given))
    assert "The last digit of this IMEI does not fit" in page
    assert 'value="dmpx 1"' in page
    once = key()
    for _twice in range(2):
        answer = post(
            client, at(stock, "/new"), **(given | {"imei": "490154203237518", "key": once})
        )
    device = Device.objects.get()
    assert answer["Location"] == at(stock, f"/{device.public_id}")
    assert device.price == 24_999
    assert "Print its label, then make it ready" in words(client.get(answer["Location"]))


def test_made_ready_by_two(stock: Stock) -> None:
    device = stock.device(called="A tablet whose name is as long as a name may be at this end")
    bob, alice = stock.browser(stock.cast.bob), stock.browser()
    ready = at(stock, f"/{device.public_id}/ready")
    assert words(alice.get(at(stock, f"/{device.public_id}"))).count('class="govuk-button"') == 1
    for _step in range(7):
        page = words(alice.get(ready))
        step = re.search(r'name="step" value="(\w+)"><button class="govuk-button"', page)
        assert step
        alice.post(ready, {"step": step[1]})
    page = words(alice.get(ready))
    assert "A colleague has to check it" in page
    assert 'value="verified"' not in page
    assert alice.post(ready, {"step": "verified"}).status_code == 409
    answer = bob.post(ready, {"step": "verified"})
    assert answer["Location"] == at(stock, f"/{device.public_id}")
    device.refresh_from_db()
    assert device.standing == Standing.AVAILABLE
    assert "Nothing waits to be done" in words(bob.get(ready))
    assert bob.post(ready, {"step": "again"}).status_code == 302
    assert "0 of 8 steps are done" in words(bob.get(ready))


@pytest.mark.parametrize(
    ("name", "given", "standing"),
    [
        ("repair", {"words": "Cracked"}, Standing.IN_REPAIR),
        ("lost", {"words": "Gone"}, Standing.LOST),
        ("stolen", {"words": "Taken"}, Standing.STOLEN),
        ("write_off", {"words": "Old"}, Standing.WRITTEN_OFF),
        ("give", {"words": "To a café"}, Standing.GIFTED),
        ("again", {}, Standing.TO_READY),
        (
            "test",
            {"passed": "no", "tested_on": "2026-08-31", "words": "Frayed"},
            Standing.IN_REPAIR,
        ),
    ],
)
def test_what_is_done_with_a_device(
    stock: Stock, name: str, given: dict[str, str], standing: Standing
) -> None:
    device, client = stock.available(), stock.browser()
    path, once = at(stock, f"/{device.public_id}/do/{name}"), key()
    assert client.get(path).status_code == 200
    for _twice in range(2):
        assert post(client, path, **(given | {"key": once})).status_code == 302
    device.refresh_from_db()
    assert device.standing == standing
    assert client.get(at(stock, f"/{device.public_id}")).status_code == 200


def test_back_found_moved_and_changed(stock: Stock) -> None:
    device, client = stock.available(), stock.browser()
    here = f"/{device.public_id}"
    post(client, at(stock, f"{here}/do/repair"), words="Cracked")
    post(client, at(stock, f"{here}/do/repaired"))
    post(client, at(stock, f"{here}/do/lost"), words="Gone")
    assert "Not from where it is now" in words(client.get(at(stock, f"{here}/do/move")))
    post(client, at(stock, f"{here}/do/found"), words="In the van")
    post(client, at(stock, f"{here}/do/move"), branch=stock.cast.hale.public_id, shelf="Office")
    post(client, at(stock, f"{here}/change"), serial="NEW1", battery="70", shelf="Office")
    device.refresh_from_db()
    assert (device.round, device.branch, device.serial) == (3, stock.cast.hale, "NEW1")
    page = words(client.get(at(stock, here)))
    assert "Its battery is worn" in page
    assert "Choose another library" in words(
        post(client, at(stock, f"{here}/do/move"), branch=stock.cast.hale.public_id, shelf="Office")
    )
    assert "0 to 100" in words(
        post(client, at(stock, f"{here}/change"), serial="NEW1", battery="x")
    )
    assert client.get(at(stock, f"{here}/do/nothing")).status_code == 404
    assert client.get(at(stock, "/nothing")).status_code == 404


def test_cases_and_cards(stock: Stock) -> None:
    client, device = stock.browser(), stock.device()
    assert "No kit case yet" in words(client.get(at(stock, "/cases")))
    assert "No SIM card yet" in words(client.get(at(stock, "/sims")))
    sale, hale = stock.cast.sale.public_id, stock.cast.hale.public_id
    post(client, at(stock, "/cases"), name="Kit 1", branch=sale)
    case = KitCase.objects.get()
    here = at(stock, f"/cases/{case.public_id}")
    post(client, here, do="part", name="Charger", need="essential", quantity="1")
    assert "in the case already" in words(
        post(client, here, do="part", name="Charger", need="nice", quantity="1")
    )
    post(client, at(stock, f"/{device.public_id}/case"), case=case.public_id)
    post(client, here, do="move", branch=hale)
    assert "Choose another library" in words(post(client, here, do="move", branch=hale))
    device.refresh_from_db()
    assert (device.case, device.branch) == (case, stock.cast.hale)
    assert "In the kit case" in words(client.get(at(stock, f"/{device.public_id}")))
    post(client, here, do="remove", part=case.parts.get().pk)
    assert "Nothing is said yet." in words(client.get(here))
    assert "Kit 1" in words(client.get(at(stock, "/cases")))

    body = "894410000000000012"
    card = {
        "iccid": body + check_digit(body),
        "network": "giffgaff",
        "source": "own",
        "branch": sale,
        "until": "2026-09-10",
    }
    assert "The last digit" in words(
        post(
            client,
            at(stock, "/sims"),
            **(card | {"iccid": body + str((int(check_digit(body)) + 1) % 10)}),
        )
    )
    post(client, at(stock, "/sims"), **card)
    sim = Sim.objects.get()
    path = at(stock, f"/sims/{sim.public_id}")
    assert "check letter" in words(
        post(client, path, code=device.tag[:-1] + ("A" if device.tag[-1] != "A" else "C"))
    )
    assert "tag of a kit case" in words(post(client, path, code=case.tag))
    post(client, path, code=device.printed_tag)
    assert client.get(path).status_code == 200
    assert str(sim)[-6:] in words(client.get(at(stock, f"/{device.public_id}")))
    assert device.printed_tag[:3] and "giffgaff" in words(client.get(at(stock, "/sims")))
    post(client, path, code="")
    sim.refresh_from_db()
    assert sim.device is None


def test_a_code_leads_to_its_device_or_to_words(stock: Stock) -> None:
    device, client = stock.device(), stock.browser(stock.cast.bob)
    answer = client.get(at(stock), {"what": device.printed_tag}, follow=True)
    assert answer.redirect_chain[-1][0] == at(stock, f"/{device.public_id}")
    wrong = device.tag[:-1] + ("A" if device.tag[-1] != "A" else "C")
    answer = client.get(at(stock), {"what": wrong}, follow=True)
    assert answer.status_code == 404
    assert "the check letter does not match" in words(answer)
    assert f'value="{wrong}"' in words(answer)
    assert "Find a device" in words(client.get(at(stock, "/find")))
    assert "No device like that" in words(client.get(at(stock), {"what": "zeppelin"}))
    assert device.serial in words(
        client.get(at(stock), {"what": device.serial[:4], "standing": "to_ready"})
    )


def test_who_may_do_what(stock: Stock) -> None:
    """Hal works at Hale: he may look at what is at Sale, and do nothing with it. Charlie works elsewhere."""
    hal = account("Hal")
    works(hal, stock.cast.organisation, stock.cast.service, Role.BRANCH_STAFF, stock.cast.hale)
    device = stock.device()
    here = at(stock, f"/{device.public_id}")
    client = stock.browser(hal)
    page = words(client.get(here))
    assert device.serial in page
    assert "Make it ready" not in page
    for path in (
        f"{here}/ready",
        f"{here}/do/move",
        f"{here}/do/write_off",
        f"{here}/change",
        at(stock, "/new"),
        at(stock, "/models"),
    ):
        assert client.get(path).status_code == 404, path
        assert client.post(path, {"step": "signed_out"}).status_code == 404, path
    charlie = stock.browser(stock.cast.charlie)
    for path in (
        at(stock),
        here,
        at(stock, "/labels"),
        at(stock, "/cases"),
        at(stock, "/sims"),
        at(stock, "/find"),
    ):
        assert charlie.get(path).status_code == 404, path
    bob = stock.browser(stock.cast.bob)
    assert bob.get(f"{here}/ready").status_code == 200
    assert bob.get(f"{here}/do/write_off").status_code == 404
    assert "Add a kit case" not in words(bob.get(at(stock, "/cases")))
    actions.make_ready_step(device=device, step=Event.SIGNED_OUT, by=stock.bob, now=NOW)


def test_in_welsh(stock: Stock) -> None:
    device = stock.available()
    client = stock.browser()
    assert "Dyfeisiau" in words(client.get(f"/cy{at(stock)}"))
    assert "Ar gael" in words(client.get(f"/cy{at(stock, f'/{device.public_id}')}"))
