"""Functions of single entries against mpmath, in units of the last place (ulp).

The inputs are ordinary, tiny, subnormal, huge and infinite ones, and logits that are sure of their
class. A root of a function is no test: there any rounding of the input is more than the value.
"""

from __future__ import annotations

import math

import mpmath as mp
import numpy as np
import pytest

from grader import reference as ref

INF = mp.inf
DTYPES = (np.float64, np.float32, np.float16)


def ulps(got, wanted, dtype):
    """The distance in units of the last place of `wanted`; 0 of equal infinities and of two NaN."""
    info, got = np.finfo(dtype), float(got)
    if mp.isnan(wanted) or math.isnan(got):
        return 0 if mp.isnan(wanted) and math.isnan(got) else math.inf
    if abs(wanted) > mp.mpf(float(info.max)) * (1 + mp.mpf(float(info.eps)) / 4):
        wanted = mp.sign(wanted) * INF
    if mp.isinf(wanted) or math.isinf(got):
        return 0 if wanted == got else math.inf
    exponent = int(mp.floor(mp.log(abs(wanted), 2))) if wanted else info.minexp
    return float(abs(got - wanted) / mp.mpf(2) ** (max(exponent, info.minexp) - info.nmant))


def worst(function, oracle, arguments, dtype):
    """The largest distance over the entries of `arguments`, and where it is."""
    arguments = [np.asarray(a) for a in arguments]
    before = [a.copy() for a in arguments]
    for a in arguments:
        a.flags.writeable = False
    with np.errstate(all="raise"):
        got = function(*arguments)
    assert got.dtype == dtype
    for a, b in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(a, b)
    far = []
    for value, *entry in zip(got.ravel(), *(a.ravel() for a in arguments), strict=True):
        numbers = [mp.mpf(float(v)) for v in entry]
        # 1 - 1e-300 takes 300 digits.
        small = min((abs(v) for v in numbers if v), default=1)
        with mp.workdps(60 if small > 1e-20 else 400):
            wanted = oracle(*numbers)
        far.append((ulps(value, wanted, dtype), [float(v) for v in numbers], float(value)))
    return max(far, key=lambda item: item[0])


def points(dtype):
    info = np.finfo(dtype)
    sizes = [
        0,
        0.25,
        0.5,
        1,
        1.5,
        2,
        3,
        5,
        9,
        17.434975,
        20,
        30,
        36.7,
        39,
        40,
        80,
        88.5,
        100,
        103.5,
    ]
    sizes += [200, 372.5, 700, 709.7, 720, 740, 745, 800, 1e4, 1e-3, 1e-5, 1e-8, 1e-20, np.inf]
    sizes += [float(v) for v in (info.tiny, info.smallest_subnormal, info.tiny / 8, info.max)]
    sizes += [float(info.max) / 3, float(np.sqrt(info.max)) * 1.1]
    with np.errstate(all="ignore"):
        return np.array(sizes + [-v for v in sizes]).astype(dtype)


def probabilities(dtype):
    info = np.finfo(dtype)
    values = [0, 1, 0.5, 0.25, 0.1, 0.9, 0.7, 1e-3, 0.999, 0.501, 0.499, 0.5 + 1e-6, 0.5 - 1e-10]
    values += [1e-5, 1 - 1e-5, 1e-8, 1e-20, 1 - float(info.eps) / 2, float(info.tiny)]
    with np.errstate(all="ignore"):
        return np.array([*values, 3 * float(info.smallest_subnormal)]).astype(dtype)


def pairs(first, second, dtype):
    with np.errstate(all="ignore"):
        grid = np.meshgrid(first, np.array(second, np.float64).astype(dtype))
    return [a.ravel() for a in grid]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if mp.isfinite(x) else mp.mpf(x > 0)


def softplus(x):
    if x > 0:
        return x + mp.log1p(mp.exp(-x))
    return mp.log1p(mp.exp(x))


def times(a, b):
    """0 times infinity is 0."""
    return a * b if a and b else mp.mpf(0)


def log(x):
    return mp.log(x) if x else -INF


def logit(p):
    return log(p) - log(1 - p)


def phi(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


SCALE, ALPHA = mp.mpf(1.0507009873554805), mp.mpf(1.6732632423543772)
UNARY = {
    "sigmoid": sigmoid,
    "sigmoid_grad": lambda x: sigmoid(x) * sigmoid(-x),
    "softplus": softplus,
    "log_sigmoid": lambda x: -softplus(-x),
    "log_sigmoid_grad": lambda x: sigmoid(-x),
    "relu": lambda x: max(x, mp.mpf(0)),
    "relu6": lambda x: min(max(x, mp.mpf(0)), mp.mpf(6)),
    "leaky": lambda x: x if x > 0 else x * mp.mpf(0.01),
    "prelu": lambda x: max(x, mp.mpf(0)),
    "prelu_grad_alpha": lambda x: min(x, mp.mpf(0)),
    "elu": lambda x: x if x > 0 else mp.expm1(x),
    "elu_grad": lambda x: mp.exp(min(x, mp.mpf(0))),
    "selu": lambda x: SCALE * (x if x > 0 else ALPHA * mp.expm1(x)),
    "selu_grad": lambda x: SCALE * (1 if x > 0 else ALPHA * mp.exp(x)),
    "tanh": mp.tanh,
    "tanh_grad": lambda x: mp.sech(x) ** 2 if abs(x) < 1e5 else mp.mpf(0),
    "gelu": lambda x: x * phi(x) if abs(x) < 1e3 else max(x, mp.mpf(0)),
    "gelu_grad": lambda x: phi(x) + x * mp.npdf(x) if abs(x) < 1e3 else mp.mpf(x > 0),
    "swish": lambda x: x * sigmoid(x) if abs(x) < 1e5 else max(x, mp.mpf(0)),
    "swish_grad": lambda x: sigmoid(x) * (1 + x * sigmoid(-x)) if abs(x) < 1e5 else mp.mpf(x > 0),
}
OF_PROBABILITIES = {
    "logit": logit,
    "logit_grad": lambda p: 1 / (p * (1 - p)) if 0 < p < 1 else INF,
    "binary_entropy": lambda p: -times(p, log(p)) - times(1 - p, log(1 - p)),
    "binary_entropy_grad": lambda p: -logit(p),
}


@pytest.mark.parametrize("dtype", DTYPES)
def test_activations_and_links(dtype):
    for names, inputs in ((UNARY, points(dtype)), (OF_PROBABILITIES, probabilities(dtype))):
        for name, oracle in names.items():
            far, *where = worst(getattr(ref, name), oracle, [inputs], dtype)
            assert far <= (8 if name.startswith("gelu") else 5), (name, where)


def cross_entropy(z, y, q=1):
    return times(mp.mpf(q) * y, softplus(-z)) + times(1 - y, softplus(z))


def cross_entropy_grad(z, y, q=1):
    return (1 - y) * sigmoid(z) - q * y * sigmoid(-z)


def focal(gamma, alpha):
    def loss(z, y):
        s, weight = (z, alpha) if y else (-z, 1 - alpha)
        return times(times(mp.mpf(weight), softplus(-s)), sigmoid(-s) ** gamma)

    def slope(z, y):
        s, weight = (z, -alpha) if y else (-z, 1 - alpha)
        miss = sigmoid(-s)
        return weight * miss**gamma * (miss + gamma * times(sigmoid(s), softplus(-s)))

    return loss, slope


def poisson(z, y):
    if z > 1e6:
        return INF
    return mp.exp(z) - times(y, z)


def log_loss_grad(p, y):
    return ((1 - y) / (1 - p) if p < 1 else times(1 - y, INF)) - (y / p if p else times(y, INF))


@pytest.mark.parametrize("dtype", DTYPES)
def test_losses_and_their_gradients(dtype):
    z = points(dtype)
    soft = pairs(z, [0, 1, 0.5, 0.99999, 1e-5, 1 - 1e-7, 1e-20], dtype)
    hard = pairs(z, [0, 1], dtype)
    counts = pairs(z, [0, 1, 1.5], dtype)
    p_and_y = pairs(probabilities(dtype), [0, 1, 0.5, 0.3, 1e-5], dtype)
    focal_loss, focal_grad = focal(2, 0.25)
    no_weight, _ = focal(1, 0)
    quarter = {"pos_weight": 0.25}
    for name, function, oracle, arguments in (
        ("ce", ref.sigmoid_ce, cross_entropy, soft),
        ("ce_grad", ref.sigmoid_ce_grad, cross_entropy_grad, soft),
        (
            "weighted",
            lambda a, b: ref.sigmoid_ce(a, b, **quarter),
            lambda a, b: cross_entropy(a, b, mp.mpf(0.25)),
            soft,
        ),
        (
            "weighted_grad",
            lambda a, b: ref.sigmoid_ce_grad(a, b, **quarter),
            lambda a, b: cross_entropy_grad(a, b, mp.mpf(0.25)),
            soft,
        ),
        ("focal", lambda a, b: ref.focal_loss(a, b, 2, 0.25), focal_loss, hard),
        ("focal_grad", lambda a, b: ref.focal_loss_grad(a, b, 2, 0.25), focal_grad, hard),
        ("no weight", lambda a, b: ref.focal_loss(a, b, 1, 0), no_weight, hard),
        ("poisson", ref.poisson_loss, poisson, counts),
        (
            "poisson_grad",
            ref.poisson_loss_grad,
            lambda a, b: mp.exp(a) - b if a < 1e6 else INF,
            counts,
        ),
        (
            "log_loss",
            lambda p, y: ref.log_loss(y, p, reduction="none"),
            lambda p, y: -times(y, log(p)) - times(1 - y, log(1 - p)),
            p_and_y,
        ),
        (
            "log_loss_grad",
            lambda p, y: ref.log_loss_grad(y, p, reduction="none"),
            log_loss_grad,
            p_and_y,
        ),
        (
            "hinge",
            lambda s, y: ref.hinge(s, 2 * y - 1),
            lambda s, y: max(0, 1 - (2 * y - 1) * s),
            hard,
        ),
    ):
        far, *where = worst(function, oracle, arguments, dtype)
        assert far <= 8, (name, where)
