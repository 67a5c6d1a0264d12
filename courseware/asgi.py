"""The site as an ASGI application."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django.setup(set_prefix=False)

from courseware.people.password_requests import is_password_request  # noqa: E402  (after the setup)
from courseware.serving.errors import App  # noqa: E402
from courseware.serving.gate import Gate  # noqa: E402
from courseware.serving.handler import Handler  # noqa: E402
from courseware.serving.limits import Limits, raise_descriptor_limit  # noqa: E402
from courseware.tracing import setup as tracing  # noqa: E402

raise_descriptor_limit()
tracing.start("web")  # before the handler loads the middleware

application: App = Gate(
    Handler(),
    concurrency=settings.REQUESTS_ABREAST,
    limits=Limits(**settings.WEB_LIMITS),
    is_slow=is_password_request,
)
if settings.TRACING:
    from courseware.tracing.asgi import TracedApp  # needs packages that are optional

    application = TracedApp(application)
