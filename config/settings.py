"""Settings, all of them, read from the environment (the README has the table).

Nothing here needs to be edited to run the site. A file `.env` in the project's folder is read as
well, for what one machine keeps to itself; ENV_FILE names another file, or none when it is empty.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

django_stubs_ext.monkeypatch()  # ModelAdmin[User] and the like, at run time too

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if env_file := os.environ.get("ENV_FILE", str(BASE_DIR / ".env")):
    env.read_env(env_file)  # what is already in the environment wins

# ── This site ──────────────────────────────────────────────────────────────────────────────────
DEBUG: bool = env.bool("DEBUG", default=False)
TESTING = False
# A site for trying things out, with accounts whose password everybody knows (`make run`).
DEMO: bool = env.bool("DEMO", default=False)

SITE_NAME: str = env.str("SITE_NAME", default="Rungs")
# Where readers find it, without a slash at the end. An https address also turns on all that
# browsers can do to keep it that way (see "Safety" below).
SITE_URL: str = env.str("SITE_URL", default="").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
if SITE_URL and (urlsplit(SITE_URL).scheme not in {"http", "https"} or not SITE_HOST):
    message = f"SITE_URL is {SITE_URL!r}; it should look like https://rungs.example."
    raise ImproperlyConfigured(message)
HTTPS = SITE_URL.startswith("https://")
# What links in mails begin with: nobody asked for those under any address.
SITE_URL_IN_MAILS = SITE_URL or f"http://127.0.0.1:{env.int('PORT', default=8000)}"
CONTACT_EMAIL: str = env.str("CONTACT_EMAIL", default="")
SOURCE_URL: str = env.str("SOURCE_URL", default="")

# The licence of the matrix's texts (not of the code).
KNOWN_LICENSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
CONTENT_LICENSE: str = env.str("CONTENT_LICENSE", default="CC BY 4.0")
CONTENT_LICENSE_URL: str = env.str(
    "CONTENT_LICENSE_URL", default=KNOWN_LICENSES.get(CONTENT_LICENSE, "")
)

# ── The secret ─────────────────────────────────────────────────────────────────────────────────
# Read without django-environ, which would take a key that starts with a dollar for the name of
# another variable.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
# The same measure as Django's own deployment check; with a weak key anyone can forge a session.
if not DEBUG and (
    len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-")
):
    message = (
        "SECRET_KEY is missing or too weak: set it to 50 or more random characters and keep it "
        "to yourself, for example\n"
        "  SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')\n"
        "On your own machine `make env` writes one into .env for you."
    )
    raise ImproperlyConfigured(message)
SECRET_KEY = SECRET_KEY or "django-insecure-only-for-debugging"

# ── Apps and middleware ────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "proposals",
    "skills",
    "accounts",
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "config.apps.SignedInDevicesConfig",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.time_zones.TimeZoneMiddleware",
    "accounts.middleware.SignedInCookieMiddleware",
    "accounts.middleware.LastSeenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.site",
            ],
        },
    },
]

# ── Databases, cache, mail ─────────────────────────────────────────────────────────────────────
DATABASE: dict[str, Any] = env.db_url(
    "DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
)
DATABASE.setdefault("OPTIONS", {})
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Readers don't wait for a writer (WAL); writers queue instead of failing half way through
    # (IMMEDIATE), and for long enough: with 5 s, eight writers at once lost some.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        **DATABASE["OPTIONS"],
    }
    # Opening the file anew and preparing it costs a quarter of a small page.
    DATABASE.setdefault("CONN_MAX_AGE", 600)
elif DATABASE["ENGINE"] == "django.db.backends.postgresql":
    # A pool for each process; as many connections as it has threads are enough. 0: no pool, one
    # connection a thread, kept (for PgBouncer with its own pool, say).
    if pool_size := env.int("DATABASE_POOL_SIZE", default=10):
        DATABASE["OPTIONS"].setdefault(
            "pool", {"min_size": min(2, pool_size), "max_size": pool_size, "timeout": 20}
        )
    else:
        DATABASE.setdefault("CONN_MAX_AGE", 600)
        DATABASE.setdefault("CONN_HEALTH_CHECKS", True)
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}


def mailer(url: dict[str, Any]) -> dict[str, Any]:
    """The entry of MAILERS for what django-environ read from EMAIL_URL.

    django-environ still speaks of EMAIL_HOST and so on, which Django 6.1 replaced by MAILERS and
    refuses beside it.
    """
    options = {
        "host": url.get("EMAIL_HOST"),
        "port": url.get("EMAIL_PORT"),
        "username": url.get("EMAIL_HOST_USER"),
        "password": url.get("EMAIL_HOST_PASSWORD"),
        "use_tls": url.get("EMAIL_USE_TLS"),
        "use_ssl": url.get("EMAIL_USE_SSL"),
        "file_path": url.get("EMAIL_FILE_PATH"),
        **{name.lower(): value for name, value in url.get("OPTIONS", {}).items()},
    }
    if url["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
        options.setdefault(
            "timeout", 10
        )  # seconds; else a dead mail server holds a thread for ever
    return {
        "BACKEND": url["EMAIL_BACKEND"],
        "OPTIONS": {name: value for name, value in options.items() if value},
    }


# Work for after the answer is kept in the database, in the transaction of what caused it; `manage.py
# worker` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MAILERS = {"default": mailer(env.email_url("EMAIL_URL", default="consolemail://"))}
DEFAULT_FROM_EMAIL: str = env.str(
    "DEFAULT_FROM_EMAIL",
    default=CONTACT_EMAIL or f"noreply@{SITE_HOST or 'localhost'}",
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The hour, in each person's own time zone, from which daily and weekly digests go out.
DIGEST_HOUR: int = env.int("DIGEST_HOUR", default=7)
if DIGEST_HOUR not in range(24):
    message = f"DIGEST_HOUR is {DIGEST_HOUR}; it should be an hour of the day, from 0 to 23."
    raise ImproperlyConfigured(message)

# ── People ─────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Signing in, by django-allauth: with a password, or with a code that is mailed.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
ACCOUNT_ADAPTER = "proposals.entrance.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "request_login_code": "accounts.forms.MailACodeForm",
    "signup": "accounts.forms.SignUpForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1"]
ACCOUNT_USERNAME_MIN_LENGTH = 2
# Names that readers would take for the site speaking.
ACCOUNT_USERNAME_BLACKLIST = [
    *("admin", "administrator", "moderator", "root", "system", "support", "help", "staff", "team"),
    *("anonymous", "deleted", "deleted-user", "nobody", "import", "importer", SITE_NAME.lower()),
]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person, replaced when the new one is confirmed
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds: some mail takes minutes
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail when the password or the address was changed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Digits can be typed with one thumb; eight of them, because a guesser gets three tries a code and
# as many codes as the rate limits allow.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# Whoever borrows an open browser can't take the account over: what concerns the account itself asks
# once more, unless somebody signed in a moment ago.
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# A second step for those who want one: an authenticator app, passkeys, and recovery codes for the
# day when both are lost. A passkey alone is two steps already (the device, and its lock).
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.second_factor.CodeForm",
    "reauthenticate": "accounts.second_factor.CodeAgainForm",
    "login_webauthn": "accounts.second_factor.PasskeyLoginForm",
    "authenticate_webauthn": "accounts.second_factor.PasskeySecondForm",
    "reauthenticate_webauthn": "accounts.second_factor.PasskeyAgainForm",
    "add_webauthn": "accounts.second_factor.PasskeyForm",
    "edit_webauthn": "accounts.second_factor.PasskeyNameForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
# An account begins with a confirmed address either way; a passkey is added afterwards, by whoever
# has one.
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off, or a slow thumb
# Without https only this machine itself (localhost) can have passkeys at all: browsers see to that.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Moderators and administrators decide nothing until they have an authenticator app or a passkey.
MODERATORS_NEED_SECOND_FACTOR: bool = env.bool("MODERATORS_NEED_SECOND_FACTOR", default=False)

# Signing in with GitHub and Google, each where its keys are set and nowhere else.
SOCIALACCOUNT_ADAPTER = "accounts.social.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.SocialSignUpForm"}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    provider: {
        "APP": {
            "client_id": env.str(f"{provider.upper()}_CLIENT_ID"),
            "secret": env.str(f"{provider.upper()}_CLIENT_SECRET"),
        },
        "OAUTH_PKCE_ENABLED": True,
    }
    for provider in ("github", "google")
    if env.str(f"{provider.upper()}_CLIENT_ID", default="")
    and env.str(f"{provider.upper()}_CLIENT_SECRET", default="")
}
# Everybody sees the public name they will have, and may choose another one, before there is an
# account.
SOCIALACCOUNT_AUTO_SIGNUP = False
# An address that is confirmed over there doesn't open an account here: it may have had another owner
# when it was confirmed. Its owner signs in here once, and the two are connected (accounts.social).
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False

# ── Proposals ──────────────────────────────────────────────────────────────────────────────────
# What may go live without a review, for moderators and contributors with a record: nothing, texts,
# or everything. It is listed for others to look over.
DIRECT_PUBLISH: str = env.str("DIRECT_PUBLISH", default="wording")
if DIRECT_PUBLISH not in {"off", "wording", "all"}:
    message = f"DIRECT_PUBLISH is {DIRECT_PUBLISH!r}; it can be off, wording or all."
    raise ImproperlyConfigured(message)
DIRECT_PUBLISH_AFTER: int = env.int("DIRECT_PUBLISH_AFTER", default=20)
# Kinds of change that take two reviewers everywhere, such as retired or requirement_added.
TWO_REVIEWER_KINDS: list[str] = env.list("TWO_REVIEWER_KINDS", default=[])
# How many proposals somebody may have open: at first, and after TRUSTED_AFTER accepted ones.
OPEN_PROPOSALS_NEWCOMER: int = env.int("OPEN_PROPOSALS_NEWCOMER", default=5)
OPEN_PROPOSALS_TRUSTED: int = env.int("OPEN_PROPOSALS_TRUSTED", default=50)
TRUSTED_AFTER: int = env.int("TRUSTED_AFTER", default=3)
# How long "being reviewed by" stands.
CLAIM_MINUTES: int = env.int("CLAIM_MINUTES", default=30)
# How many comments somebody may write in an hour; and in a day, until TRUSTED_AFTER proposals of
# theirs were accepted or COMMENTS_TRUSTED_AFTER comments have stood for a day. How many they may
# report in a day.
COMMENTS_PER_HOUR: int = env.int("COMMENTS_PER_HOUR", default=30)
COMMENTS_NEWCOMER_PER_DAY: int = env.int("COMMENTS_NEWCOMER_PER_DAY", default=10)
COMMENTS_TRUSTED_AFTER: int = env.int("COMMENTS_TRUSTED_AFTER", default=20)
REPORTS_PER_DAY: int = env.int("REPORTS_PER_DAY", default=20)

# A proposal about a skill of 70 roles has over a thousand fields when its author revises it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ── Languages and time ─────────────────────────────────────────────────────────────────────────
# The language the matrix is written in; translations stand beside it.
SOURCE_LANGUAGE: str = env.str("SOURCE_LANGUAGE", default="en")
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("zh-hans", _("Chinese (simplified)")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# ── Static files ───────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
if DEBUG:
    static_storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
elif env.bool("STATIC_COMPRESSION", default=True):
    static_storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
else:
    static_storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": static_storage},
}

# ── Safety ─────────────────────────────────────────────────────────────────────────────────────
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS",
    default=[host for host in (SITE_HOST, "localhost", "127.0.0.1", "[::1]") if host],
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

# How many proxies of the operator's own stand in front. With none, a header that says "this came
# over https" is only something the visitor claims.
TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT  # whose address the rate limits count
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = HTTPS
# What was written in a form whose page was opened before signing in is not thrown away.
CSRF_FAILURE_VIEW = "proposals.views.send_kept.csrf_failure"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS: int = env.int("HSTS_SECONDS", default=365 * 24 * 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD: bool = env.bool("HSTS_PRELOAD", default=False)
# Asking browsers to ship a domain's name with themselves can hardly be taken back; a check should
# not talk anyone into it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# No nonces: pages that everyone may read are the same bytes for everyone, so that they can be
# kept and shared. Signing in at GitHub and Google redirects a form, which Chromium checks too.
SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'", "https://github.com", "https://accounts.google.com"],
}

# ── Logging ────────────────────────────────────────────────────────────────────────────────────
# To the console, where whatever runs the site collects it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        # Django would also mail the operator about each error, and warn of every 404.
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Two lines for every task would bury what matters; those that fail are told of.
        "django.tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
