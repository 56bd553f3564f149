"""A telephone exchange on this machine: Debian's Kamailio with the configuration of `deploy/` (only addresses are changed),
baresip on the desks, and SIPp as the people who are rung.

The last digit of a number says how it goes: 1 busy, 2 nobody there, 3 nobody's number; all others pick up and hang up
soon. Every message that comes to them is kept, so that it can be seen which calls overlapped.
"""

import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..children import begin, end

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin"
KAMAILIO, BARESIP, SIPP = (
    shutil.which(each, path=PLACES) or "" for each in ("kamailio", "baresip", "sipp")
)
THERE = bool(KAMAILIO and BARESIP and SIPP)
MISSING = (
    "Kamailio, baresip or SIPp is not installed: `apt install --no-install-recommends kamailio baresip-core sip-tester`,"
    " then run again"
)
HERE = "127.0.0.1"
BUSY, NOBODY, WRONG = "1", "2", "3"
MODULES = "/usr/lib/baresip/modules"
DESKS = 20
TALK = 0.2
"""Seconds from picking up to hanging up."""


class ExchangeTrouble(RuntimeError):
    """A part of it did not start, or has ended; the message is the end of what it said."""


@dataclass(frozen=True)
class Rung:
    """A call as the person called saw it."""

    number: str
    shown: str
    began: float
    ended: float


@dataclass(frozen=True)
class Exchange:
    """All of it, running."""

    sip: int
    rpc: int
    control: int
    trace: Path

    @property
    def domain(self) -> str:
        """Where SIP is spoken."""
        return f"{HERE}:{self.sip}"

    @property
    def settings(self) -> dict[str, str]:
        """What Branchline must be told; desks are added by whoever sits there."""
        return {
            "BRANCHLINE_SIP_DOMAIN": self.domain,
            "BRANCHLINE_PBX_ADDRESS": f"http://{HERE}:{self.rpc}/RPC",
        }

    def desk(self, n: int) -> str:
        """For the PBX."""
        return f"sip:desk{n}@{self.domain}"

    @property
    def softphone(self) -> str:
        """The control port of desk 0."""
        return f"{HERE}:{self.control}"

    def rung(self) -> list[Rung]:
        """Every call that has come to its end, in order."""
        return _read(self.trace)


@contextmanager
def exchange(home: Path) -> Iterator[Exchange]:
    """Kamailio, the desks and the people called, on free ports of this machine."""
    sip, desks, people = (_free(socket.SOCK_DGRAM) for _ in range(3))
    rpc, control = (_free(socket.SOCK_STREAM) for _ in range(2))
    with ExitStack() as running:
        trace = home / "messages.log"
        scenario = home / "people.xml"
        scenario.write_text(_people())
        running.enter_context(_child(home / "sipp", [
            SIPP, "-sf", str(scenario), "-i", HERE, "-p", str(people), "-nostdin", "-trace_msg",
            "-message_file", str(trace), "-default_behaviors", "all,-bye",
        ]))  # fmt: skip
        (home / "kamailio.cfg").write_text(_kamailio(sip, rpc, people))
        running.enter_context(_child(home / "kamailio", [
            KAMAILIO, "-f", str(home / "kamailio.cfg"), "-DD", "-E", "-m", "32", "-M", "4",
            "-P", str(home / "kamailio.pid"), "-Y", str(home),
        ]))  # fmt: skip
        _wait_for(rpc)
        _desks(home / "baresip", sip, desks, control)
        running.enter_context(_child(home / "desks", [BARESIP, "-f", str(home / "baresip")]))
        _wait_for(control)
        made = Exchange(sip, rpc, control, trace)
        _wait_until_registered(home / "desks")
        yield made


def _kamailio(sip: int, rpc: int, people: int) -> str:
    ours = (DEPLOY / "kamailio.cfg").read_text()
    for theirs, here in (
        ("10.0.0.5:5060", f"{HERE}:{sip}"),
        ("10.0.0.1:5060", f"{HERE}:{people}"),
        ("127.0.0.1:5066", f"{HERE}:{rpc}"),
    ):
        if theirs not in ours:
            raise ExchangeTrouble(f"deploy/kamailio.cfg no longer says {theirs}")
        ours = ours.replace(theirs, here)
    return ours


def _desks(folder: Path, sip: int, port: int, control: int) -> None:
    """One program for all desks: picks up by itself, and needs no sound card."""
    folder.mkdir()
    (folder / "config").write_text(
        f"sip_listen {HERE}:{port}\ncall_max_calls 64\ncall_local_timeout 120\n"
        "audio_player aubridge,nil\naudio_source aubridge,nil\naudio_alert aubridge,nil\n"
        f"module_path {MODULES}\nmodule g711.so\nmodule aubridge.so\n"
        "module_app account.so\nmodule_app menu.so\nmodule_app ctrl_tcp.so\n"
        f"ctrl_tcp_listen {HERE}:{control}\n"
    )
    (folder / "accounts").write_text(
        "".join(f"<sip:desk{n}@{HERE}:{sip}>;regint=600;answermode=auto\n" for n in range(DESKS))
    )
    (folder / "contacts").write_text("")


def _people() -> str:
    """A UAS by the last digit of the number. A call that is not taken ends with its ACK."""
    ends = "".join(
        f"""
 <label id="{label}"/>
 <send retrans="500"><![CDATA[

SIP/2.0 {code}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]s[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

 ]]></send>
 <recv request="ACK" next="over"/>"""
        for label, code in (
            (BUSY, "486 Busy Here"),
            (NOBODY, "480 Temporarily Unavailable"),
            (WRONG, "404 Not Found"),
        )
    )
    digits = "".join(
        f"""
   <strcmp assign_to="same" variable="last" value="{digit}"/>
   <test assign_to="is{digit}" variable="same" compare="equal" value="0"/>"""
        for digit in (BUSY, NOBODY, WRONG)
    )
    turns = "".join(
        f"""
 <nop next="{digit}" test="is{digit}"/>"""
        for digit in (BUSY, NOBODY, WRONG)
    )
    answer = """
SIP/2.0 {line}
[last_Via:]
[last_Record-Route:]
[last_From:]
[last_To:];tag=[pid]s[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
"""
    sound = """Content-Type: application/sdp
Content-Length: [len]

v=0
o=people 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
"""
    ringing = answer.format(line="180 Ringing") + "Content-Length: 0\n"
    taken = answer.format(line="200 OK") + sound
    return f"""<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="people who are rung">
 <recv request="INVITE" rrs="true">
  <action>
   <ereg regexp="sip:[+0-9]*([0-9])@" search_in="hdr" header="To:" check_it="true" assign_to="all,last"/>
   <log message="[$all]"/>{digits}
  </action>
 </recv>
 <send><![CDATA[
{ringing}
 ]]></send>{turns}
 <send retrans="500"><![CDATA[
{taken}
 ]]></send>
 <recv request="ACK">
  <action>
   <ereg regexp=".*" search_in="hdr" header="From:" assign_to="them"/>
   <ereg regexp=".*" search_in="hdr" header="To:" assign_to="us"/>
  </action>
 </recv>
 <pause milliseconds="{round(TALK * 1000)}"/>
 <send retrans="500"><![CDATA[

BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From: [$us]
To: [$them]
[last_Call-ID:]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

 ]]></send>
 <recv response="200" next="over"/>{ends}
 <label id="over"/>
 <nop/>
</scenario>
"""


def _read(trace: Path) -> list[Rung]:
    """Of SIPp's own record: a call lasts from its first INVITE until its BYE or the ACK of its refusal."""
    began: dict[str, tuple[float, str, str]] = {}
    refused: set[str] = set()
    done: list[Rung] = []
    said = trace.read_text(errors="replace") if trace.exists() else ""
    parts = re.split(r"^-{20,} (\S+ \S+)\n", said, flags=re.M)
    for moment, message in zip(parts[1::2], parts[2::2], strict=True):
        at = datetime.fromisoformat(moment).timestamp()
        call = _header(message, "Call-ID")
        if re.search(r"^INVITE ", message, re.M) and call not in began:
            number = re.search(r"sip:([^@>]+)@", _header(message, "To"))
            shown = re.search(r"sip:([^@>]+)@", _header(message, "P-Asserted-Identity"))
            began[call] = (at, number[1] if number else "", shown[1] if shown else "")
        elif re.search(r"^SIP/2.0 [3-6]", message, re.M):
            refused.add(call)
        ended = re.search(r"^BYE ", message, re.M) or (call in refused and re.search(r"^ACK ", message, re.M))  # fmt: skip
        if ended and call in began:
            since, number_, shown_ = began.pop(call)
            done.append(Rung(number_, shown_, since, at))
    return sorted(done, key=lambda each: each.began)


def _header(message: str, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.*?)\s*$", message, re.M | re.I)
    return found[1] if found else ""


@contextmanager
def _child(log: Path, command: list[str]) -> Iterator[None]:
    with log.with_suffix(".log").open("wb") as kept:
        child = begin(command, log=kept)
        try:
            yield
            if child.poll() is not None:
                raise ExchangeTrouble(_last_words(log))
        finally:
            end([child])


def _wait_for(port: int, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection((HERE, port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _wait_until_registered(log: Path, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while log.with_suffix(".log").read_text(errors="replace").count("200 OK") < DESKS:
        if time.monotonic() > until:
            raise ExchangeTrouble(_last_words(log))
        time.sleep(0.05)


def _last_words(log: Path) -> str:
    return log.with_suffix(".log").read_text(errors="replace")[-2000:]


def _free(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as tried:
        tried.bind((HERE, 0))
        port: int = tried.getsockname()[1]
        return port
