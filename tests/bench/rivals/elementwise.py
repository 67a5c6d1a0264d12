"""Links, activations, penalties and proximal operators: 80,000 to 640,000 entries."""

from __future__ import annotations

import numpy as np
import torch
from scipy import linalg, special
from torch.nn import functional

from grader import reference as ref
from tests.bench.rivals import FUSED, NO_VECTORS, Duel


def of_scores(name, rivals, *, draw=None, reason=""):
    """A function of 80,000 scores and more; `rivals` take a tensor or an array."""

    def make(rng, scale):
        x = 3 * rng.standard_normal(80_000 * scale) if draw is None else draw(rng, 80_000 * scale)
        t = torch.from_numpy(x)
        calls = {
            who: (lambda f=f, a=(t if who == "torch" else x): f(a)) for who, f in rivals.items()
        }
        return (lambda: getattr(ref, name)(x)), calls

    return Duel(name, "80k", make, reason)


def with_number(name, number, theirs, reason=""):
    def make(rng, scale):
        x = rng.standard_normal(80_000 * scale)
        t = torch.from_numpy(x)
        return (lambda: getattr(ref, name)(x, number)), {"torch": lambda: theirs(t)}

    return Duel(name, "80k", make, reason)


def matrices(name, theirs):
    def make(rng, scale):
        w = rng.standard_normal((50 * scale, 200))
        t = torch.from_numpy(w)
        rivals = {
            who: (lambda f=f, a=t if who == "torch" else w: f(a)) for who, f in theirs.items()
        }
        arguments = (w, 5.0) if name.startswith("prox") else (w,)
        return (lambda: getattr(ref, name)(*arguments)), rivals

    return Duel(name, "50x200", make, power=1.5)


def thresholded_svd(t):
    u, s, vt = torch.linalg.svd(t, full_matrices=False)
    return (u * torch.clamp(s - 5.0, min=0)) @ vt


def probabilities(rng, n):
    return rng.uniform(1e-6, 1 - 1e-6, n)


NO_ERF = "NumPy has no erf: a polynomial of degree 24 stands in, two calls a degree"

DUELS = [
    of_scores("sigmoid", {"scipy": special.expit, "torch": torch.sigmoid}, reason=FUSED),
    of_scores("sigmoid_grad", {"torch": lambda t: (s := torch.sigmoid(t)) * (1 - s)}),
    of_scores(
        "logit", {"scipy": special.logit, "torch": torch.logit}, draw=probabilities, reason=FUSED
    ),
    of_scores("softplus", {"torch": functional.softplus}),
    of_scores("log_sigmoid", {"scipy": special.log_expit, "torch": functional.logsigmoid}),
    of_scores(
        "binary_entropy",
        {"torch": lambda t: -torch.xlogy(t, t) - torch.xlogy(1 - t, 1 - t)},
        draw=probabilities,
    ),
    of_scores("relu", {"torch": functional.relu}),
    of_scores("relu_grad", {"torch": lambda t: (t > 0).to(t.dtype)}),
    of_scores("relu6", {"torch": functional.relu6}),
    of_scores("leaky", {"torch": functional.leaky_relu}),
    of_scores("elu", {"torch": functional.elu}, reason=NO_VECTORS),
    of_scores("elu_grad", {"torch": lambda t: torch.exp(torch.clamp(t, max=0))}, reason=NO_VECTORS),
    of_scores("selu", {"torch": functional.selu}, reason=NO_VECTORS),
    of_scores("tanh", {"torch": torch.tanh}, reason=NO_VECTORS),
    of_scores("tanh_grad", {"torch": lambda t: 1 - torch.tanh(t) ** 2}),
    of_scores("gelu", {"torch": functional.gelu}, reason=NO_ERF),
    of_scores("swish", {"torch": functional.silu}, reason=FUSED),
    of_scores("l1", {"torch": lambda t: torch.linalg.vector_norm(t, 1)}),
    of_scores(
        "l2",
        {"scipy": lambda x: linalg.norm(x, check_finite=False), "torch": torch.linalg.vector_norm},
    ),
    of_scores("sum_sq", {"torch": lambda t: torch.dot(t, t)}),
    of_scores("l_inf", {"torch": lambda t: torch.linalg.vector_norm(t, np.inf)}),
    of_scores("l1_grad", {"torch": torch.sign}, reason=FUSED),
    of_scores("scale_log", {"torch": torch.log1p}, draw=probabilities, reason=NO_VECTORS),
    with_number("soft_threshold", 1.0, lambda t: functional.softshrink(t, 1.0), FUSED),
    with_number("hard_threshold", 0.5, lambda t: functional.hardshrink(t, 1.0), FUSED),
    with_number("prox_sq_l2", 0.5, lambda t: t / 1.5),
    with_number(
        "prox_l2", 1.0, lambda t: t * torch.clamp(1 - 1.0 / torch.linalg.vector_norm(t), min=0)
    ),
    with_number("project_l_inf_ball", 1.0, lambda t: torch.clamp(t, -1.0, 1.0)),
    with_number(
        "clip_by_norm", 1.0, lambda t: t * (1.0 / max(torch.linalg.vector_norm(t).item(), 1.0))
    ),
    matrices(
        "nuclear_norm",
        {
            "torch": lambda t: torch.linalg.svdvals(t).sum(),
            "scipy": lambda w: linalg.svdvals(w).sum(),
        },
    ),
    matrices("prox_nuclear", {"torch": thresholded_svd}),
]
