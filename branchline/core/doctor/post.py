"""Mail: the doctor really opens a connection to the mail server, and signs in."""

import smtplib
import socket
import ssl

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from ..rooms import Check

PATIENCE = 10
"""Seconds for the mail server to answer."""


def mail() -> Check:
    """Whether messages by email could leave."""
    if settings.BRANCHLINE_DEMO:
        return Check("mail", True, "Demo: mail goes to the mailbox on the screen, never outside.")
    if settings.BRANCHLINE_CARRIERS.get("email") == "notify":
        return Check("mail", True, "Email goes out by GOV.UK Notify.")
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return Check("mail", False, "No mail server is set: messages go nowhere. Set EMAIL_URL, for example"
                     " smtp+tls://name:password@mail.example.org:587.")  # fmt: skip
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Check("mail", True, "Mail goes where EMAIL_URL says, which is no mail server.")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    trouble = _trouble()
    if trouble:
        return Check("mail", False, f"{server} {trouble}")
    return Check("mail", True, f"{server} takes mail from us.")


def _trouble() -> str | None:
    """What stands between us and the mail server, in words."""
    connection = EmailBackend(timeout=PATIENCE)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        return "does not accept our name and password. Correct them in EMAIL_URL."
    except smtplib.SMTPNotSupportedError:
        return (
            "offers no encryption or no sign-in. Use smtp:// without name and password only for a mail"
            " server on this machine; else ask for its port with TLS."
        )
    except ssl.SSLCertVerificationError as found:
        return f"shows a certificate that can’t be trusted ({found.verify_message})."
    except ssl.SSLError:
        return "does not speak TLS on this port. smtp+tls:// is for 587, smtp+ssl:// for 465."
    except socket.gaierror:
        return "can’t be found. Correct the name in EMAIL_URL."
    except TimeoutError:
        return f"did not answer in {PATIENCE} seconds. A firewall may stand between."
    except ConnectionRefusedError:
        return "does not answer. Start it, or correct the port in EMAIL_URL."
    except (OSError, smtplib.SMTPException) as found:
        return f"can’t be used: {found}."
    finally:
        connection.close()
    return None
