"""What allauth writes about an account, in our words. They are of no service, so they take no outbox.

Keys are allauth's names for its mails; `%(…)s` are filled from what it gives with them.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IGNORE = _(
    "If you did not ask for this, you can leave this email as it is: nothing happens without the code."
)
NOT_ME = _("If this was not you, sign in, look under “How you sign in”, and tell your library.")


@dataclass(frozen=True)
class AccountMail:
    """Subject and paragraphs; the code stands on a line of its own."""

    subject: "str | Promise"
    paragraphs: list["str | Promise"] = field(default_factory=list)


_confirm = AccountMail(
    _("%(code)s confirms your email address"),
    [
        _("Your code is"),
        "%(code)s",
        _("Type it into the page that you have open. It works for 15 minutes."),
        IGNORE,
    ],
)

MAILS: dict[str, AccountMail] = {
    "account/email/login_code": AccountMail(
        _("%(code)s is your sign-in code"),
        [
            _("Your code is"),
            "%(code)s",
            _("Type it into the page that you have open. It works for 15 minutes."),
            IGNORE,
        ],
    ),
    "account/email/email_confirmation": _confirm,
    "account/email/email_confirmation_signup": _confirm,
    "account/email/account_already_exists": AccountMail(
        _("You have an account already"),
        [
            _(
                "Somebody, probably you, asked for a new account with this address. It has one already."
            ),
            _("Sign in here; we will send you a code:"),
            "%(sign_in)s",
            IGNORE,
        ],
    ),
    "account/email/unknown_account": AccountMail(
        _("There is no account with this address"),
        [
            _(
                "Somebody, probably you, tried to sign in with this address. It has no account here."
            ),
            _("Perhaps you used another address. Or make an account; it is free:"),
            "%(signup_url)s",
            _(
                "You need no account to book a place. If this was not you, you can leave this email as it is."
            ),
        ],
    ),
    "account/email/email_changed": AccountMail(
        _("Your email address is changed"),
        [_("From now on you sign in with %(to_email)s instead of %(from_email)s."), NOT_ME],
    ),
    "mfa/email/totp_activated": AccountMail(
        _("Your authenticator app is set up"),
        [_("From now on we ask for a code from your app when you sign in."), NOT_ME],
    ),
    "mfa/email/totp_deactivated": AccountMail(
        _("Your authenticator app is removed"),
        [_("We no longer ask for a code from your app when you sign in."), NOT_ME],
    ),
    "mfa/email/webauthn_added": AccountMail(
        _("A passkey is added to your account"),
        [_("You can sign in with it from now on."), NOT_ME],
    ),
    "mfa/email/webauthn_removed": AccountMail(
        _("A passkey is removed from your account"), [_("It no longer signs you in."), NOT_ME]
    ),
    "mfa/email/recovery_codes_generated": AccountMail(
        _("You have new recovery codes"), [_("The old ones no longer work."), NOT_ME]
    ),
    "socialaccount/email/account_connected": AccountMail(
        _("Your organisation’s sign-in is connected"),
        [_("You can sign in through %(provider)s from now on."), NOT_ME],
    ),
    "socialaccount/email/account_disconnected": AccountMail(
        _("Your organisation’s sign-in is no longer connected"),
        [_("%(provider)s no longer signs you in."), NOT_ME],
    ),
}

SAID: dict[str, "str | Promise"] = {
    "account/messages/email_confirmed.txt": _("Your email address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("That address belongs to another account."),
    "account/messages/email_deleted.txt": _(
        "The change is called off. Your address stays as it was."
    ),
    "account/messages/logged_out.txt": _("You are signed out."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are your recovery codes."),
}
"""What the next page says, by allauth's name for it. What isn't here needs no saying."""
