"""How long hosts are kept that have no worker any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from courseware.grading_hosts.models import GradingHost
from courseware.retention.policies import register


def _hosts(before: datetime) -> QuerySet[Any]:
    return GradingHost.objects.filter(seen_at__lt=before)


register("hosts without workers", "grading_hosts", _hosts)
