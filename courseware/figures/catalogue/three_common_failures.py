"""Gradients that vanish or explode on their way through twenty layers, and ReLU units that die."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from courseware.figures import Choice, Column, Figure, State, Steps
from grader import reference as ref

SEED = 0
DEPTH, WIDTH, EXAMPLES = 20, 64, 64
ACTIVATIONS = (("sigmoid", "sigmoid"), ("tanh", "tanh"), ("relu", "ReLU"))
STARTS = (("glorot", "Glorot"), ("he", "He"), ("tripled", "He, tripled"))
RATES = (0.1, 0.3, 1.0, 3.0, 10.0)
INPUTS, UNITS, STEPS = 10, 100, 20

CAPTION = """
First panel: the size (root mean square) of the gradient at each of {{ depth }} layers of
{{ width }} units, on its way from the output back to the input. The thin lines show a gradient
that vanishes, one that keeps its size and one that explodes; the thick line has the settings
below. Second panel: {{ units }} ReLU units of a second hidden layer after {{ steps }} steps of
gradient descent, by the share of examples for which they give zero. Those in the last bar give
zero for all of them: they are dead, and the longer the steps, the more there are.
"""
ALT = """
First panel: curves of the size of the gradient over the layers from the first to layer
{{ depth }}, on a logarithmic axis. With sigmoids it falls steadily toward the first layer. With
ReLU and He's rule it is nearly level, and with weights three times as large it rises steadily.
The curve that is set, activation {{ activation }} with first weights {{ start }}, changes by
{{ powers:.1f }} powers of ten. Second panel: bars of the number of units over their share of
zeros, from none to all. At a learning rate of {{ rate }} the last bar, of dead units, has
{{ dead }} of {{ units }}.
"""
SAID = """
Activation {{ activation }}, first weights {{ start }}: the gradient changes by {{ powers:.1f }}
powers of ten on its way from the last layer to the first. After {{ steps }} steps at a learning
rate of {{ rate }}, {{ dead }} of {{ units }} ReLU units are dead, and {{ zeros:.0% }} of all
activations are zero.
"""


def figure() -> Figure:
    sizes = {
        f"{name}-{start}": _sizes(name, start)
        for (name, _), (start, _) in product(ACTIVATIONS, STARTS)
    }
    shares = {f"{rate:g}": _zero_shares(rate) for rate in RATES}
    shown = [0, 1, 4, 9, 14, 18, 19]
    return Figure(
        title="Three common failures",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "sizes": sizes,
            "units": {
                rate: np.bincount((10 * share).astype(int), minlength=11)
                for rate, share in shares.items()
            },
            "dead": {rate: int(np.sum(share == 1)) for rate, share in shares.items()},
            "zeros": {rate: float(share.mean()) for rate, share in shares.items()},
        },
        table=[
            Column("Layer", [layer + 1 for layer in shown], "d"),
            *(
                Column(f"{words}, {first}", [f"{sizes[f'{name}-{start}'][i]:.1e}" for i in shown])
                for (name, words), (start, first) in product(ACTIVATIONS, STARTS)
            ),
        ],
        numbers={"depth": DEPTH, "width": WIDTH, "units": UNITS, "steps": STEPS},
        controls=(
            Choice("activation", "Activation", ACTIVATIONS, "tanh"),
            Choice("start", "First weights", STARTS, "glorot"),
            Steps("rate", "Learning rate (ReLU units)", RATES, 1.0),
        ),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    sizes = data["sizes"][f"{state['activation']}-{state['start']}"]
    rate = f"{float(state['rate']):g}"
    return {
        "powers": np.log10(sizes[0] / sizes[-1]),
        "dead": data["dead"][rate],
        "zeros": data["zeros"][rate],
    }


def _sizes(activation: str, start: str) -> list[float]:
    """Root mean square of the gradient by the sums of each layer, which is drawn for the last."""
    rng = np.random.default_rng(SEED)
    scheme = "glorot_normal" if start == "glorot" else "he_normal"
    params = ref.init_params([WIDTH] * (DEPTH + 1), rng, scheme)
    if start == "tripled":
        params = [(3 * w, b) for w, b in params]
    _, cache = ref.mlp_forward(rng.normal(size=(EXAMPLES, WIDTH)), params, activation)
    gradient = rng.normal(size=(EXAMPLES, WIDTH))
    gradients = [gradient]
    for (w, _), sums in zip(params[:0:-1], cache.pre[-2::-1], strict=True):
        gradient = (gradient @ w.T) * ref.activation_grad(sums, activation)
        gradients.append(gradient)
    return list(ref.grad_report(gradients[::-1]).rms)


def _zero_shares(rate: float) -> np.ndarray:
    """Of each unit of a second hidden layer the share of examples for which it is zero."""
    rng = np.random.default_rng(SEED)
    X = rng.normal(size=(200, INPUTS))
    y = (X[:, 0] * X[:, 1] + X[:, 2] > 0).astype(float)
    params = ref.init_params([INPUTS, UNITS, UNITS, 1], rng, "he_normal")
    batches = [np.arange(len(X))] * STEPS
    trained = ref.mlp_train(params, X, y, batches, loss="sigmoid_ce", hyper={"lr": rate}).params
    _, cache = ref.mlp_forward(X, trained)
    return np.asarray((cache.inputs[2] == 0).mean(axis=0))
