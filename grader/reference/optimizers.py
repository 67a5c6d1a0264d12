"""Optimisers: weights, gradient and state in, new weights and new state out.

Every one takes (w, g, state=None, ...); None is the state before the first step. Arrays of the
state are new ones, so that an old state can be kept. Hyper-parameters are numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import _rules
from ._rules import Array, ArrayLike
from .linear.ftrl import ftrl

__all__ = [
    "Accumulator",
    "LionState",
    "Moments",
    "Velocity",
    "adagrad",
    "adam",
    "adamw",
    "lion",
    "momentum",
    "nesterov",
    "optimizer_step",
    "rmsprop",
    "sgd",
]


class Velocity(NamedTuple):
    """State of momentum and nesterov."""

    v: Any


class Accumulator(NamedTuple):
    """State of adagrad and rmsprop: sum, or running mean, of squared gradients."""

    a: Any


class Moments(NamedTuple):
    """State of adam and adamw: running means of gradients and of squares, and steps done."""

    m: Any
    v: Any
    t: int


class LionState(NamedTuple):
    """State of lion: running mean of gradients."""

    m: Any


def _enter(w: ArrayLike, g: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    """Weights decide the dtype; the gradient has their shape."""
    (weights,), result = _rules.floats(w=w)
    slope = _rules.numbers("g", g).astype(weights.dtype, copy=False)
    _rules.same_shape(w=weights, g=slope)
    return (weights, slope), result


def _state(name: str, value: Any, weights: Array) -> Array:
    array = _rules.numbers(name, value).astype(weights.dtype, copy=False)
    _rules.same_shape(w=weights, **{name: array})
    return array


@_rules.quiet
def sgd(w: ArrayLike, g: ArrayLike, state: None = None, *, lr: float = 0.01) -> tuple[Any, None]:
    """Gradient descent.

        w <- w - lr g

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: None; there is none.
        lr: learning rate, not negative.
    Returns: new weights, None.
    Raises: ValueError: shapes differ, lr negative.
    Source: Robbins and Monro 1951.
    """
    (weights, slope), result = _enter(w, g)
    return _rules.give(np.asarray(weights - _rules.rate("lr", lr) * slope), result), None


@_rules.quiet
def momentum(
    w: ArrayLike,
    g: ArrayLike,
    state: Velocity | None = None,
    *,
    lr: float = 0.01,
    mu: float = 0.9,
) -> tuple[Any, Velocity]:
    """Gradient descent with momentum, as Keras writes it.

        v <- mu v - lr g,  w <- w + v

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Velocity, or None before the first step.
        lr: learning rate, not negative.
        mu: momentum in [0, 1).
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, lr or mu outside its interval.
    Elsewhere: TensorFlow 1 and PyTorch keep a <- mu a + g and take w - lr a; the same as long
        as lr does not change.
    Source: Polyak 1964.
    """
    (weights, slope), result = _enter(w, g)
    v = _velocity(state, weights, slope, lr, mu)
    return _rules.give(np.asarray(weights + v), result), Velocity(_rules.give(v, result))


def _velocity(state: Velocity | None, weights: Array, slope: Array, lr: float, mu: float) -> Array:
    rate, keep = _rules.rate("lr", lr), _rules.rate("mu", mu, high=1, open_high=True)
    step = np.asarray(-rate * slope)
    if state is not None:
        step += keep * _state("v", state.v, weights)
    return step


@_rules.quiet
def nesterov(
    w: ArrayLike,
    g: ArrayLike,
    state: Velocity | None = None,
    *,
    lr: float = 0.01,
    mu: float = 0.9,
) -> tuple[Any, Velocity]:
    """Momentum that looks ahead, as Keras and TensorFlow 1 write it.

        v <- mu v - lr g,  w <- w + mu v - lr g

    Args: those of momentum.
    Returns: new weights, new state.
    Raises: as momentum.
    Source: Sutskever, Martens, Dahl and Hinton 2013.
    """
    (weights, slope), result = _enter(w, g)
    v = _velocity(state, weights, slope, lr, mu)
    ahead = weights + float(mu) * v - float(lr) * slope
    return _rules.give(np.asarray(ahead), result), Velocity(_rules.give(v, result))


@_rules.quiet
def adagrad(
    w: ArrayLike,
    g: ArrayLike,
    state: Accumulator | None = None,
    *,
    lr: float = 0.01,
    initial: float = 0.1,
    eps: float = 1e-7,
    eps_inside: bool = True,
) -> tuple[Any, Accumulator]:
    """Gradient descent with a learning rate a weight, smaller the more it has moved.

        a <- a + g^2,  w <- w - lr g / sqrt(a + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Accumulator, or None before the first step.
        lr: learning rate, not negative.
        initial: a before the first step, not negative.
        eps: guard of the division, not negative.
        eps_inside: add eps under the root; otherwise to the root.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a negative parameter.
    Edges: where a and eps are 0 the weight stays.
    Elsewhere: Keras as here; TensorFlow 1 has no eps (pass 0); PyTorch starts at 0 with eps
        1e-10 outside the root.
    Source: Duchi, Hazan and Singer 2011.
    """
    (weights, slope), result = _enter(w, g)
    rate, guard = _rules.rate("lr", lr), _rules.rate("eps", eps)
    start = _rules.rate("initial", initial)
    a = np.square(slope)
    a += start if state is None else _state("a", state.a, weights)
    moved = weights - _scaled(rate * slope, a, guard, eps_inside)
    return _rules.give(np.asarray(moved), result), Accumulator(_rules.give(np.asarray(a), result))


def _scaled(step: Array, square: Array, eps: float, inside: bool) -> Array:
    """step / root(square), 0 where both are 0."""
    root = np.sqrt(square + eps) if inside else np.sqrt(square) + eps
    return np.asarray(np.where(root > 0, step / root, np.where(np.isnan(root), root, 0)))


@_rules.quiet
def rmsprop(
    w: ArrayLike,
    g: ArrayLike,
    state: Accumulator | None = None,
    *,
    lr: float = 0.001,
    rho: float = 0.9,
    initial: float = 0.0,
    eps: float = 1e-7,
    eps_inside: bool = True,
) -> tuple[Any, Accumulator]:
    """Gradient descent divided by a running root mean square of the gradient.

        a <- rho a + (1 - rho) g^2,  w <- w - lr g / sqrt(a + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Accumulator, or None before the first step.
        lr: learning rate, not negative.
        rho: memory in [0, 1).
        initial: a before the first step, not negative.
        eps: guard of the division, not negative.
        eps_inside: add eps under the root; otherwise to the root.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Edges: where a and eps are 0 the weight stays.
    Elsewhere: Keras as here; TensorFlow 1 starts at 1 with eps 1e-10; PyTorch has rho 0.99 and
        eps 1e-8 outside the root.
    Source: Tieleman and Hinton 2012.
    """
    (weights, slope), result = _enter(w, g)
    rate, guard = _rules.rate("lr", lr), _rules.rate("eps", eps)
    keep = _rules.rate("rho", rho, high=1, open_high=True)
    start = _rules.rate("initial", initial)
    old = start if state is None else _state("a", state.a, weights)
    a = np.asarray(keep * old + (1 - keep) * np.square(slope))
    moved = weights - _scaled(rate * slope, a, guard, eps_inside)
    return _rules.give(np.asarray(moved), result), Accumulator(_rules.give(a, result))


@_rules.quiet
def adam(
    w: ArrayLike,
    g: ArrayLike,
    state: Moments | None = None,
    *,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
    eps_after: bool = False,
) -> tuple[Any, Moments]:
    """Adaptive moments, as Keras writes it.

        m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2,  t <- t + 1
        w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + eps)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Moments, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        eps: guard of the division, not negative.
        eps_after: add eps to the corrected root instead, as the paper's algorithm does.
    Returns: new weights, new state; t counts from 1.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Edges: a zero gradient at the first step moves nothing, also with eps 0.
    Elsewhere: Keras and TensorFlow 1 (eps 1e-8) as here; PyTorch (eps 1e-8) and the paper's
        algorithm with eps_after=True. The two differ where gradients are near eps.
    Source: Kingma and Ba 2015, section 2.
    """
    (weights, slope), result = _enter(w, g)
    moments, step = _adam_step(weights, slope, state, beta1, beta2, eps, eps_after)
    moved = np.asarray(weights - _rules.rate("lr", lr) * step)
    return _rules.give(moved, result), _kept(moments, result)


def _kept(moments: Moments, result: _rules.DType) -> Moments:
    return Moments(_rules.give(moments.m, result), _rules.give(moments.v, result), moments.t)


def _adam_step(
    weights: Array,
    slope: Array,
    state: Moments | None,
    beta1: float,
    beta2: float,
    eps: float,
    eps_after: bool,
) -> tuple[Moments, Array]:
    first = _rules.rate("beta1", beta1, high=1, open_high=True)
    second = _rules.rate("beta2", beta2, high=1, open_high=True)
    guard = _rules.rate("eps", eps)
    m = np.asarray((1 - first) * slope)
    v = np.asarray(np.square(slope) * (1 - second))
    t = 1
    if state is not None:
        m += first * _state("m", state.m, weights)
        v += second * _state("v", state.v, weights)
        t = _rules.whole("t", state.t) + 1
    # The paper's eps is added to the corrected root, which is sqrt(v) / correction.
    correction = np.sqrt(1 - second**t)
    guard = guard * correction if eps_after else guard
    step = _scaled(m, v, float(guard), False)
    step *= float(correction / (1 - first**t))
    return Moments(m, v, t), step


@_rules.quiet
def adamw(
    w: ArrayLike,
    g: ArrayLike,
    state: Moments | None = None,
    *,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> tuple[Any, Moments]:
    """Adam with weight decay beside the gradient, not in it.

        w <- w - lr weight_decay w - (step of adam with eps_after)

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Moments, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        eps: guard of the division, not negative, added to the corrected root.
        weight_decay: rate, not negative.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Elsewhere: PyTorch the same with the same defaults.
    Source: Loshchilov and Hutter 2019, algorithm 2.
    """
    (weights, slope), result = _enter(w, g)
    rate, decay = _rules.rate("lr", lr), _rules.rate("weight_decay", weight_decay)
    moments, step = _adam_step(weights, slope, state, beta1, beta2, eps, True)
    moved = np.asarray(weights - rate * decay * weights - rate * step)
    return _rules.give(moved, result), _kept(moments, result)


@_rules.quiet
def lion(
    w: ArrayLike,
    g: ArrayLike,
    state: LionState | None = None,
    *,
    lr: float = 1e-4,
    beta1: float = 0.9,
    beta2: float = 0.99,
    weight_decay: float = 0.0,
) -> tuple[Any, LionState]:
    """Steps of one size in the direction of the sign of an interpolated momentum.

        w <- w - lr (sign(b1 m + (1 - b1) g) + weight_decay w),  m <- b2 m + (1 - b2) g

    Args:
        w: any shape, weights.
        g: the shape of w, gradient.
        state: Momentum, or None before the first step.
        lr: learning rate, not negative.
        beta1, beta2: memories in [0, 1).
        weight_decay: rate, not negative.
    Returns: new weights, new state.
    Raises: ValueError: shapes differ, a parameter outside its interval.
    Source: Chen et al. 2023, algorithm 2.
    """
    (weights, slope), result = _enter(w, g)
    rate, decay = _rules.rate("lr", lr), _rules.rate("weight_decay", weight_decay)
    first = _rules.rate("beta1", beta1, high=1, open_high=True)
    second = _rules.rate("beta2", beta2, high=1, open_high=True)
    old = np.zeros_like(weights) if state is None else _state("m", state.m, weights)
    direction = np.sign(first * old + (1 - first) * slope)
    moved = np.asarray(weights - rate * (direction + decay * weights))
    m = np.asarray(second * old + (1 - second) * slope)
    return _rules.give(moved, result), LionState(_rules.give(m, result))


_TABLE = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
    "lion": lion,
    "ftrl": ftrl,
}


def optimizer_step(
    name: str, w: ArrayLike, g: ArrayLike, state: Any = None, **hyper: Any
) -> tuple[Any, Any]:
    """A step of an optimiser by its name.

    Args:
        name: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, lion or ftrl.
        w, g, state: those of the optimiser.
        hyper: its keyword arguments.
    Returns: new weights, new state.
    Raises: ValueError: an unknown name; as the optimiser. TypeError: a keyword it has not.
    Source: each function's own.
    """
    step: Any = _TABLE[_rules.one_of("name", name, tuple(_TABLE))]
    moved: tuple[Any, Any] = step(w, g, state, **hyper)
    return moved
