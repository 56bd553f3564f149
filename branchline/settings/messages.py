"""Who carries messages. Letters and calls are always done by staff."""

from .environment import DEMO, env

BRANCHLINE_CARRIERS: dict[str, str] = {
    "email": env.str("BRANCHLINE_EMAIL_BY", default="smtp"),
    "sms": env.str("BRANCHLINE_SMS_BY", default="notify"),
}
"""smtp (email only), notify, or file."""

NOTIFY_KEYS: dict[str, str] = env.dict("NOTIFY_KEYS", default={})
"""GOV.UK Notify's API keys by the slug of the service; `all` for the others."""

NOTIFY_ADDRESS: str = env.str(
    "NOTIFY_ADDRESS", default="https://api.notifications.service.gov.uk"
).rstrip("/")

if DEMO:
    EMAIL_BACKEND = "branchline.messages.backend.MailboxBackend"
