"""The cross of a day and an hour: one input of many is 1, and L1 leaves few weights."""

from __future__ import annotations

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

SEED, EXAMPLES = 11, 3000
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS = 24
RATE = 0.0032
EXAMPLE = (1, 3)  # Tuesday at 3

CAPTION = """
The cross of {{ days }} days and {{ hours }} hours has {{ columns }} inputs, drawn as a grid;
side by side the two features have {{ apart }}. Above, one example, Tuesday at {{ hour }}: one
input is {{ on }}, the one with the number {{ column }}, and all others are {{ off }}. Below, the
weights of a Lasso fitted to {{ examples:,d }} simulated examples, in which demand is unusual at
rush hours of working days and in the nights of the weekend. {{ kept }} of the weights are not
zero; filled circles are positive, open ones negative.
"""
ALT = """
Two grids of {{ days }} rows, Monday to Sunday, and {{ hours }} columns, the hours. In the upper
grid a single cell is filled, that of Tuesday at {{ hour }}. In the lower grid, circles are in
{{ kept }} of the {{ columns }} cells: large filled ones in the mornings and late afternoons from
Monday to Friday and around midnight at the weekend, open ones in the early mornings of the
working days. The other cells are empty.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    sizes = (len(DAYS), HOURS)
    ids = np.column_stack([rng.integers(0, size, EXAMPLES) for size in sizes])
    y = _demand()[ids[:, 0], ids[:, 1]] + rng.normal(0, 1, EXAMPLES)
    X = ref.feature_cross_onehot(ids, sizes, np.float64)
    weights = np.asarray(ref.lasso_cd(X, y, RATE)).reshape(sizes)
    (column,) = ref.feature_cross_ids(np.array([EXAMPLE]), sizes)
    kept = np.count_nonzero(weights, axis=1)
    strongest = np.abs(weights).argmax(axis=1)
    return Figure(
        title="A cross of day and hour",
        caption=CAPTION,
        alt=ALT,
        data={"days": DAYS, "hours": HOURS, "example": EXAMPLE, "weights": np.round(weights, 3)},
        table=[
            Column("Day", DAYS),
            Column("Weights not zero", kept, "d"),
            Column("Of the hours", [HOURS] * len(DAYS), "d"),
            Column("Largest weight in size", np.abs(weights).max(axis=1), ".3f"),
            Column("At the hour", strongest, "d"),
        ],
        numbers={
            "days": len(DAYS),
            "hours": HOURS,
            "columns": ref.cross_size(sizes),
            "apart": sum(sizes),
            "hour": EXAMPLE[1],
            "column": column,
            "on": 1,
            "off": 0,
            "examples": EXAMPLES,
            "kept": int(kept.sum()),
        },
    )


def _demand() -> np.ndarray:
    """(days, hours), above or below the average."""
    demand = np.zeros((len(DAYS), HOURS))
    demand[:5, [7, 8]] = 2.0
    demand[:5, [17, 18]] = 1.6
    demand[:5, 2:5] = -1.4
    demand[5:, [0, 1]] = 1.8
    demand[4:6, 23] = 1.5
    return demand
