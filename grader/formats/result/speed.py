"""The CPU time of training as a ratio to the reference's, run by run on the same data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.formats.result.runs import Run
from grader.lab import Lab
from grader.measuring.points import favorable_score
from grader.measuring.ratio import estimate
from grader.results.report import Performance

LEAST_SECONDS = 1e-6
"""No training takes less; a ratio needs a denominator."""


def performance(lab: Lab, pairs: Sequence[tuple[Run, Run]]) -> Performance:
    """What the time to the target earns.

    Args:
        lab: whose thresholds count.
        pairs: submission and reference, each trained on the same data and on the same CPU. A
            submission's time counts only when it has reached the target, so that stopping early
            does not pay.
    """
    times = [
        (max(ours.cpu_seconds, LEAST_SECONDS), max(theirs.cpu_seconds, LEAST_SECONDS))
        for ours, theirs in pairs
    ]
    found = estimate([submission / reference for submission, reference in times])
    submission_ms, reference_ms = 1000 * np.median(np.array(times), axis=0)
    return Performance(
        ratio=found.value,
        low=found.low,
        high=found.high,
        score=favorable_score(found, lab.thresholds),
        pairs=len(times),
        reference_ms=float(reference_ms),
        submission_ms=float(submission_ms),
        basis="cpu",
    )
