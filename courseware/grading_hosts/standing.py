"""Whether the speed that a host measures counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courseware.grading_hosts.models import Baseline, GradingHost
from grader.calibration import PairRatio, deviations
from grader.measuring.ratio import Estimate

TRIES = 3
"""A host deviates if this many calibrations in a row say so: one may have been disturbed."""


class Status(TextChoices):
    """How a host stands to the baseline."""

    UNCHECKED = "unchecked", _("counts: hosts are not compared")
    ALONE = "alone", _("counts: the only host")
    AGREES = "agrees", _("counts: agrees with the baseline")
    PENDING = "pending", _("waits for its calibration")
    DEVIATES = "deviates", _("held: does not agree with the baseline")


COUNTING = (Status.UNCHECKED, Status.ALONE, Status.AGREES)


@dataclass(frozen=True)
class Standing:
    """``deviating`` holds the quotients host / baseline of the pairs that do not agree."""

    status: Any
    deviating: Mapping[str, Estimate] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether speed measured there counts."""
        return self.status in COUNTING


def standing_of(
    host: GradingHost | None, baseline: Baseline | None, *, alone: bool, tolerance: float
) -> Standing:
    """How a host stands.

    Args:
        host: ``None`` where no worker has registered it.
        baseline: of the site, if there is one.
        alone: whether no other host grades for this site.
        tolerance: 0.05 for 5 %; with 0 hosts are not compared.
    """
    if not tolerance:
        return Standing(Status.UNCHECKED)
    if alone and not (baseline is not None and baseline.designated):
        return Standing(Status.ALONE)
    if host is None or baseline is None or not host.ratios or host.digest != baseline.digest:
        return Standing(Status.PENDING)
    found = deviations(ratios_of(host.ratios), ratios_of(baseline.ratios), tolerance)
    if not found:
        return Standing(Status.AGREES)
    return Standing(Status.DEVIATES if host.deviating >= TRIES else Status.PENDING, found)


def ratios_of(stored: Mapping[str, Any]) -> dict[str, PairRatio]:
    """The stored ratios by the name of the pair."""
    return {name: PairRatio.from_dict(values) for name, values in stored.items()}
