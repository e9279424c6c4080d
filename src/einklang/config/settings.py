"""Django settings. All that differs between machines comes from the environment.

``docs/operations.md`` lists the variables; ``einklang doctor`` checks them.
"""

from pathlib import Path
from typing import Any

import pghistory
from csp.constants import SELF
from django.utils.translation import gettext_lazy as _

from einklang.config import environment
from einklang.config.logging import logging_settings
from einklang.core.postgres import database_url, django_database

PACKAGE = Path(__file__).resolve().parent.parent
MODE = environment.text("EINKLANG_MODE", "development")
"""production, demo or development (which the tests use too)."""
IS_PRODUCTION = MODE == "production"
DEBUG = environment.flag("EINKLANG_DEBUG")

INSECURE_KEY = "development-only-key-not-for-production"
SECRET_KEY = environment.secret("EINKLANG_SECRET_KEY") or INSECURE_KEY
ALLOWED_HOSTS = environment.words("EINKLANG_HOSTS", "localhost,127.0.0.1,[::1],testserver")
BASE_URL = environment.text("EINKLANG_BASE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
OPERATOR = environment.text("EINKLANG_OPERATOR")
OPERATOR_CONTACT = environment.text("EINKLANG_OPERATOR_CONTACT")

INSTALLED_APPS = [
    "einklang.config",
    "einklang.core",
    "einklang.federation",
    "einklang.programmes",
    "einklang.chronicle",
    "einklang.papers",
    "einklang.reports",
    "einklang.desk",
    "einklang.portal",
    "einklang.api",
    "einklang.intake",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "django_htmx",
    "csp",
    "django_structlog",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "einklang.core.middleware.health_before_hosts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "einklang.federation.middleware.second_factor_required",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "einklang.config.urls"
WSGI_APPLICATION = "einklang.config.wsgi.application"
AUTH_USER_MODEL = "federation.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "einklang.core.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "einklang.core.forms.EkFormRenderer"

DATABASES: dict[str, Any] = {
    "default": {
        # Without a server the settings still load: lint and help need none.
        **django_database(database_url() or "postgresql:///einklang"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Our lists are short; a cursor on the server costs more than it saves.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
# Rate limits count across processes, so the cache is shared by all of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    }
}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
# Collected in production only; elsewhere files are served from where they lie.
STATIC_ROOT = (
    environment.text("EINKLANG_STATIC_ROOT", str(PACKAGE.parent.parent / "staticfiles"))
    if IS_PRODUCTION
    else None
)
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
MEDIA_ROOT = environment.text("EINKLANG_MEDIA_ROOT", str(PACKAGE.parent.parent / "var" / "media"))
S3_BUCKET = environment.text("EINKLANG_S3_BUCKET")
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if IS_PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
    },
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": environment.text("EINKLANG_S3_ENDPOINT") or None,
            "region_name": environment.text("EINKLANG_S3_REGION") or None,
            "access_key": environment.secret("EINKLANG_S3_ACCESS_KEY") or None,
            "secret_key": environment.secret("EINKLANG_S3_SECRET_KEY") or None,
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
UPLOAD_LIMIT = environment.number("EINKLANG_UPLOAD_LIMIT_MB", 25) * 1024 * 1024
UPLOAD_SCANNER = environment.text("EINKLANG_UPLOAD_SCANNER")
"""A command line; the file goes to its standard input (core/scanning.py)."""

LOBBYREGISTER_URL = environment.text(
    "EINKLANG_LOBBYREGISTER_URL", "https://api.lobbyregister.bundestag.de/rest/v2"
)
LOBBYREGISTER_KEY = environment.secret("EINKLANG_LOBBYREGISTER_KEY")

EMAIL_HOST = environment.text("EINKLANG_SMTP_HOST")
EMAIL_PORT = environment.number("EINKLANG_SMTP_PORT", 587)
EMAIL_HOST_USER = environment.text("EINKLANG_SMTP_USER")
EMAIL_HOST_PASSWORD = environment.secret("EINKLANG_SMTP_PASSWORD")
EMAIL_USE_TLS = environment.flag("EINKLANG_SMTP_STARTTLS", default=IS_PRODUCTION)
EMAIL_USE_SSL = environment.flag("EINKLANG_SMTP_SSL")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)
DEFAULT_FROM_EMAIL = environment.text("EINKLANG_MAIL_FROM", "einklang@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:desk"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "einklang.federation.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Einklang: "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
MFA_ADAPTER = "einklang.federation.adapters.SecondFactorAdapter"
# People come by invitation to an address we wrote to, so an address need not be verified first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Einklang"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
SECOND_FACTOR_ROLES = environment.words(
    "EINKLANG_SECOND_FACTOR_ROLES", "secretariat,chair,member" if IS_PRODUCTION else ""
)
SOCIALACCOUNT_ADAPTER = "einklang.federation.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_SERVER = environment.text("EINKLANG_OIDC_SERVER")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": environment.text("EINKLANG_OIDC_NAME", "Single Sign-on"),
                "client_id": environment.text("EINKLANG_OIDC_CLIENT_ID"),
                "secret": environment.secret("EINKLANG_OIDC_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else []
    }
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = environment.flag("EINKLANG_SSL_REDIRECT", default=IS_PRODUCTION)
SECURE_HSTS_SECONDS = environment.number("EINKLANG_HSTS_SECONDS", 31536000 if IS_PRODUCTION else 0)
if environment.flag("EINKLANG_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Else all visitors share the proxy's address, and rate limits shut everybody out.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF, *([OIDC_SERVER] if OIDC_SERVER else [])],
        "object-src": ["'none'"],
    }
}

# Triggers are installed after each migrate: always those of the code. As operations of
# migrations they made every fresh database four times slower to set up.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PROCRASTINATE_ON_APP_READY = "einklang.core.jobs.on_app_ready"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = logging_settings(as_json=IS_PRODUCTION, level=environment.text("EINKLANG_LOG", "INFO"))
DJANGO_STRUCTLOG_COMMAND_LOGGING_ENABLED = False

EINKLANG_NAVIGATION = [
    (_("My desk"), "desk:desk", "star"),
    (_("Papers"), "papers:paper_list", "statement"),
    (_("Chronicle"), "chronicle:activity_list", "calendar"),
    (_("Reports"), "reports:report_list", "report"),
    (_("Programmes"), "programmes:programme_list", "programme"),
    (_("Federation"), "federation:organisation_list", "organisation"),
]
