"""Signing in: a code by email, a passkey, single sign-on for staff."""

from typing import Any
from urllib.parse import urlsplit

from .environment import DEMO, env

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
SOCIALACCOUNT_ONLY = False
BRANCHLINE_SECOND_FACTOR_REQUIRED = not DEMO

ACCOUNT_ADAPTER = "branchline.people.adapter.AccountAdapter"
MFA_ADAPTER = "branchline.people.adapter.SecondFactorAdapter"
SOCIALACCOUNT_ADAPTER = "branchline.people.adapter.SingleSignOnAdapter"
_FORMS = "branchline.people.forms.allauth"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "signup": f"{_FORMS}.SignUpForm",
    "request_login_code": f"{_FORMS}.RequestLoginCodeForm",
    "confirm_login_code": f"{_FORMS}.ConfirmLoginCodeForm",
    "confirm_email_verification_code": f"{_FORMS}.ConfirmEmailForm",
    "add_email": f"{_FORMS}.ChangeEmailForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.AuthenticateForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "activate_totp": f"{_FORMS}.ActivateAppForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}.RenamePasskeyForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Digits only: they can be typed on a telephone's number pad and read out.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("BRANCHLINE_PROXIES", default=0)
"""How many proxies of ours stand in front: the address before them is the visitor's."""

MFA_TOTP_ISSUER = "Branchline"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

SSO: list[dict[str, Any]] = env.json("BRANCHLINE_SSO", default=[])
"""Single sign-on for staff, by OpenID Connect: a list of {"id", "name", "issuer", "client_id",
"secret", "domains"}. A provider speaks only for email addresses in its own domains."""

SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        # Binds the code that comes back to the browser that left for it (RFC 7636, RFC 9700).
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": given["id"],
                "name": given["name"],
                "client_id": given["client_id"],
                "secret": given["secret"],
                "settings": {
                    "server_url": given["issuer"],
                    "verified_email": list(given["domains"]),
                    "domains": list(given["domains"]),
                },
            }
            for given in SSO
        ],
    }
}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SSO_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(given["issuer"])) for given in SSO]
"""Where a sign-in form may lead, for the content security policy."""
