"""What somebody signs who takes a device home: versioned words, in English, Welsh and short sentences. Never changed.

A new text takes a new version: what was signed keeps its own words beside it, with their checksum.
"""

from dataclasses import dataclass
from hashlib import sha256

VERSION = "loan-1"

TEXTS: dict[str, dict[tuple[str, bool], tuple[str, ...]]] = {
    "loan-1": {
        ("en", False): (
            "The library lends me this device and what is ticked with it. They belong to the library.",
            "I bring them back by the day that we have agreed. If I need them for longer, I ask: the library will say"
            " yes unless somebody else is waiting.",
            "I do not sell the device, lend it on or give it away. Others at home may use it with me.",
            "If something breaks, is lost or is stolen, I tell the library soon. I do not have to pay for it.",
            "Before I bring it back I may take what is mine off it. The library then wipes it, and nobody reads what"
            " was on it.",
            "The library keeps my name with this loan until 90 days after the device is back, and then no longer.",
        ),
        ("en", True): (
            "This device belongs to the library.",
            "You can take it home.",
            "Bring it back on the day we agreed.",
            "Do you need it for longer? Ask us.",
            "Do not sell it. Do not give it to others.",
            "Is it broken or lost? Tell us. You do not have to pay.",
            "When it is back, we delete everything on it.",
            "We keep your name for 90 days after that. Then we delete it.",
        ),
        ("cy", False): (
            "Mae’r llyfrgell yn benthyg y ddyfais hon i mi, a’r hyn sydd wedi’i dicio gyda hi. Y llyfrgell biau nhw.",
            "Byddaf yn dod â nhw’n ôl erbyn y diwrnod a gytunwyd. Os oes eu hangen arnaf am fwy o amser, byddaf yn"
            " gofyn: bydd y llyfrgell yn cytuno oni bai bod rhywun arall yn aros.",
            "Ni fyddaf yn gwerthu’r ddyfais, yn ei benthyg i eraill nac yn ei rhoi i ffwrdd. Caiff eraill gartref ei"
            " defnyddio gyda mi.",
            "Os bydd rhywbeth yn torri, yn mynd ar goll neu’n cael ei ddwyn, byddaf yn dweud wrth y llyfrgell yn fuan."
            " Nid oes rhaid i mi dalu amdano.",
            "Cyn dod â hi’n ôl caf dynnu’r hyn sy’n eiddo i mi oddi arni. Yna bydd y llyfrgell yn ei chlirio, ac ni"
            " fydd neb yn darllen yr hyn oedd arni.",
            "Mae’r llyfrgell yn cadw fy enw gyda’r benthyciad hwn tan 90 diwrnod ar ôl i’r ddyfais ddod yn ôl, ac nid"
            " ar ôl hynny.",
        ),
        ("cy", True): (
            "Y llyfrgell biau’r ddyfais hon.",
            "Cewch fynd â hi adref.",
            "Dewch â hi’n ôl ar y diwrnod a gytunwyd.",
            "Oes ei hangen arnoch am fwy o amser? Gofynnwch i ni.",
            "Peidiwch â’i gwerthu. Peidiwch â’i rhoi i eraill.",
            "Ydy hi wedi torri neu ar goll? Dywedwch wrthym. Nid oes rhaid i chi dalu.",
            "Pan ddaw’n ôl, byddwn yn dileu popeth sydd arni.",
            "Byddwn yn cadw eich enw am 90 diwrnod wedyn. Yna byddwn yn ei ddileu.",
        ),
    },
}


@dataclass(frozen=True)
class Text:
    """One text, as it is read and kept."""

    version: str
    language: str
    easy: bool
    sentences: tuple[str, ...]

    @property
    def whole(self) -> str:
        """As it is kept: a sentence a line."""
        return "\n".join(self.sentences)

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return checksum(self.whole)


def checksum(text: str) -> str:
    """SHA-256 of a text, in hex."""
    return sha256(text.encode()).hexdigest()


def agreement_in(language: str, *, easy: bool) -> Text:
    """The text of today, in English where there is none in this language."""
    texts = TEXTS[VERSION]
    known = language if (language, easy) in texts else "en"
    return Text(VERSION, known, easy, texts[known, easy])
