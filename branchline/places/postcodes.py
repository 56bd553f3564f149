"""The shape of UK postcodes: a pure module without tables.

Source of the rules: Royal Mail, Programmers' Guide to PAF; ONS Postcode Directory user guide.
"""

import re

OUTWARD = r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)"
INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
FULL = re.compile(rf"({OUTWARD})({INWARD})")
OUTWARD_ONLY = re.compile(OUTWARD)
BEGINS_LIKE_ONE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]{0,5}")
ISLANDS = re.compile(r"(?:JE|GY|IM)[0-9]")
"""Jersey, Guernsey and the Isle of Man have postcodes but are no part of the United Kingdom."""
FORCES = re.compile(r"BF1|BFPO")
"""British Forces Post Office: a post box, nowhere on a map."""
SCOTTISH = re.compile(r"(?:AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|TD|ZE)[0-9]")
"""Areas of Royal Mail that lie in Scotland; TD and DG reach a little over the border."""
NORTHERN_IRISH = re.compile(r"BT[0-9]")
AREAS = frozenset(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX"
    " FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE"
    " NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR"
    " TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()
)
"""The letters with which postcodes begin (Royal Mail); with BF for the forces and BX and GIR for the post itself."""
SEPARATORS = re.compile(r"[\s.,\-_/\u200b]+")
LONGEST_TYPED = 20


def plain(typed: str) -> str:
    """Capitals without spaces or dashes: `" m33-7zf "` is `M337ZF`."""
    return SEPARATORS.sub("", typed[: LONGEST_TYPED * 4]).upper()


def full(typed: str) -> str | None:
    """The postcode as we keep it (`M337ZF`), or None when it has not the shape of one.

    The letter O typed for the digit 0 (and I for 1) at the start of the second half is put right.
    """
    text = plain(typed)
    if len(text) > 4:
        text = text[:-3] + text[-3].translate(str.maketrans("OI", "01")) + text[-2:]
    return text if FULL.fullmatch(text) else None


def possible(typed: str) -> bool:
    """Whether somebody may live there: of the right shape, and in an area that there is. New homes are in no list of ours."""
    key = full(typed)
    return key is not None and area_of(key) in AREAS


def outward(typed: str) -> str | None:
    """The first half alone (`M33`), or None when it has not the shape of one."""
    text = plain(typed)
    return text if OUTWARD_ONLY.fullmatch(text) else None


def outward_of(postcode: str) -> str:
    """The first half of a full postcode."""
    return plain(postcode)[:-3]


def district_of(outward: str) -> str:
    """The whole district of a first half: `SW1A` is a part of `SW1`. Nothing when it has not the shape."""
    found = re.fullmatch(r"([A-Z]{1,2}[0-9]{1,2})[A-Z]?", outward)
    return found[1] if found else ""


def area_of(outward: str) -> str:
    """The letters at its start: `SW`."""
    return re.split("[0-9]", outward)[0]


def spaced(postcode: str) -> str:
    """As people write it: `M33 7ZF`."""
    text = plain(postcode)
    return f"{text[:-3]} {text[-3:]}"


def begins_like_one(typed: str) -> bool:
    """Whether somebody seems to be typing a postcode (and not the name of a place)."""
    return bool(BEGINS_LIKE_ONE.fullmatch(plain(typed)))
