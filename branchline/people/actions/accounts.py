"""One's own account, and the first manager of a service."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from branchline.core.acting import Acting
from branchline.core.actions import action
from branchline.core.clock import in_london
from branchline.core.permits import Role
from branchline.core.scoping import scope
from branchline.people import errors
from branchline.people.models import Account, Membership, SignIn, Worker
from branchline.places.models import Service

from .colleagues import begin, organisation_of_service
from .sign_ins import end_sessions


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
def sign_out_everywhere(*, account: Account) -> None:
    """End every session of an account, this one too: a lost phone, a library computer left open."""
    kept = Account.objects.select_for_update().get(pk=account.pk)
    # Shared tablets too, whose sessions carry a PIN and no hash.
    end_sessions(SignIn.objects.filter(account=kept))
    # There is no password; but the hash of every session is made from this field.
    kept.set_unusable_password()
    kept.save(update_fields=["password"])


@action
def close_account(*, account: Account, now: datetime) -> None:
    """Erase an account for good: address, name and ways to sign in go; what it did stays, by nobody.

    The row stays, because others point at it (who invited, who vouched). Every session ends. Who was a worker
    stays one by name, for the library's record of who worked there, until that goes by its own rule.
    """
    if account.memberships.valid_on(in_london(now).date()).exists():
        raise errors.StillWorksHere
    kept = Account.objects.select_for_update().get(pk=account.pk)
    EmailAddress.objects.filter(user=kept).delete()
    Authenticator.objects.filter(user=kept).delete()
    SocialAccount.objects.filter(user=kept).delete()
    end_sessions(SignIn.objects.filter(account=kept))
    kept.email = f"{kept.public_id}@closed.invalid"
    kept.name, kept.is_active = "", False
    for service_id in {each.service_id for each in kept.memberships.all() if each.service_id}:
        with scope(service_id):
            Worker.objects.filter(account=kept).update(account=None)
    # The hash of every session is made from this field.
    kept.set_unusable_password()
    kept.save(update_fields=["email", "name", "is_active", "password"])


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
