"""Sample statistics of plain numbers. Variances and covariances divide by n - 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

Numbers = Sequence[float]
TINY = 1e-12


def mean(values: Numbers) -> float:
    """The arithmetic mean of at least one value."""
    return math.fsum(values) / len(values)


def covariance(x: Numbers, y: Numbers) -> float | None:
    """``None`` for fewer than two pairs."""
    if len(x) < 2:
        return None
    mean_x, mean_y = mean(x), mean(y)
    products = [(a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)]
    return math.fsum(products) / (len(x) - 1)


def variance(values: Numbers) -> float | None:
    """``None`` for fewer than two values."""
    return covariance(values, values)


def deviation(values: Numbers) -> float | None:
    """The standard deviation; ``None`` for fewer than two values."""
    squared = variance(values)
    return None if squared is None else math.sqrt(squared)


def correlation(x: Numbers, y: Numbers) -> float | None:
    """From -1 to 1; ``None`` where one of the two does not vary."""
    both, of_x, of_y = covariance(x, y), variance(x), variance(y)
    if both is None or not of_x or not of_y or min(of_x, of_y) < TINY:
        return None
    return both / math.sqrt(of_x * of_y)


def max_covariance(x: Numbers, y: Numbers) -> float | None:
    """The highest covariance that any pairing of the same values has: both ascending."""
    return covariance(sorted(x), sorted(y))


def correlation_interval(r: float, count: int, z: float = 1.96) -> tuple[float, float] | None:
    """About 95 % by Fisher's transform, atanh r +- z / sqrt(n - 3)."""
    if count < 4:
        return None
    if abs(r) >= 1:
        return r, r
    middle, half = math.atanh(r), z / math.sqrt(count - 3)
    return math.tanh(middle - half), math.tanh(middle + half)


def share_interval(successes: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """About 95 % of a share by Wilson's formula; too wide rather than too narrow for means."""
    share = successes / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return (middle - half) / scale, (middle + half) / scale


def median(values: Numbers) -> float:
    """The middle value, or the mean of the middle two, of at least one."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def central_moment(values: Numbers, order: int) -> float:
    """Divided by n."""
    middle = mean(values)
    return math.fsum((value - middle) ** order for value in values) / len(values)


def skewness(values: Numbers) -> float | None:
    """k3 / k2^1.5 with Fisher's k-statistics; ``None`` below three values or without spread."""
    n, k2 = len(values), variance(values)
    if n < 3 or not k2 or k2 < TINY:
        return None
    k3 = n * n * central_moment(values, 3) / ((n - 1) * (n - 2))
    return k3 / k2**1.5


def kurtosis(values: Numbers) -> float | None:
    """k4 / k2^2, 0 for a normal distribution; ``None`` below four values or without spread."""
    n, k2 = len(values), variance(values)
    if n < 4 or not k2 or k2 < TINY:
        return None
    m2, m4 = central_moment(values, 2), central_moment(values, 4)
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    return k4 / k2**2
