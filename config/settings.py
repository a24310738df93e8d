"""How is the web application set up? Everything a place of service may change comes from the environment.

PAYUNG_DATA               folder of the base, keys and tables (default: `.data` beside the code)
PAYUNG_KEY_FILE           the key file (default: `keys/payung.key` in PAYUNG_DATA)
PAYUNG_DATABASE_URL       PostgreSQL 18 or newer as `payung_app`; without it the embedded server in PAYUNG_DATA
PAYUNG_OWNER_DATABASE_URL the same as `payung_owner`, for migrations and loads
PAYUNG_SNAP_FILE          keys of the banks that may call (default: `keys/snap.json` in PAYUNG_DATA)
PAYUNG_ORIGIN             address the pages are reached at (default: http://127.0.0.1:8000)
PAYUNG_DEMO               1: demo accounts may be made
PAYUNG_DEBUG              1: error pages tell their cause; never where real data are
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP

from payung.ledger.base.address import database_settings
from payung.ledger.base.protect import open_vault

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("PAYUNG_DATA", BASE_DIR / ".data")).resolve()
KEY_FILE = Path(os.environ.get("PAYUNG_KEY_FILE", DATA_DIR / "keys" / "payung.key"))
SNAP_FILE = Path(os.environ.get("PAYUNG_SNAP_FILE", DATA_DIR / "keys" / "snap.json"))
ORIGIN = os.environ.get("PAYUNG_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
IS_DEMO = os.environ.get("PAYUNG_DEMO") == "1"
DEBUG = os.environ.get("PAYUNG_DEBUG") == "1"

_address = urlsplit(ORIGIN)
IS_HTTPS = _address.scheme == "https"
_is_local = _address.hostname in ("127.0.0.1", "localhost", "::1")

SECRET_KEY = open_vault(KEY_FILE).derived("session").hex()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if _is_local else [str(_address.hostname)]
CSRF_TRUSTED_ORIGINS = [] if _is_local else [ORIGIN]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "procrastinate.contrib.django",
    "payung.ledger",
    "payung.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "payung.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "payung" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "payung.web.context.frame",
            ],
        },
    },
]

DATABASES = database_settings(DATA_DIR, os.environ)
DATABASE_ROUTERS = ["payung.ledger.base.address.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "payung.ledger.reader.door.ClosedDoor"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

CSRF_FAILURE_VIEW = "payung.web.unsent.csrf_failure"
# A signed-in session ends with the browser, and after an hour without a request (`payung/web/page.py` renews it).
SESSION_COOKIE_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "payung" / "web" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

FILE_UPLOAD_HANDLERS = [
    "payung.web.upload.SmallRequestsOnly",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Small files, served straight from the package: nothing has to be collected before `payung up`.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Jobs stand in the same database; a worker is started with `payung work`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["payung.act.job"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
