"""The job that mails notices, run every ten minutes by the scheduler."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from celery import shared_task

from courseware.notices import digest


@shared_task(name="notices.send_digests", acks_late=False, expires=300)
def send_digests() -> dict[str, Any]:
    result = digest.send_digests()
    if result.more:  # behind what else is due by now
        send_digests.delay()
    return asdict(result)
