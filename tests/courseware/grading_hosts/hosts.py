"""Hosts as their workers have registered and calibrated them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from courseware.grading_hosts import services
from courseware.grading_hosts.models import GradingHost
from grader.calibration import set_digest, this_host

RATIOS = {
    "gather": {"ratio": 2.0, "low": 1.98, "high": 2.02},
    "reduction": {"ratio": 3.0, "low": 2.97, "high": 3.03},
}


def scaled(factor: float) -> dict[str, dict[str, float]]:
    """The ratios with that of ``gather`` larger by the factor."""
    changed = {name: value * factor for name, value in RATIOS["gather"].items()}
    return RATIOS | {"gather": changed}


def calibration(ratios: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """What ``python -m grader calibrate --json`` prints."""
    found = {"class": this_host().key, "set": set_digest(), "seconds": 9.0}
    return found | {"ratios": RATIOS if ratios is None else ratios} | fields


def add_host(name: str = "other", ratios: dict[str, Any] | None = None, **fields: Any) -> Any:
    """Another host, calibrated if ratios are given."""
    values = {"boot": f"boot of {name}", "class_key": "c0", "words": "A processor"}
    values |= {"digest": set_digest(), "seen_at": timezone.now()}
    host = GradingHost.objects.create(name=name, **values | fields)
    if ratios is not None:
        services.record_calibration(host, calibration(ratios, **{"class": host.class_key}))
    host.refresh_from_db()
    return host
