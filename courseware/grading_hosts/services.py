"""Registering hosts, storing their calibrations, and choosing the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.grading_hosts.models import Baseline, GradingHost
from courseware.grading_hosts.selectors import GONE_AFTER, current_baseline
from courseware.grading_hosts.standing import ratios_of
from courseware.grading_hosts.this_host import boot_id, host_name
from grader.calibration import deviations, set_digest, this_host

SEEN_EVERY = timedelta(minutes=1)
LONGEST = timedelta(minutes=3)
"""How long a worker may calibrate before another worker of the host does."""


@in_transaction
def register_host() -> GradingHost:
    """The row of this host, which says that it has a worker; another class is calibrated anew."""
    host, now = this_host(), timezone.now()
    found, _ = GradingHost.objects.get_or_create(
        name=host_name(),
        boot=boot_id(),
        defaults={
            "class_key": host.key,
            "words": host.words,
            "digest": set_digest(),
            "seen_at": now,
        },
    )
    if (found.class_key, found.digest) != (host.key, set_digest()):
        found.class_key, found.words, found.digest = host.key, host.words, set_digest()
        found.ratios, found.deviating, found.calibrated_at = {}, 0, None
        found.seen_at = now
        found.save()
    elif now - found.seen_at > SEEN_EVERY:
        found.seen_at = now
        found.save(update_fields=["seen_at"])
    return found


def claim(host: GradingHost) -> bool:
    """Whether this worker is to calibrate the host now, and no other one of the host."""
    now = timezone.now()
    free = GradingHost.objects.filter(pk=host.pk).exclude(busy_until__gt=now)
    return bool(free.update(busy_until=now + LONGEST))


def release(host: GradingHost) -> None:
    """Another worker may calibrate the host: this one has not come to an end."""
    GradingHost.objects.filter(pk=host.pk).update(busy_until=None)


@in_transaction
def record_calibration(host: GradingHost, measured: Mapping[str, Any]) -> GradingHost:
    """Stores what was measured, as `Calibration.as_dict` gives it, over what was known.

    The first calibration of a site is its baseline. That of the baseline's own machine becomes the
    baseline when its class has changed, as by an upgrade.
    """
    found = GradingHost.objects.select_for_update().get(pk=host.pk)
    found.busy_until = found.asked_at = None
    if (measured["class"], measured["set"]) != (found.class_key, found.digest):
        found.save()  # the host was upgraded meanwhile
        return found
    found.ratios = {**found.ratios, **measured["ratios"]}
    found.seconds, found.calibrated_at = measured["seconds"], timezone.now()
    baseline = Baseline.objects.select_for_update().first()
    if baseline is None or _replaces(found, baseline):
        designated = baseline is not None and baseline.designated and _same_machine(found, baseline)
        baseline = _make_baseline(found, designated=designated)
    found.deviating = found.deviating + 1 if deviating_pairs(found, baseline) else 0
    found.save()
    return found


def deviating_pairs(host: GradingHost, baseline: Baseline | None) -> list[str]:
    """The pairs that do not agree with the baseline."""
    if baseline is None or baseline.digest != host.digest:
        return []
    tolerance = settings.SPEED_TOLERANCE / 100
    return [*deviations(ratios_of(host.ratios), ratios_of(baseline.ratios), tolerance)]


def _replaces(host: GradingHost, baseline: Baseline) -> bool:
    if baseline.digest != host.digest:  # nothing can be compared with it any more
        return True
    return _same_machine(host, baseline) and baseline.class_key != host.class_key


def _same_machine(host: GradingHost, baseline: Baseline) -> bool:
    return host.name == baseline.name or host.boot == baseline.boot


@in_transaction
def designate(host: GradingHost) -> None:
    """An operator's choice: all hosts are compared with this one from now on."""
    _make_baseline(host, designated=True)


def _make_baseline(host: GradingHost, *, designated: bool) -> Baseline:
    values = {
        name: getattr(host, name)
        for name in ("name", "boot", "class_key", "words", "digest", "ratios")
    }
    values |= {"designated": designated, "since": timezone.now()}
    baseline, _ = Baseline.objects.update_or_create(pk=1, defaults=values)
    GradingHost.objects.exclude(pk=host.pk).update(deviating=0)  # each is judged anew
    return baseline


@in_transaction
def hand_over(host: GradingHost) -> None:
    """A host that agrees stands for the baseline whose own host is gone; the ratios stay."""
    baseline = current_baseline()
    if baseline is None or not host.ratios or deviating_pairs(host, baseline):
        return
    own = GradingHost.objects.filter(name=baseline.name, seen_at__gt=timezone.now() - GONE_AFTER)
    if host.digest == baseline.digest and not own.exists():
        Baseline.objects.filter(pk=baseline.pk).update(
            name=host.name, boot=host.boot, class_key=host.class_key, words=host.words
        )


def ask_again(host: GradingHost) -> None:
    """Has a worker of the host calibrate it once more."""
    GradingHost.objects.filter(pk=host.pk).update(asked_at=timezone.now(), deviating=0)


def forget(host: GradingHost) -> None:
    """Deletes a host that is gone; with workers it registers again."""
    host.delete()
