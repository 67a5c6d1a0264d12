"""Pieces without branches, and arrays that are used again."""

import math

import numpy as np

LAMBDA, A = 1.0507009873554805, 1.6732632423543772


def activation(x, name, alpha=None):
    z, alpha = prepare(x, name, alpha)
    return VALUES[name](z, alpha)


def activation_grad(x, name, alpha=None):
    z, alpha = prepare(x, name, alpha)
    return SLOPES[name](z, alpha)


def prepare(x, name, alpha):
    if name not in VALUES:
        raise ValueError(name)
    if alpha is not None and name not in ALPHAS:
        raise ValueError("alpha")
    alpha = ALPHAS.get(name) if alpha is None else alpha
    if name in ("leaky", "elu") and alpha < 0:
        raise ValueError("alpha")
    z = np.asarray(x, x.dtype if np.issubdtype(x.dtype, np.floating) else np.float64)
    return z, alpha


def leaky(z, alpha):
    out = z * alpha
    if alpha > 1:
        return np.minimum(z, out, out=out)
    return np.maximum(z, out, out=out)


def step(z, alpha):
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(alpha))


def elu(z, alpha):
    out = np.minimum(z, 0)
    np.expm1(out, out=out)
    if alpha != 1:
        out *= alpha
    out += np.maximum(z, 0)
    return out


def elu_slope(z, alpha):
    out = np.minimum(z, 0)
    np.exp(out, out=out)
    if alpha != 1:
        out *= alpha
        out[z > 0] = 1
    return out


def half_exp(z):
    out = np.abs(z)
    np.negative(out, out=out)
    return np.exp(out, out=out)


def softplus(z, _):
    out = half_exp(z)
    np.log1p(out, out=out)
    out += np.maximum(z, 0)
    return out


def sigmoid(z, _):
    out = half_exp(z)
    below = out / (1 + out)
    return np.where(z >= 0, 1 - below, below)


def sigmoid_slope(z, _):
    out = half_exp(z)
    return out / np.square(1 + out)


def phi(z):
    return np.array([math.erfc(v) for v in (z.ravel() * -math.sqrt(0.5)).tolist()]).reshape(
        z.shape
    ).astype(z.dtype) / 2


ALPHAS = {"leaky": 0.01, "prelu": 0.0, "elu": 1.0}
VALUES = {
    "linear": lambda z, _: np.array(z),
    "relu": lambda z, _: np.maximum(z, 0),
    "relu6": lambda z, _: np.minimum(np.maximum(z, 0), 6),
    "leaky": leaky,
    "prelu": leaky,
    "elu": elu,
    "selu": lambda z, _: LAMBDA * elu(z, A),
    "softplus": softplus,
    "sigmoid": sigmoid,
    "tanh": lambda z, _: np.tanh(z),
    "gelu": lambda z, _: z * phi(z),
    "swish": lambda z, _: z * sigmoid(z, _),
}
SLOPES = {
    "linear": lambda z, _: np.ones(z.shape, z.dtype),
    "relu": lambda z, _: step(z, 0),
    "relu6": lambda z, _: np.logical_and(z > 0, z < 6) * z.dtype.type(1),
    "leaky": step,
    "prelu": step,
    "elu": elu_slope,
    "selu": lambda z, _: LAMBDA * elu_slope(z, A),
    "softplus": sigmoid,
    "sigmoid": sigmoid_slope,
    "tanh": lambda z, _: 4 * sigmoid_slope(2 * z, _),
    "gelu": lambda z, _: phi(z) + z * np.exp(-0.5 * z * z) * z.dtype.type(0.3989422804014327),
    "swish": lambda z, _: sigmoid(z, _) + z * sigmoid_slope(z, _),
}
