"""One settings file. What differs between places comes from the environment (docs/operating.md)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from csp.constants import NONE, SELF

from courseware import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.private_folder("COURSEWARE_VAR", BASE_DIR / "var")

DEBUG, HTTPS = env.flag("DEBUG"), env.flag("HTTPS")
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.list_of("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.list_of("CSRF_TRUSTED_ORIGINS")
# For links in mail that no request causes. Without it, the first origin that is a whole address.
_WHOLE_ORIGINS = (origin for origin in CSRF_TRUSTED_ORIGINS if "*" not in origin)
SITE_URL = env.text("SITE_URL") or next(
    _WHOLE_ORIGINS, f"http://localhost:{env.number('PORT', 8000)}"
)
# Behind a proxy that ends TLS; the embedded site speaks plain HTTP on loopback.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

INSTALLED_APPS = [
    "courseware.people",
    "courseware.items",
    "courseware.deadlines",
    "courseware.course_settings",
    "courseware.chapters",
    "courseware.gradebook",
    "courseware.outbox",
    "courseware.deletion",
    "courseware.courses",
    "courseware.preview",
    "courseware.ui",
    "courseware.playground",
    "courseware.health",
    "courseware.threads",
    "courseware.notices",
    "courseware.announcements",
    "courseware.manual_grading",
    "courseware.teaching",
    "courseware.regrades",
    "courseware.roster",
    "courseware.outages",
    "courseware.student_view",
    "courseware.external_scores",
    "courseware.exchange",
    "courseware.account",
    "courseware.demo",
    "courseware.search",
    "courseware.calendars",
    "courseware.api",
    "courseware.webhooks",
    "courseware.lti",
    "courseware.doctor",
    "courseware.backups",
    "courseware.retention",
    "courseware.capacity",
    "courseware.metrics",
    "courseware.single_sign_on",
    "courseware.grading_hosts",
    "quizzes",
    "labs",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "courseware.metrics.middleware.MetricsMiddleware",
    "courseware.logs.middleware.RequestIdMiddleware",
    "courseware.tracing.middleware.TracingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "courseware.middleware.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "courseware.middleware.charset.CharsetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "courseware.student_view.middleware.StudentViewMiddleware",
    "courseware.people.preferences.PreferencesMiddleware",
    "courseware.people.middleware.ThrottleMiddleware",
    "courseware.middleware.signed_out.SignedOutMiddleware",
    "courseware.middleware.unavailable.UnavailableMiddleware",
]

ROOT_URLCONF = "courseware.urls"
ASGI_APPLICATION = "courseware.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            # Every template marks its texts for translation; SVG drawings keep decimal points.
            "builtins": ["django.templatetags.i18n", "django.templatetags.l10n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# -- data ---------------------------------------------------------------------------------------
_SQLITE = f"sqlite:///{quote(str(VAR_DIR / 'courseware.sqlite3'))}"
# The threads that serve pages stay, and so do their connections (courseware/serving/turns.py).
DATABASES = {
    "default": dj_database_url.parse(
        env.database("DATABASE_URL", _SQLITE), conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Web and workers write together: WAL lets readers go on, IMMEDIATE takes the write lock at
    # the start of a transaction, so that a busy database makes it wait instead of fail. NORMAL
    # keeps a commit when programs crash, FULL when the power fails too (docs/operating.md).
    _FLUSH = "FULL" if env.flag("SQLITE_FLUSH") else "NORMAL"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={_FLUSH};",
    }
elif env.flag("DATABASE_PREPARED", True):
    # The server keeps what it has parsed and planned of a query that comes again: half its work.
    _PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
    DATABASES["default"]["OPTIONS"] = _PREPARED | DATABASES["default"].get("OPTIONS", {})
# Of two pages one is worked on while the other waits for the server or its disk; SQLite answers at
# once, and writers beside one another would only wait (courseware/serving/turns.py).
REQUESTS_ABREAST = 1 if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3" else 2
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- connections (courseware/serving/limits.py) ---------------------------------------------------
WEB_LIMITS = {
    "connections": env.number("WEB_CONNECTIONS", 8000, least=10),
    "per_address": env.number("WEB_CONNECTIONS_PER_ADDRESS", 4000, least=2),
    "head_bytes": 32 * 1024,
    "head_seconds": env.number("WEB_HEAD_SECONDS", 10, least=1),
    "body_bytes": 1024 * 1024 * env.number("WEB_BODY_MIB", 8, least=2),
    "body_seconds": env.number("WEB_BODY_SECONDS", 30, least=1),
    "reply_seconds": env.number("WEB_REPLY_SECONDS", 20, least=1),
}
STREAMS = env.number("WEB_STREAMS", 1500, least=0)
STREAMS_PER_PERSON = env.number("WEB_STREAMS_PER_PERSON", 32, least=1)

# -- queue --------------------------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL", f"unix://{quote(str(env.socket(VAR_DIR / 'redis.sock')))}")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True  # the verdict is in the database
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    # One try and no pause: with Redis down a page must not wait, the sweeper sends later.
    **{"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0},
    "socket_connect_timeout": 2,
}
# Believed of a worker that has not announced itself; 0 takes the number of cores.
WORKER_CONCURRENCY = env.number("WORKER_CONCURRENCY", 0)
SANDBOX_REQUIRED = env.flag("SANDBOX_REQUIRED")  # a worker without one does not start
# Fairness (courseware/outbox/selection.py): what lanes get while all of them have work, how many
# runs of one person may be in flight (0: all processes but one), and how many one person may start.
QUEUE_SHARES = env.shares("QUEUE_SHARES", "visible=8,graded=6,limited=2,background=2,automatic=1")
QUEUE_PER_PERSON = env.number("QUEUE_PER_PERSON", 0, least=0)
QUEUE_LONG_SECONDS = env.number("QUEUE_LONG_SECONDS", 60, least=1)  # waits that pages speak of
RUNS_PER_MINUTE = env.number("RUNS_PER_MINUTE", 10, least=1)
# Percent by which ratios of a host may differ from the baseline (courseware/grading_hosts/).
SPEED_TOLERANCE = env.number("SPEED_TOLERANCE", 5, least=0)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE, SCHEDULED_QUEUE = "grading", "scheduled"
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {"task": "outbox.sweep", "schedule": 10.0},
    "hand in overdue attempts": {"task": "quizzes.finish_overdue", "schedule": 30.0},
    "mail unread notices": {"task": "notices.send_digests", "schedule": 600.0},
    "record the site's health": {"task": "health.record", "schedule": 60.0},
    "propose regrades": {"task": "regrades.propose", "schedule": 600.0},
    "tell webhooks": {"task": "webhooks.enqueue_due", "schedule": 15.0},
    "send scores to platforms": {"task": "lti.enqueue_due", "schedule": 15.0},
    "delete what is kept no longer": {"task": "retention.prune", "schedule": 300.0},
    "delete trials of visitors": {"task": "labs.delete_public_runs", "schedule": 300.0},
}
# Scheduled jobs have a queue and a process of their own (courseware/scheduler.py). A worker that
# is started without `--queues` takes both.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {CELERY_TASK_DEFAULT_QUEUE: {}, SCHEDULED_QUEUE: {}}
CELERY_TASK_ROUTES = {
    entry["task"]: {"queue": SCHEDULED_QUEUE} for entry in CELERY_BEAT_SCHEDULE.values()
}

# -- retention (courseware/retention/): days, after which rows are deleted -----------------------
KEEP_DAYS = {
    "outbox": env.number("KEEP_OUTBOX_DAYS", 14, least=1),
    "sessions": env.number("KEEP_SESSIONS_DAYS", 1, least=0),
    "notices": env.number("KEEP_NOTICES_DAYS", 180, least=1),
    "unread_notices": env.number("KEEP_UNREAD_NOTICES_DAYS", 365, least=1),
    "invitations": env.number("KEEP_INVITATIONS_DAYS", 90, least=1),
    "roster_files": env.number("KEEP_ROSTER_FILES_DAYS", 30, least=1),
    "claims": env.number("KEEP_CLAIMS_DAYS", 1, least=1),
    "trial_runs": env.number("KEEP_TRIAL_RUNS_DAYS", 365, least=1),
    "automatic_runs": env.number("KEEP_AUTOMATIC_RUNS_DAYS", 30, least=1),
    "scratch_runs": env.number("KEEP_SCRATCH_RUNS_DAYS", 30, least=1),
    "lti_launches": env.number("KEEP_LTI_LAUNCHES_DAYS", 90, least=1),
    "lti_logins": env.number("KEEP_LTI_LOGINS_DAYS", 1, least=1),
    "drawn_cases": env.number("KEEP_DRAWN_CASES_DAYS", 30, least=1),
    "grading_hosts": env.number("KEEP_GRADING_HOSTS_DAYS", 30, least=7),
}

# -- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["courseware.people.backend.Backend"]
SESSION_ENGINE = "courseware.people.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "courseware.ui.views.csrf_failure"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = env.text("EMAIL_VERIFICATION", "none")
ACCOUNT_FORMS = {
    "add_email": "courseware.people.forms.AddEmailForm",
    "change_password": "courseware.people.forms.ChangePasswordForm",
    "signup": "courseware.people.forms.SignupForm",
}
# Its own count every process for itself, and correct sign-ins too: see people/throttle.py.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_ADAPTER = "courseware.people.adapter.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of every change that a thief of an account would make
# Second factors and passkeys; limits of guesses are those of people/second_factors.py.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RATE_LIMITS = False
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of phones (RFC 6238, 5.2)
# Without TLS, which browsers allow on this machine only, an origin is not https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    name: f"courseware.people.second_factors.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm",
        "reauthenticate": "ReauthenticateForm",
        "add_webauthn": "AddKeyForm",
        "authenticate_webauthn": "AuthenticateKeyForm",
        "login_webauthn": "LoginKeyForm",
        "reauthenticate_webauthn": "ReauthenticateKeyForm",
    }.items()
}
# Single sign-on by OpenID Connect (courseware/single_sign_on/).
OIDC_ISSUER = env.issuer("OIDC_ISSUER")
OIDC_SIGNUP_OPEN = env.flag("OIDC_SIGNUP_OPEN", env.flag("SIGNUP_OPEN", True))
OIDC_LINK_VERIFIED_EMAIL = env.flag("OIDC_LINK_VERIFIED_EMAIL")
_OIDC = {
    "provider_id": "sso",
    "name": env.text("OIDC_NAME", "OpenID Connect"),
    "client_id": env.text("OIDC_CLIENT_ID"),
    "secret": env.text("OIDC_CLIENT_SECRET"),
    "settings": {"server_url": OIDC_ISSUER},
}
if OIDC_ISSUER and not (_OIDC["client_id"] and _OIDC["secret"]):
    raise env.InvalidSetting("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET beside it")
SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": [_OIDC] if OIDC_ISSUER else []}}
SOCIALACCOUNT_ADAPTER = "courseware.single_sign_on.adapter.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "courseware.single_sign_on.forms.SignupForm"}
# As far as the adapter allows it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# Webhooks and learning platforms (LTI) may lead to addresses that only this site's machines reach,
# and need no TLS.
WEBHOOKS_PRIVATE, LTI_PRIVATE = env.flag("WEBHOOKS_PRIVATE"), env.flag("LTI_PRIVATE")
SIGNUP_OPEN = env.flag("SIGNUP_OPEN", True)
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST, EMAIL_PORT = env.text("EMAIL_HOST", "localhost"), env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_USER"), env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "courseware@localhost")

# -- course -------------------------------------------------------------------------------------
SHIPPED_COURSE = BASE_DIR / "courseware" / "course"
# What visitors may try without an account (courseware/items/public.py), by hour.
PUBLIC_TRIALS = env.flag("PUBLIC_TRIALS", True)
PUBLIC_ANSWERS_PER_ADDRESS = env.number("PUBLIC_ANSWERS_PER_ADDRESS", 300, least=1)
PUBLIC_RUNS_PER_ADDRESS = env.number("PUBLIC_RUNS_PER_ADDRESS", 60, least=1)
PUBLIC_RUNS = env.number("PUBLIC_RUNS", 300, least=1)
# One upload or one answer; larger requests are refused before they are read into memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000

# -- files and words ----------------------------------------------------------------------------
STATIC_URL = "static/"
# Only `collectstatic` writes there; units of systemd see it read-only.
STATIC_ROOT = env.folder("STATIC_ROOT", VAR_DIR / "static", private=VAR_DIR, written=False)
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
# In the data folder everything is private; a proxy reads what is copied to a place of its own.
if STATIC_ROOT.is_relative_to(VAR_DIR):
    _STATIC_MODES = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
else:
    _STATIC_MODES = {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "courseware.ui.static_files.StaticFilesStorage",
        "OPTIONS": _STATIC_MODES,
    },
}
WHITENOISE_USE_FINDERS = True  # for what has not been collected
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# The texts in the code are American English; LOCALE_PATHS has the catalogs of the other languages
# (docs/translating.md). What has no reader, such as the history of a score, is in the first.
_SPOKEN = {"en": "English", "de": "Deutsch", "es": "Español"}
LANGUAGES = [(code, _SPOKEN[code]) for code in env.choices("LANGUAGES", "en,de,es", list(_SPOKEN))]
LANGUAGE_CODE = LANGUAGES[0][0]
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_AGE = "language", 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_SAMESITE = HTTPS, "Lax"
LOCALE_PATHS = [BASE_DIR / "courseware" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True
FORM_RENDERER = "courseware.ui.renderer.FormRenderer"
INSTALLED_APPS.insert(0, "django.forms")

# -- observability (docs/operating.md) ------------------------------------------------------------
METRICS_TOKEN, METRICS_FROM = env.text("METRICS_TOKEN"), env.networks("METRICS_FROM")
METRICS_PORT = env.number("METRICS_PORT", 0, least=0)  # of a worker on a host without a site
# The processes of a host count in files that they share; the library reads this variable as it is
# imported.
METRICS_DIR = ""
if METRICS_TOKEN or METRICS_FROM or METRICS_PORT:
    METRICS_DIR = str(env.private_folder("PROMETHEUS_MULTIPROC_DIR", VAR_DIR / "metrics"))
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_DIR

TRACING = env.traces()
LOG_FORMAT = env.choice("LOG_FORMAT", "line", ("line", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "courseware.logs.context.ContextFilter"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "courseware.logs.formatters.LineFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["context"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
if LOG_FORMAT == "json":  # else uvicorn and Celery write in their own formats
    CELERY_WORKER_HIJACK_ROOT_LOGGER = False
    _LIKE_ROOT = {"handlers": ["console"], "propagate": False}
    LOGGING["loggers"] = {name: _LIKE_ROOT for name in ("uvicorn", "uvicorn.access", "celery")}
