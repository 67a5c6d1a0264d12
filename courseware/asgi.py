"""The site as an ASGI application."""

import os

from django.core.asgi import get_asgi_application

from courseware.gate import Gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
# More threads than this only take turns at the interpreter, and each holds a connection.
AT_ONCE = 8
application = Gate(get_asgi_application(), AT_ONCE)
