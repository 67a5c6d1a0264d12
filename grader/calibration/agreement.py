"""Whether two calibrations agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, hypot, log

from grader.calibration.calibration import PairRatio
from grader.measuring.ratio import Estimate

LASTING = 0.02
"""Half of the interval of what differs between two calibrations of one host and stays the same
during each, so that their own intervals do not show it: where memory lies, what else is cached.
"""


def quotient(one: PairRatio, other: PairRatio) -> Estimate:
    """``one`` / ``other`` with its interval, whose halves add up as independent errors do."""
    value = log(one.ratio) - log(other.ratio)
    lasting = hypot(LASTING, LASTING)
    below = hypot(log(one.ratio) - log(one.low), log(other.high) - log(other.ratio), lasting)
    above = hypot(log(one.high) - log(one.ratio), log(other.ratio) - log(other.low), lasting)
    return Estimate(exp(value), exp(value - below), exp(value + above))


def deviations(
    ratios: Mapping[str, PairRatio], baseline: Mapping[str, PairRatio], tolerance: float
) -> dict[str, Estimate]:
    """The pairs whose ratios certainly differ by more than the tolerance.

    Noise alone makes no deviation: the whole interval of the quotient must lie outside.

    Args:
        ratios: of a host, by the name of the pair.
        baseline: those that they are compared with; pairs without a counterpart are left out.
        tolerance: 0.05 for 5 %.

    Returns: the quotients host / baseline by the name of the pair; empty where both agree.
    """
    shared = {name: quotient(ratios[name], baseline[name]) for name in ratios if name in baseline}
    most = 1 + tolerance
    return {
        name: found for name, found in shared.items() if found.low > most or found.high < 1 / most
    }
