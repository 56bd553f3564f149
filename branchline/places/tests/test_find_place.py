"""From what somebody types to a place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchline.places import postcodes
from branchline.places.errors import NoSuchPlace
from branchline.places.models import Postcode
from branchline.places.parts import PostcodeField
from branchline.places.queries import PlaceKind, find_place, who_lives_at

from .cast import Cast

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
full_postcodes = st.builds(
    "{}{}{} {}{}{}".format,
    st.sampled_from(["M", "SK", "WA", "N", "EC"]),
    st.integers(1, 9),
    st.sampled_from(["", "3", "9"]),
    st.integers(0, 9),
    st.sampled_from(LETTERS),
    st.sampled_from(LETTERS),
)


@given(full_postcodes, st.sampled_from(["{}", " {} ", "{}\t"]), st.booleans(), st.booleans())
def test_a_postcode_is_the_same_however_it_is_typed(
    typed: str, around: str, small: bool, close: bool
) -> None:
    kept = typed.replace(" ", "")
    said = around.format(kept if close else typed)
    assert postcodes.full(said.lower() if small else said) == kept
    assert postcodes.full(postcodes.spaced(kept)) == kept
    assert postcodes.outward(postcodes.outward_of(kept)) == typed.split()[0]


@given(st.text(max_size=60))
def test_reading_a_postcode_never_fails_and_settles_at_once(text: str) -> None:
    found = postcodes.full(text)
    assert found is None or postcodes.full(found) == found
    postcodes.outward(text)
    postcodes.begins_like_one(text)


def test_the_letter_o_for_a_nought_is_put_right() -> None:
    assert postcodes.full("M41 ONA") == "M410NA"


def test_the_form_field_gives_a_postcode_as_people_write_it() -> None:
    assert PostcodeField().clean("m337zf") == "M33 7ZF"


def test_a_loaded_postcode_is_exact(cast: Cast) -> None:
    here = find_place("m33 7zf")
    assert (here.name, here.kind, here.ward_code) == ("M33 7ZF", PlaceKind.POSTCODE, "E05099001")
    assert not here.approximate


def test_a_postcode_that_is_not_loaded_says_so_and_takes_the_middle(cast: Cast) -> None:
    here = find_place("M33 9ZZ")
    assert here.approximate
    assert here.because == (
        "We don’t know exactly where M33 9ZZ is, so distances are from the middle of the 3 libraries in M33."
    )


def test_an_ended_postcode_says_so(cast: Cast) -> None:
    Postcode.objects.update(ended=date(2019, 4, 1))
    assert find_place("M33 7ZF").because == "M33 7ZF is no longer in use."


@pytest.mark.parametrize("typed", ["M33", "m33 7", "M33 7z"])
def test_the_start_of_a_postcode_asks_for_the_rest(cast: Cast, typed: str) -> None:
    here = find_place(typed)
    assert here.name == "M33"
    assert here.because.startswith(f"{typed.upper()} is the start of a postcode")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "ZZ99",
            "ZZ99 is not the start of a postcode we know. Check it, or type the name of a town.",
        ),
        (
            "ZZ99 9ZZ",
            "We know no library around ZZ99 9ZZ. Check the postcode, or type the name of a town.",
        ),
        ("  ", "Type a postcode, or the name of a town or library."),
        ("x" * 10_000_000, "That is longer than the name of any place. Type a postcode or a town."),
        ("\x00", "Type a postcode, or the name of a town or library."),
        ("Qwxzy", "We found no place called “Qwxzy”. Check the spelling, or type a postcode."),
    ],
    ids=["outward", "postcode", "empty", "10 MB", "NUL", "nowhere"],
)
def test_a_wrong_place_gets_a_sentence_that_helps(cast: Cast, typed: str, sentence: str) -> None:
    with pytest.raises(NoSuchPlace) as refused:
        find_place(typed)
    assert str(refused.value) == sentence


def test_towns_libraries_and_councils_are_found_by_name(cast: Cast) -> None:
    assert find_place("Sale").kind is PlaceKind.TOWN
    assert find_place("hilltop").because == "Distances are from the only library in Hilltop."
    assert find_place("Canal Library").kind is PlaceKind.BRANCH
    assert find_place("Alderley").kind is PlaceKind.COUNCIL


def test_a_slip_of_the_pen_is_forgiven(cast: Cast) -> None:
    assert find_place("Alderly").name == "Alderley"


@pytest.mark.parametrize("typed", ["%", "'; DROP TABLE places_branch; --", "_", "\\", "{}", "%s"])
def test_no_typing_breaks_the_search(cast: Cast, typed: str) -> None:
    with pytest.raises(NoSuchPlace):
        find_place(typed)


def test_finding_a_place_takes_at_most_two_queries(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for typed in ("M33 7ZF", "M33 9ZZ", "M33", "Sale"):
        with django_assert_max_num_queries(2):  # type: ignore[operator]
            find_place(typed)


def test_a_home_gives_ward_and_fifth_and_nothing_closer(cast: Cast) -> None:
    from branchline.places.models import Deprivation

    for year, decile in ((2019, 9), (2025, 4)):
        Deprivation.objects.create(
            area_code="E01099001", year=year, nation="england", rank=9000, decile=decile
        )
    lives = who_lives_at("M33 7ZF")
    assert lives is not None
    assert (lives.ward_code, lives.ward_vintage, lives.quintile) == ("E05099001", 2024, 2)
    assert lives.who(age_band="75+").quintile == 2
    assert who_lives_at("M33 9ZZ") is None
    assert who_lives_at("nonsense") is None


def test_a_home_is_placed_in_the_index_of_its_own_nation_only(cast: Cast) -> None:
    from branchline.places.models import Deprivation

    Postcode.objects.create(
        postcode="CF101AA", ward_code="W05099001", ward_vintage=2024, lsoa_code="W01099001",
        authority_code="W06000015", lat=51.48, lon=-3.18,
    )  # fmt: skip
    Deprivation.objects.create(area_code="W01099001", year=2019, nation="wales", rank=1, decile=1)
    english, welsh = who_lives_at("M33 7ZF"), who_lives_at("CF10 1AA")
    assert english is not None and welsh is not None
    assert (english.quintile, welsh.quintile) == (None, 1)  # Wales says nothing of England
    Deprivation.objects.create(
        area_code="E01099001", year=2025, nation="england", rank=33_000, decile=10
    )
    english, welsh = who_lives_at("M33 7ZF"), who_lives_at("CF10 1AA")
    assert english is not None and welsh is not None
    assert (english.quintile, welsh.quintile) == (
        5,
        1,
    )  # a newer index of England moves nobody in Wales


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("JE2 3AB", "Jersey, Guernsey and the Isle of Man"),
        ("gy1", "Jersey, Guernsey and the Isle of Man"),
        ("im1 1aa", "Jersey, Guernsey and the Isle of Man"),
        ("BFPO 58", "A forces address has no place on the map"),
        ("bf1 2aa", "A forces address has no place on the map"),
        ("GIR 0AA", "We know no library around GIR 0AA"),
        ("EH1 1AA", "We have no list of libraries in Scotland"),
        ("BT1 5GS", "We have no list of libraries in Northern Ireland"),
        ("SW1A1AA.", "We know no library around SW1A 1AA"),
        ("📚", "We found no place called"),
        ("x" * 10_000_000, "That is longer than the name of any place"),
        ("\x00", "Type a postcode"),
    ],
)
def test_what_leads_nowhere_is_answered_kindly(cast: Cast, typed: str, sentence: str) -> None:
    with pytest.raises(NoSuchPlace, match=sentence):
        find_place(typed)


@pytest.mark.parametrize(
    "typed", ["m337zf", "M33 7ZF.", " m33-7zf ", "M337ZF", "m33 7zF", "M33,7ZF"]
)
def test_a_postcode_is_found_however_it_is_written(cast: Cast, typed: str) -> None:
    assert find_place(typed).name == "M33 7ZF"
