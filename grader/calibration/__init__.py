"""Whether the ratios of this host agree with those of another one, by a small set of programs.

A ratio of times is that of the host it was measured on: a program that gains by wide vector units
or a large cache gains less where they are smaller. The set holds pairs of fixed programs that do
one kind of work each. Every pair is measured as a submission is, by `grader.measuring` in the real
sandbox. Where all ratios of two hosts agree, so do those of submissions.
"""

from __future__ import annotations

from grader.calibration.agreement import deviations
from grader.calibration.calibration import Calibration, PairRatio, calibrate
from grader.calibration.host_class import HostClass, this_host
from grader.calibration.pair import all_pairs, set_digest

__all__ = [
    "Calibration",
    "HostClass",
    "PairRatio",
    "all_pairs",
    "calibrate",
    "deviations",
    "set_digest",
    "this_host",
]
