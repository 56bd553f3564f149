"""What is installed and how a request flows."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from .environment import ADDRESS, BUCKET, BUCKET_ADDRESS, BUCKET_REGION, DEMO, ROOT, VAR, env

BRANCHLINE_DEMO = DEMO
BRANCHLINE_ADDRESS = ADDRESS
BRANCHLINE_VAR = VAR
BRANCHLINE_FEEDS_FROM_HERE: bool = env.bool("BRANCHLINE_FEEDS_FROM_HERE", default=DEMO)
"""Calendars of other systems may be fetched from this machine, and by plain http."""

DEBUG = env.bool("BRANCHLINE_DEBUG", default=False)

ROOMS = [
    "branchline.core",
    "branchline.places",
    "branchline.messages",
    "branchline.people",
    "branchline.surveys",
    "branchline.concerns",
    "branchline.referrals",
    "branchline.events",
    "branchline.calls",
    "branchline.devices",
    "branchline.live",
    "branchline.skills",
    "branchline.campaigns",
    "branchline.web",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "branchline.core.notices.NoticesConfig",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    # Before crispy forms and allauth, so that their templates are ours where we have one.
    *ROOMS,
    "crispy_forms",
    "crispy_forms_gds",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "branchline.core.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "branchline.core.middleware.LanguageByAddress",
    "branchline.core.middleware.NoNul",
    "branchline.places.middleware.OwnHost",
    "branchline.core.middleware.EitherSlash",
    "branchline.core.middleware.SameForAll",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "branchline.places.middleware.ServiceByAddress",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "branchline.people.middleware.WhoActs",
    "branchline.core.middleware.RefusalsAsPages",
]

ROOT_URLCONF = "branchline.urls"
WSGI_APPLICATION = "branchline.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["branchline.core.templatetags.branchline"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "branchline.core.context.house",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
FORM_RENDERER = "branchline.core.forms.FieldRenderer"
CRISPY_TEMPLATE_PACK = "gds"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [ROOT / "branchline" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT: Path = VAR / "static"
MEDIA_ROOT: Path = VAR / "files"
# They name people: nobody else with an account on this machine, or with the bucket's address, reads them.
ON_DISK = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
}
IN_BUCKET: dict[str, Any] = {
    "BACKEND": "branchline.core.bucket.Bucket",
    "OPTIONS": {
        "bucket_name": BUCKET,
        "endpoint_url": BUCKET_ADDRESS,
        "region_name": BUCKET_REGION,
        "default_acl": None,
        "file_overwrite": False,
        "signature_version": "s3v4",
    },
}
STORAGES = {
    "default": IN_BUCKET if BUCKET else ON_DISK,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Shared by all processes, so that limits on sign-in hold for the whole house.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A name of ten megabytes gets a sentence at its field rather than a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

# Files are written to the disk piece by piece, and no further than the limit.
FILE_UPLOAD_HANDLERS = ["branchline.core.importing.receiving.BoundedUploadHandler"]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["branchline.core.importing.jobs"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "branchline.core.logs.JsonLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would print a second line, and mail an error with the request in it.
        "django": {"handlers": [], "propagate": True},
        "branchline.requests": {"level": "WARNING" if DEMO else "INFO"},
    },
}

EMAIL_URL = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_URL)
DEFAULT_FROM_EMAIL = env.str("BRANCHLINE_FROM", default="libraries@branchline.test")
