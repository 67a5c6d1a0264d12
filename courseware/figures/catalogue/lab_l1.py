"""The network of the playground after training, without a penalty and with L1."""

from __future__ import annotations

import numpy as np

from courseware.figures import Column, Figure
from courseware.figures.catalogue import _circle
from grader.playground import findings

CAPTION = """
The same network after {{ epochs }} epochs, from the same start. A link is as wide as its weight
is large, solid if the weight is positive and dashed if it is negative; a weight of zero has no
link. Without a penalty {{ nonzero_none }} of the {{ weights }} weights are left. With L1 at the
rate {{ rate:.2f }} there are {{ nonzero_l1 }}, and only the two squares are still connected. The
test losses are {{ loss_none:.4f }} and {{ loss_l1:.4f }}, and both networks put
{{ accuracy:.0%}} of the test points on the right side. Below, the sizes of the weights that
leave each input, added up.
"""
ALT = """
Two network drawings and a bar chart. In the first network, without a penalty, every input is
linked to every unit, {{ nonzero_none }} links in all. In the second, with L1, {{ nonzero_l1 }}
links are left: from the two squares through a few units to the output. The bars show the sum of
the sizes of the weights for each input. Without a penalty they are all between
{{ least_none:.2f }} and {{ most_none:.2f }}. With L1 they are zero except for the squares, at
{{ square_1:.2f }} and {{ square_2:.2f }}.
"""


def figure() -> Figure:
    without, with_l1 = _circle.trained(0.0), _circle.trained(_circle.RATE)
    (found_none,), (found_l1,) = findings(without), findings(with_l1)
    weights = [_circle.weights(each.network.layers) for each in (without, with_l1)]
    sums_none, sums_l1 = (np.abs(layers[0]).sum(axis=1) for layers in weights)
    return Figure(
        title="With and without L1 on the circle",
        caption=CAPTION,
        alt=ALT,
        data={"networks": weights, "sums": [sums_none, sums_l1]},
        table=[
            Column("Input", _circle.NAMES),
            Column("Sum of sizes, no penalty", sums_none, ".3f"),
            Column("Sum of sizes, L1", sums_l1, ".3f"),
            Column("Links, no penalty", np.count_nonzero(weights[0][0], axis=1), "d"),
            Column("Links, L1", np.count_nonzero(weights[1][0], axis=1), "d"),
        ],
        numbers={
            "epochs": _circle.EPOCHS,
            "rate": _circle.RATE,
            "weights": found_none.weights,
            "nonzero_none": found_none.nonzero,
            "nonzero_l1": found_l1.nonzero,
            "loss_none": found_none.test_loss,
            "loss_l1": found_l1.test_loss,
            "accuracy": min(found_none.test_accuracy, found_l1.test_accuracy),
            "least_none": sums_none.min(),
            "most_none": sums_none.max(),
            "square_1": sums_l1[3],
            "square_2": sums_l1[4],
        },
    )
