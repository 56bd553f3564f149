"""What the addresses of the room messages name."""

from ..addresses import Sample
from .rows import first, link

MAIL = first("messages.DemoMail")
MESSAGE = first("messages.Message")
OF_A_BRANCH = first("messages.Message", branch__isnull=False)
CALL = first("messages.PhoneCall")
RUN = first("messages.PrintRun")

SAMPLES: dict[str, Sample] = {
    "messages:mail": MAIL,
    "messages:mail_html": MAIL,
    "messages:mail_file": lambda: [*MAIL(), 0],
    "messages:stop": link("messages.stop", "messages.Message"),
    "messages:run": RUN,
    "messages:run_pdf": RUN,
    "messages:posted": RUN,
    "messages:give_up": RUN,
    "messages:call": CALL,
    "messages:leave": CALL,
    "messages:letter": lambda: ["events.booked"],
    "messages:ring_sooner": OF_A_BRANCH,
    "messages:take": OF_A_BRANCH,
    "messages:handled": first("messages.Arrival"),
    "messages:message": MESSAGE,
    "messages:again": MESSAGE,
    "messages:another_way": MESSAGE,
    "messages:arrived": MESSAGE,
    "messages:withdraw": MESSAGE,
    "messages:record_stop": MESSAGE,
    "messages:undo_stop": MESSAGE,
    "messages:spoilt": lambda: [*RUN(), *MESSAGE()],
}

UNOPENED = {"messages:stop", "messages:mailbox"} | {
    name for name in SAMPLES if name.startswith("messages:mail")
}
