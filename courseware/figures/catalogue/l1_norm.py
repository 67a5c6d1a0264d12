"""Three penalties of one weight: the count, the absolute value and the square."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

WEIGHTS = np.linspace(-2, 2, 81)
CHORD_L1, CHORD_L0 = (-1.0, 2.0), (0.0, 1.5)  # the weights at the ends of each chord

CAPTION = """
First panel: three penalties of one weight $w$: the count of weights that are not zero (L0) jumps,
the absolute value (L1) has a kink, the square (squared L2) is flat at zero. The straight lines
are chords: L1 stays below its chord, as a convex function does, and L0 does not. Second panel:
the slope of each penalty. Just above zero the pull of L1 toward zero is still {{ slope_l1 }},
that of the square is {{ slope_square }}.
"""
ALT = """
First panel: penalties over a weight from {{ low }} to {{ high }}. L0 is {{ l0_at_zero }} at zero
and {{ l0_elsewhere }} everywhere else. L1 is a V with its tip at zero, and a chord from its left
arm to its right arm lies above it. Squared L2 is a parabola. A chord of L0 from zero to the right
lies below the step. Second panel: slopes. That of L1 jumps from {{ slope_l1_left }} to
{{ slope_l1 }} at zero, that of squared L2 is a straight line through zero.
"""


def figure() -> Figure:
    each = [np.array([w]) for w in WEIGHTS]
    count, absolute, square = ([f(w) for w in each] for f in (ref.l0, ref.l1, ref.sum_sq))
    right_of_zero = np.array([1e-9])
    shown = WEIGHTS[::10]
    return Figure(
        title="Penalties of one weight",
        caption=CAPTION,
        alt=ALT,
        data={
            "w": WEIGHTS,
            "l1": absolute,
            "square": square,
            "l1Slope": [ref.l1_grad(np.array([w]))[0] for w in (-1.0, 1.0)],
            "squareSlope": [ref.sum_sq_grad(np.array([w]))[0] for w in (-2.0, 2.0)],
            "chords": {"l1": _chord(CHORD_L1, ref.l1), "l0": _chord(CHORD_L0, ref.l0)},
        },
        table=[
            Column("Weight", shown, ".1f"),
            Column("L0", count[::10], "d"),
            Column("L1", absolute[::10], ".1f"),
            Column("Squared L2", square[::10], ".2f"),
        ],
        numbers={
            "low": WEIGHTS[0],
            "high": WEIGHTS[-1],
            "l0_at_zero": ref.l0(np.zeros(1)),
            "l0_elsewhere": ref.l0(np.ones(1)),
            "slope_l1": ref.l1_grad(right_of_zero)[0],
            "slope_l1_left": ref.l1_grad(-right_of_zero)[0],
            "slope_square": round(float(ref.sum_sq_grad(right_of_zero)[0]), 6),
        },
    )


def _chord(ends: tuple[float, float], penalty: Callable[..., float]) -> list[list[float]]:
    return [[w, float(penalty(np.array([w])))] for w in ends]
