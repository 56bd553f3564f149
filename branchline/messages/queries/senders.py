"""How the current service presents itself."""

from django.utils.crypto import salted_hmac

from branchline.core import telephones
from branchline.core.scoping import current_service_id
from branchline.places.models import Service

from ..models import Sender
from ..rendering import Letterhead


def sender_here() -> Sender:
    """The current service's sender; unsaved defaults when nobody has changed them. One query."""
    found = Sender.objects.first()
    return found or Sender(service_id=current_service_id())


def letterhead(*, service: Service, sender: Sender, language: str) -> Letterhead:
    """The head of every message in one language. No query."""
    return Letterhead(
        service=service.name.text(language),
        slug=service.slug,
        telephone=telephones.spaced(service.phone),
        postal_address=sender.postal_address,
        website=service.website,
    )


def notify_token(service: Service) -> str:
    """What Notify must say when it calls us about this service. No query."""
    return salted_hmac("branchline.messages.notify", service.public_id).hexdigest()
