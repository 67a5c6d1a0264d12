"""Number by number, with the functions of math."""

import math

import numpy as np

SCALE, DEPTH = 1.0507009873554805, 1.6732632423543772


def check(name, alpha):
    defaults = {"leaky": 0.01, "prelu": 0.0, "elu": 1.0}
    if name in defaults:
        if alpha is None:
            return defaults[name]
        if name != "prelu" and alpha < 0:
            raise ValueError("alpha must not be negative")
        return alpha
    if alpha is not None:
        raise ValueError(f"{name} has no alpha")
    known = "linear relu relu6 selu softplus sigmoid tanh gelu swish"
    if name not in known.split():
        raise ValueError("no such activation")
    return None


def sigma(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))


def phi(v):
    return 0.5 * math.erfc(-v / math.sqrt(2))


def value(v, name, alpha):
    if name == "linear":
        return v
    if name == "relu":
        return max(v, 0.0)
    if name == "relu6":
        return min(max(v, 0.0), 6.0)
    if name in ("leaky", "prelu"):
        return v if v > 0 else alpha * v
    if name == "elu":
        return v if v > 0 else alpha * math.expm1(v)
    if name == "selu":
        return SCALE * v if v > 0 else SCALE * DEPTH * math.expm1(v)
    if name == "softplus":
        return max(v, 0.0) + math.log1p(math.exp(-abs(v)))
    if name == "sigmoid":
        return sigma(v)
    if name == "tanh":
        return math.tanh(v)
    if name == "gelu":
        return v * phi(v)
    return v * sigma(v)


def slope(v, name, alpha):
    if name == "linear":
        return 1.0
    if name == "relu":
        return 1.0 if v > 0 else 0.0
    if name == "relu6":
        return 1.0 if 0 < v < 6 else 0.0
    if name in ("leaky", "prelu"):
        return 1.0 if v > 0 else alpha
    if name == "elu":
        return 1.0 if v > 0 else alpha * math.exp(v)
    if name == "selu":
        return SCALE if v > 0 else SCALE * DEPTH * math.exp(v)
    if name == "softplus":
        return sigma(v)
    if name == "sigmoid":
        return sigma(v) * sigma(-v)
    if name == "tanh":
        return 1 - math.tanh(v) ** 2
    if name == "gelu":
        return phi(v) + v * math.exp(-v * v / 2) / math.sqrt(2 * math.pi)
    return sigma(v) + v * sigma(v) * sigma(-v)


def each(function, x, name, alpha):
    alpha = check(name, alpha)
    out = np.empty(x.shape, x.dtype if x.dtype.kind == "f" else float)
    for place, v in np.ndenumerate(x):
        out[place] = function(float(v), name, alpha)
    return out


def activation(x, name, alpha=None):
    return each(value, x, name, alpha)


def activation_grad(x, name, alpha=None):
    return each(slope, x, name, alpha)
