"""allauth's forms with our words: labels, hints, and errors that say how to put it right."""

from typing import Any

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from .accounts import EMAIL_WORDS, TOO_LONG

CODE_WORDS = {"required": _("Type the code."), "max_length": TOO_LONG}


def _proved(account: Any, by: str) -> None:
    record_authentication(context.request, account, method="mfa", type=by, reauthenticated=True)


class _Kind:
    """Gives fields our words after allauth has made them."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in ("login", "email"):
            if name in self.fields:
                self._email(self.fields[name])
        if "code" in self.fields:
            self._code(self.fields["code"])

    def _email(self, field: forms.Field) -> None:
        field.label = _("Email address")
        field.error_messages.update(EMAIL_WORDS)
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(autocomplete="email", inputmode="email", spellcheck="false")
        field.widget.input_type = "email"

    def _code(self, field: forms.Field) -> None:
        field.label = _("Code")
        field.help_text = _("6 digits. A dash or a space between them does not matter.")
        field.max_length = 40  # type: ignore[attr-defined]
        field.error_messages.update(CODE_WORDS)
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(autocomplete="one-time-code", inputmode="numeric", maxlength=40)


class LoginForm(_Kind, account.LoginForm):  # type: ignore[misc]
    """Only the address: a code follows."""


class SignUpForm(_Kind, account.SignupForm):  # type: ignore[misc]
    """Address and name. Signing up gives no rights."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("As you would like us to call you. You can leave it out."),
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("email", "name")


class RequestLoginCodeForm(_Kind, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The address that the code goes to."""


class ConfirmLoginCodeForm(_Kind, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the email."""


class ConfirmEmailForm(_Kind, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that shows that the address is theirs."""


class ChangeEmailForm(_Kind, account.AddEmailForm):  # type: ignore[misc]
    """Another address to sign in with."""


class AuthenticateForm(_Kind, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or a recovery code."""


class ReauthenticateForm(_Kind, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The same, before something that matters."""


class ActivateAppForm(_Kind, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code from the app, which shows that it works."""

    def clean_code(self) -> str:
        """The code proves who it is: the recovery codes are shown next without asking again."""
        code: str = super().clean_code()
        _proved(self.user, "totp")
        return code


class AddPasskeyForm(_Kind, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A name for the passkey; the browser does the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _(
            "So that you know which one it is, for example “My phone”."
        )
        sign_in = self.fields["passwordless"]
        sign_in.label = _("Let it sign me in by itself")
        sign_in.initial = True
        sign_in.help_text = _(
            "With your fingerprint, face or the PIN of the device, and no code by email."
        )

    def clean(self) -> dict[str, Any]:
        """The new passkey proves who it is: the recovery codes are shown next without asking again."""
        said: dict[str, Any] = super().clean()
        if not self.errors:
            _proved(self.user, "webauthn")
        return said


class RenamePasskeyForm(_Kind, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].error_messages["required"] = _("Give it a name.")
