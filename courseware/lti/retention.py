"""How long launches are kept that have been entered or refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from courseware.lti.models import Launch, Login
from courseware.retention.policies import register


def _launches(before: datetime) -> QuerySet[Any]:
    return Launch.objects.filter(at__lt=before)


def _logins(before: datetime) -> QuerySet[Any]:
    return Login.objects.filter(at__lt=before)


register("launches from platforms", "lti_launches", _launches)
register("begun launches", "lti_logins", _logins)
