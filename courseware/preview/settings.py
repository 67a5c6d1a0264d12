"""Settings of a preview; the command sets the folder of its data in the environment."""

from __future__ import annotations

from courseware.settings import *  # noqa: F403 - everything not set here is the site's
from courseware.settings import INSTALLED_APPS, LOGGING, MIDDLEWARE

ROOT_URLCONF = "courseware.preview.urls"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
_AUTHENTICATED = MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1
MIDDLEWARE = [
    *MIDDLEWARE[:_AUTHENTICATED],
    "courseware.preview.middleware.PreviewMiddleware",
    *MIDDLEWARE[_AUTHENTICATED:],
]
# Tables are made from the models: a database that is thrown away has no history.
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
LOGGING = {**LOGGING, "loggers": {"django.server": {"level": "ERROR"}}}
