"""The site as an ASGI application."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django.setup(set_prefix=False)

from courseware.gate import Gate  # noqa: E402  (after the setup)
from courseware.handler import Handler  # noqa: E402

application = Gate(Handler(), abreast=settings.REQUESTS_ABREAST)
