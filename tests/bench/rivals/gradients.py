"""Gradients, penalties and proximal operators: what `elementwise` and `losses` leave out."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from grader import reference as ref
from tests.bench.rivals import FUSED, NO_VECTORS, Duel
from tests.bench.rivals.elementwise import of_scores, probabilities, with_number
from tests.bench.rivals.losses import binary, counts, flat, predicted, real, signs, sparse


def silu_slope(t):
    s = torch.sigmoid(t)
    return s * (1 + t * (1 - s))


def normal_slope(t):
    return 0.5 * torch.special.erfc(-t * 0.5**0.5) + t * torch.exp(-t * t / 2) * 0.3989422804014327


def poisson_slope(z, y):
    return torch.exp(z) - y


def margin_slope(s, y):
    return torch.where(y * s < 1, -y, 0.0)


def squared_slope(s, y):
    return -2 * y * torch.clamp(1 - y * s, min=0)


def log_slope(y, p):
    return ((1 - y) / (1 - p) - y / p) / len(y)


def tables(rng, n):
    return tuple(a.reshape(-1, 10) for a in binary(rng, n))


def ball_l1(t):
    sizes = t.abs()
    falling = torch.sort(sizes, descending=True).values
    excess = torch.cumsum(falling, 0) - 1.0
    counted = torch.arange(1, len(t) + 1, dtype=t.dtype)
    kept = int((falling * counted > excess).sum())
    return functional.softshrink(t, (excess[kept - 1] / kept).item())


def grouped(name, *more):
    def make(rng, scale):
        w, groups = rng.standard_normal(10**5 * scale), rng.integers(0, 1000, 10**5 * scale)
        t, index = torch.from_numpy(w), torch.from_numpy(groups)
        sizes = torch.bincount(index).double().sqrt()

        def lengths():
            return torch.zeros(1000, dtype=t.dtype).index_add_(0, index, t * t).sqrt()

        theirs = {
            "group_lasso": lambda: (sizes * lengths()).sum(),
            "group_lasso_grad": lambda: t * (sizes / lengths())[index],
            "prox_group_lasso": lambda: t * torch.clamp(1 - 0.5 * sizes / lengths(), min=0)[index],
        }[name]
        arguments = (w, *more, groups)
        return (lambda: getattr(ref, name)(*arguments)), {"torch, groups known": theirs}

    return Duel(
        name, "1e5, 1000 groups", make, "the rival is told the groups and their sizes", power=1.1
    )


def wide(name, rows_of, classes=100):
    """A gradient by rows, from PyTorch's own backward pass."""

    def make(rng, scale):
        z, y = sparse(rng, 1500 * scale, classes)
        t, ty = torch.from_numpy(z).requires_grad_(), torch.from_numpy(y)

        def theirs():
            return torch.autograd.grad(rows_of(t, ty), t)

        return (lambda: getattr(ref, name)(z, y)), {"torch": theirs}

    return Duel(name, f"1500x{classes}", make)


def steps(name):
    schedule = {
        "cosine_restarts": lambda scale: ref.cosine_restarts(10**6 * scale, 0.1, 1, 1.0),
        "cosine_restarts, longer": lambda scale: ref.cosine_restarts(10**6 * scale, 0.1, 1, 1.001),
    }[name]
    return Duel(name, "1e6 steps", lambda rng, scale: (lambda: schedule(scale), {}), power=0.5)


def all_classes(rng, scale):
    return (lambda: ref.sample_unique(np.random.default_rng(0), 2000 * scale, 2000 * scale)), {}


def split_tensors(rng, scale):
    x = rng.standard_normal(10**5 * scale)
    t = torch.from_numpy(x)
    return (lambda: ref.clip_by_value(x, -1, 1)), {"torch": lambda: torch.clamp(t, -1, 1)}


DUELS = [
    of_scores("softplus_grad", {"torch": torch.sigmoid}, reason=FUSED),
    of_scores("log_sigmoid_grad", {"torch": lambda t: torch.sigmoid(-t)}, reason=FUSED),
    of_scores("logit_grad", {"torch": lambda t: 1 / (t * (1 - t))}, draw=probabilities),
    of_scores(
        "binary_entropy_grad",
        {"torch": lambda t: torch.log1p(-t) - torch.log(t)},
        draw=probabilities,
    ),
    of_scores("relu6_grad", {"torch": lambda t: ((t > 0) & (t < 6)).to(t.dtype)}),
    of_scores("leaky_grad", {"torch": lambda t: torch.where(t > 0, 1.0, 0.01).to(t.dtype)}),
    of_scores("prelu", {"torch": lambda t: torch.where(t > 0, t, 0 * t)}),
    of_scores("prelu_grad_alpha", {"torch": lambda t: torch.clamp(t, max=0)}),
    of_scores(
        "selu_grad",
        {"torch": lambda t: torch.where(t > 0, 1.0507, 1.7581 * torch.exp(torch.clamp(t, max=0)))},
    ),
    of_scores("gelu_grad", {"torch": normal_slope}, reason="NumPy has no erf: a polynomial"),
    of_scores("swish_grad", {"torch": silu_slope}),
    of_scores("identity", {"torch": torch.clone}),
    of_scores("l2_grad", {"torch": lambda t: t / torch.linalg.vector_norm(t)}),
    of_scores("sum_sq_grad", {"torch": lambda t: t + t}),
    of_scores("l0", {"torch": torch.count_nonzero}),
    with_number("prox_l_inf", 1.0, lambda t: t - ball_l1(t)),
    with_number("project_l1_ball", 1.0, ball_l1),
    with_number("project_l2_ball", 1.0, lambda t: t / torch.linalg.vector_norm(t)),
    flat("mae_grad", {"torch": lambda y, f: torch.sign(f - y) / len(y)}, real, FUSED),
    flat(
        "rmse_grad",
        {"torch": lambda y, f: (r := f - y) / (torch.linalg.vector_norm(r) * len(y) ** 0.5)},
        real,
    ),
    flat("log_loss_grad", {"torch": log_slope}, predicted),
    flat("hinge_grad", {"torch": margin_slope}, signs),
    flat("squared_hinge", {"torch": lambda s, y: torch.clamp(1 - y * s, min=0) ** 2}, signs),
    flat("squared_hinge_grad", {"torch": squared_slope}, signs),
    flat(
        "poisson_loss_grad",
        {"torch": poisson_slope},
        counts,
        "the rival cancels near exp(z) = y = 1; ours looks for such entries and takes expm1 there",
    ),
    flat("multilabel_ce_grad", {"torch": lambda z, y: torch.sigmoid(z) - y}, tables, NO_VECTORS),
    wide("weston_watkins_grad", lambda t, y: functional.multi_margin_loss(t, y, reduction="sum")),
    grouped("group_lasso"),
    grouped("group_lasso_grad"),
    grouped("prox_group_lasso", 0.5),
    steps("cosine_restarts"),
    steps("cosine_restarts, longer"),
    Duel("sample_unique, all classes", "2000", all_classes, power=1.1),
    Duel("clip_by_value", "1e5", split_tensors),
]
