"""How allauth behaves in this house: our words, our mail, and single sign-on that stays in its domain."""

from typing import Any, ClassVar, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from branchline.core.design.square_codes import square_code

from .letters.sign_in import MAILS, SAID
from .models import Account

PASSKEY = "mfa_reauthenticate:webauthn"
AGAIN = {
    PASSKEY: _("Use my passkey"),
    "mfa_reauthenticate": _("Type a code from the app, or a recovery code"),
}
"""What allauth calls the ways to show once more that it is you, in our words."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are found by address, carry no rights, and are written to in their own language."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please ask your library."),
        "cannot_remove_primary_email": _("This is the address you sign in with, so it stays."),
        "duplicate_email": _("This is already your address."),
        "email_taken": _("That address already has an account. You can sign in with it."),
        "incorrect_code": _(
            "That code does not match. Look for the newest email from us, or ask for a new code."
        ),
        "invalid_login": _(
            "That did not work. Write your email address and we will send you a code."
        ),
        "invalid_or_expired_key": _("This link is too old. Ask for a new one."),
        "same_as_current": _("That is the address you have now."),
        "select_only_one": _("Choose one."),
        "too_many_login_attempts": _(
            "That was tried too often. Wait five minutes, then try again."
        ),
        "rate_limited": _("That was asked too often. Wait a few minutes, then try again."),
        "unknown_email": _("We don’t know that address. Check it, or make an account."),
        "unverified_primary_email": _("Please confirm your address first."),
    }

    def save_user(self, request: Any, user: Account, form: Any, commit: bool = True) -> Account:
        """A new account from the sign-up page: address in lower case, name, the page's language."""
        user.name = form.cleaned_data.get("name", "").strip()
        user.language = translation.get_language() or "en"
        saved: Account = super().save_user(request, user, form, commit=commit)
        return saved

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A passkey first, whoever has one: it is at hand, and a recovery code is kept for a bad day."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        said = [
            {**each, "description": AGAIN.get(each["id"], each["description"])} for each in methods
        ]
        return sorted(said, key=lambda each: each["id"] != PASSKEY)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In our words, by Django's mail: an account belongs to no service, so to no service's outbox."""
        mail = MAILS[template_prefix]
        account = context.get("user")
        language = getattr(account, "language", None) or translation.get_language() or "en"
        with translation.override(language):
            paragraphs = [str(paragraph) % context for paragraph in mail.paragraphs]
            EmailMessage(
                subject=str(mail.subject) % context,
                body=render_to_string("people/account_mail.txt", {"paragraphs": paragraphs}),
                from_email=self.get_from_email(),
                to=[email],
            ).send()

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What the next page says, in our words; nothing where nothing needs saying."""
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody signs up with an address that has an account: a kind hint, no password talk."""
        self.send_mail(
            "account/email/account_already_exists",
            email,
            {"sign_in": self.request.build_absolute_uri(reverse("account_login"))},
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors in our words, with a picture that a camera reads in the dark scheme too."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "unverified_email": _("Please confirm your email address first."),
        "add_email_blocked": _("While an app or a passkey is set up, your email address stays."),
        "cannot_delete_authenticator": _("This one has to stay for now."),
        "cannot_generate_recovery_codes": _(
            "Set up an app or a passkey first; then there are codes."
        ),
        "incorrect_code": _(
            "That code does not match. Codes change every half minute: type the newest one."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        """Black on white with a quiet edge, whatever the page's own colours."""
        return square_code(url, scale=4)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A first name for a passkey; numbers tell the next ones apart."""
        kept = Authenticator.objects.filter(user=user, type=type).count()
        return str(_("My device")) if not kept else f"{_('My device')} {kept + 1}"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A council's identity provider speaks for its own domains and for nobody else's.

    Otherwise one council's provider could sign somebody in as another council's manager.
    """

    def _domains(self, sociallogin: Any) -> set[str]:
        app = sociallogin.provider.app
        return set(app.settings.get("domains", ())) if app else set()

    def _vouches_for(self, sociallogin: Any, email: str) -> bool:
        return email.rpartition("@")[2].lower() in self._domains(sociallogin)

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Turn away addresses outside the provider's domains, before an account is made or found."""
        if not _one_subject(sociallogin.account.extra_data):
            self._turn_away(
                request,
                _("Your organisation’s sign-in did not let us in. Try again, or sign in by email."),
            )
        if sociallogin.is_existing:
            return
        addresses = [address.email for address in sociallogin.email_addresses]
        if addresses and all(self._vouches_for(sociallogin, address) for address in addresses):
            return
        self._turn_away(
            request,
            _(
                "Your organisation’s sign-in gave us an address that it can’t vouch for. Sign in by email instead."
            ),
        )

    def _turn_away(self, request: Any, words: Any) -> NoReturn:
        messages.error(request, words)
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An account of that address is theirs, when the provider speaks for the domain."""
        return self._vouches_for(login, email)

    def is_auto_signup_allowed(self, request: Any, sociallogin: Any) -> bool:
        """No further questions: name and address come from the council."""
        return True

    def populate_user(self, request: Any, sociallogin: Any, data: dict[str, Any]) -> Account:
        """Take over the name and the address."""
        user: Account = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name") or "", data.get("last_name") or ""]
        user.name = data.get("name") or " ".join(part for part in parts if part)
        user.email = (user.email or "").lower()
        return user


def _one_subject(said: dict[str, Any]) -> bool:
    """Whether a token came, and speaks of whom the provider then told us about (OIDC Core 1.0, 5.3.2).

    allauth has looked at its issuer, audience and age; without a token it would have looked at nothing.
    """
    token, told = said.get("id_token") or {}, said.get("userinfo") or {}
    return bool(token.get("sub")) and token["sub"] == told.get("sub", token["sub"])
