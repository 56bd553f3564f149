"""A caller at work: the next call, the call screen, the report; what goes wrong for people goes wrong here too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from branchline.core.clock import in_london
from branchline.core.telephones import plain

from .browser import Browser
from .office import Office
from .stage import Stage
from .street import Said
from .town import Caller

LOOKS_AGAIN = timedelta(minutes=30)
"""When nobody was waiting."""
A_SIGN = timedelta(minutes=15)
"""The call screen sends one each minute; a lease lasts 20 from the newest, so these are those that matter."""
BREATH = timedelta(minutes=1)
BUS, LOST, TWICE = 0.01, 0.004, 0.02
"""Shares of calls: handed back; whose caller's battery dies, so that they report when they sit there again; whose report
is sent by a double click."""


@dataclass
class InHand:
    """A call that was rung, and how it went."""

    said: Said
    form: dict[str, str]
    raises: str = ""
    """The address of the form for a concern about them, from the link on the page."""
    raised: bool = False


class AtTheTelephone:
    """One caller and their screen."""

    def __init__(self, stage: Stage, office: Office, who: Caller, browser: Browser) -> None:
        self.stage, self.office, self.who, self.browser = stage, office, who, browser
        self.in_hand: InHand | None = None
        self.until = stage.scene.town.begins
        self.calls = f"{browser.desk}/calls"

    def begin(self, until: datetime, now: datetime) -> None:
        """Sit down. What was left unreported comes first."""
        self.until = until
        self.browser.get(self.calls, now)
        if self.in_hand is not None:
            self._report(now)
        self._next(now)

    def _next(self, now: datetime) -> None:
        if now >= self.until or self.stage.has_enough or self.in_hand is not None:
            return
        self.browser.post(f"{self.calls}/next", now)
        if 'name="slip"' not in self.browser.page:
            self.stage.at(now + LOOKS_AGAIN, self._next)
            return
        self.stage.made += 1
        number = plain(self.browser.found(r'href="tel:([^"]+)"')) or ""
        first = self.browser.found(r"<h1>([^<]+)</h1>")
        chance = self.stage.scene.town.draw("caller", number, first, now.isoformat())
        if chance.random() < BUS:
            self._hand_back(now)
            return
        said = self.stage.street.ring(number, first, now)
        self.in_hand = InHand(said, self.browser.hidden("slip", "key"))
        if said.concern:
            self.in_hand.raises = self.browser.found(r'href="([^"]*/concerns/raise\?[^"]*)"')
            self.stage.at(now + said.talks, self._raise)
        if self.who.script and said.takes > A_SIGN:
            self.stage.at(now + A_SIGN, self._still_here)
        if chance.random() >= LOST:
            self.stage.at(now + said.takes, self._done)

    def _hand_back(self, now: datetime) -> None:
        self.stage.made -= 1
        slip = self.browser.hidden("slip")["slip"]
        self.browser.post(f"{self.calls}/back", now, **{"slip": slip, "back-why": "My bus comes"})
        self.stage.at(now + BREATH, self._next)

    def _still_here(self, now: datetime) -> None:
        if self.in_hand is None:
            return
        self.browser.sign(f"{self.calls}/here", now, slip=self.in_hand.form["slip"])
        self.stage.at(now + A_SIGN, self._still_here)

    def _raise(self, now: datetime) -> None:
        """While they are still on the call screen; then back to it."""
        call = self.in_hand
        if call is None or call.raised:
            return
        call.raised = True
        page = self.browser.page
        self.browser.get(call.raises, now)
        self.browser.post(
            f"{self.browser.desk}/concerns/raise",
            now,
            **self.browser.hidden("key", "about", "link_name", "link_key"),
            urgency=call.said.concern,
            words="“He takes my money, and I must not say so”, she said.",
            raiser_telephone="07700 900123",
        )
        self.browser.must_be_at("/received/")
        self.browser.page = page
        self.office.look(now)

    def _done(self, now: datetime) -> None:
        if self.in_hand is not None:
            self._report(now)
            self.stage.at(now + BREATH, self._next)

    def _report(self, now: datetime) -> None:
        call = self.in_hand
        if call is None:
            return
        self.in_hand = None
        sent = {**call.form, **_told(call.said, now)}
        self.browser.post(f"{self.calls}/now", now, **sent)
        self.browser.must_be_at("/done/")
        chance = self.stage.scene.town.draw("twice", self.who.n, now.isoformat())
        if chance.random() < TWICE:
            self.browser.post(f"{self.calls}/now", now, **sent)


def _told(said: Said, now: datetime) -> dict[str, str]:
    """The nine steps, filled in."""
    told = {"outcome": said.outcome}
    if said.outcome == "answered":
        told |= {
            "minutes": str(round(said.talks / timedelta(minutes=1))),
            "step_how": "well" if not said.hard else "low",
            "for_next": "Tomatoes are ripe. Ask about the grandson in Leeds.",
        }
    if said.message_left:
        told["message_left"] = "on"
    if said.hard:
        told |= {"hard": "on", "private": "Sounded tired."}
    if said.need:
        told |= {"needs": said.need, "need_words": "as they said it", "urgency": said.urgency}
    if said.again is not None and said.again > now + timedelta(minutes=1):
        again = in_london(said.again)
        told |= {"ring_on": f"{again:%Y-%m-%d}", "ring_from": f"{again:%H:%M}"}
    elif said.outcome == "call_back":
        # Their hour has passed before the report was sent: tomorrow morning.
        tomorrow = in_london(now) + timedelta(days=1)
        told |= {"ring_on": f"{tomorrow:%Y-%m-%d}", "ring_from": "10:00"}
    return told
