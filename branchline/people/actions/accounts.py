"""One's own account, and the first manager of a service."""

from datetime import datetime

from allauth.account.models import EmailAddress

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.permits import Role
from branchline.people.models import Account, Membership
from branchline.places.models import Service

from .colleagues import begin, organisation_of_service


@action
def open_account(*, email: str, name: str = "", language: str = "en") -> Account:
    """The account of an address, made when there is none. It carries no rights."""
    email = email.strip().lower()
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create_user(email, name=name.strip(), language=language)
    EmailAddress.objects.get_or_create(user=account, email=email, defaults={"primary": True})
    return account


@action
def change_details(*, account: Account, name: str, language: str) -> None:
    """One's own name, and the language that we write in."""
    Account.objects.filter(pk=account.pk).update(name=name.strip(), language=language)


@action
def appoint_manager(
    *, email: str, name: str, service: Service, by: Acting, now: datetime
) -> Membership:
    """The operator gives a service its first manager; from then on managers invite each other."""
    return begin(
        open_account(email=email, name=name),
        organisation_of_service(service=service),
        Role.SERVICE_MANAGER,
        None,
        None,
        by,
        now,
    )
