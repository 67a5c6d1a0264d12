"""Tail of the normal distribution, which NumPy lacks: a polynomial for the scaled erfc.

With u = |x| / sqrt(2) and t = (u - 3) / (u + 3) in [-1, 1), (1 + 2u) exp(u^2) erfc(u) is smooth in
t. The coefficients, highest power first, are those of its Chebyshev interpolant in 48 points,
computed with 60 digits and cut where the rest is below the dtype's rounding. The method is that
of Schonfelder 1978.
"""

from __future__ import annotations

import math

import numpy as np

from ._rules import Array

_FLOAT64 = (
    8.393734858690877e-10,
    9.862533510345587e-10,
    -8.217595058711455e-09,
    -1.3312919661038687e-08,
    4.1064013667940355e-08,
    1.0183620603842736e-07,
    -1.4047654315428462e-07,
    -6.166011460398726e-07,
    3.5576086684080595e-07,
    3.472370944977168e-06,
    -7.308281468783614e-07,
    -2.0100542268525612e-05,
    4.949196649968345e-06,
    0.0001250993424583729,
    -0.00010515971958448065,
    -0.0007798322696543306,
    0.0018886903449991718,
    0.0025293918156939696,
    -0.02377051491717134,
    0.0683080273440099,
    -0.11927366341538638,
    0.1296451587027594,
    -0.0475622943534492,
    -0.13562110612458117,
    1.2530080582697296,
)
_FLOAT32 = (
    -1.1057230027974098e-05,
    3.861849136821459e-06,
    0.00011324623983168478,
    -0.00010413071427970404,
    -0.0007713736760226932,
    0.0018881128646091253,
    0.0025260688678001345,
    -0.023770334675484478,
    0.06830870677166784,
    -0.11927369132068087,
    0.12964509696901552,
    -0.04756229269565379,
    -0.13562110449402126,
    1.2530080582534238,
)


FARTHEST = 40.0
"""From here on exp(-x^2 / 2) is 0 in every dtype; a product with infinity would be NaN."""


def sizes(x: Array) -> Array:
    """|x|, at most FARTHEST."""
    u = np.abs(x)
    return np.clip(u, 0, FARTHEST, out=u)


def tail_ratio_into(out: Array, u: Array) -> None:
    """P(Z > u) of a standard normal Z, divided by exp(-u^2 / 2), for u in [0, FARTHEST]."""
    t = u + _MIDDLE
    np.divide(u - _MIDDLE, t, out=t)
    coefficients = _FLOAT32 if u.dtype == np.float32 else _FLOAT64
    out[...] = coefficients[0]
    for coefficient in coefficients[1:]:
        out *= t
        out += coefficient
    np.multiply(u, math.sqrt(8), out=t)
    t += 2
    out /= t


_MIDDLE = 3 * math.sqrt(2)


def bell(u: Array, exact: Array) -> Array:
    """exp(-u^2 / 2) for u (n,) in [0, FARTHEST]; unless at `exact`, with u^2 / 4 units of error."""
    out = np.square(u)
    # The square is rounded, and the exponential of x^2 / 2 = 700 has 700 times its error.
    rounded = _rounding_of_square(u[exact], out[exact])
    out *= -0.5
    np.exp(out, out=out)
    rounded *= out[exact]
    rounded *= 0.5
    out[exact] -= rounded
    return out


def _rounding_of_square(z: Array, square: Array) -> Array:
    """z^2 - square, from halves of z whose products are exact."""
    digits = np.finfo(z.dtype).nmant
    grid = 1.5 * 2.0 ** (digits - min(20, digits // 3 + 1))
    high = z + z.dtype.type(grid)
    high -= z.dtype.type(grid)
    low = z - high
    rest = z + high
    rest *= low
    np.square(high, out=high)
    high -= square
    high += rest
    return high
