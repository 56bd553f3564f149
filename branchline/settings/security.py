"""Keys, cookies and what a page may load (nothing from elsewhere)."""

import secrets

from csp.constants import NONE, SELF

from .accounts import SSO_ORIGINS
from .environment import ADDRESS, DEMO, VAR, env

_https = ADDRESS.startswith("https://")


def _secret_key() -> str:
    """From the environment; else one made for this installation and kept beside its data."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    kept = VAR / "secret-key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS: list[str] = env.list(
    "BRANCHLINE_HOSTS", default=[ADDRESS.split("//")[-1].split(":")[0], *(["*"] if DEMO else [])]
)
BRANCHLINE_HOST = ADDRESS.split("//")[-1].split(":")[0]
BRANCHLINE_OTHER_HOSTS = frozenset(ALLOWED_HOSTS) - {BRANCHLINE_HOST, "*"}
"""Names that may belong to one service; only for these is the database asked."""
CSRF_TRUSTED_ORIGINS = [ADDRESS]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 31536000 if _https else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A form that signs in through a council leads to its identity provider.
        "form-action": [SELF, *SSO_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
