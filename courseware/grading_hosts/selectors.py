"""How hosts stand, from the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.grading_hosts.standing import COUNTING, Standing, standing_of
from courseware.grading_hosts.this_host import boot_id, host_name

GONE_AFTER = timedelta(days=7)
"""A host that no worker has announced for so long is no longer one of the site's."""
RUNNING = timedelta(minutes=5)
"""A host that a worker has announced since has workers now; they do so every minute."""


def own_standing() -> Standing:
    """Of the host that this process runs on. Three queries; none where hosts are not compared."""
    if not settings.SPEED_TOLERANCE:
        return _standing(None, None, alone=True)
    host = own_host()
    return _standing(host, current_baseline(), alone=is_alone(host_name(), boot_id()))


def own_host() -> GradingHost | None:
    """The row of this host, unless it was registered with another class since it started."""
    from grader.calibration import this_host

    return GradingHost.objects.filter(
        name=host_name(), boot=boot_id(), class_key=this_host().key
    ).first()


def current_baseline() -> Baseline | None:
    """What hosts are compared with, once there is something."""
    return Baseline.objects.first()


def is_alone(name: str, boot: str) -> bool:
    """Whether no other machine grades for this site. A machine is known by either.

    Its name stays when it starts anew; its boot is the same in all of its containers.
    """
    return not _present(timezone.now()).exclude(name=name).exclude(boot=boot).exists()


def hosts_with_standing() -> list[tuple[GradingHost, Standing]]:
    """All hosts of the site, those that have gone too until they are deleted."""
    baseline, now = current_baseline(), timezone.now()
    hosts = list(GradingHost.objects.all())
    present = [host for host in hosts if host.seen_at > now - GONE_AFTER]
    found = []
    for host in hosts:
        others = [each for each in present if each.name != host.name and each.boot != host.boot]
        found.append((host, _standing(host, baseline, alone=not others)))
    return found


def counting_host_is_running() -> bool:
    """Whether a host whose speed counts has workers now."""
    return any(status in COUNTING for status in running_statuses())


def running_statuses() -> list[Any]:
    """The `Status` of each host that has workers now."""
    since = timezone.now() - RUNNING
    return [found.status for host, found in hosts_with_standing() if host.seen_at > since]


def _present(now: datetime) -> QuerySet[GradingHost]:
    return GradingHost.objects.filter(seen_at__gt=now - GONE_AFTER)


def _standing(host: GradingHost | None, baseline: Baseline | None, *, alone: bool) -> Standing:
    return standing_of(host, baseline, alone=alone, tolerance=settings.SPEED_TOLERANCE / 100)
