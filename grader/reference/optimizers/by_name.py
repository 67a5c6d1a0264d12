"""Optimizers by their names."""

from __future__ import annotations

from typing import Any

from .. import _rules
from .._rules import ArrayLike
from ..linear.ftrl import ftrl
from .adaptive import adagrad, rmsprop
from .descent import momentum, nesterov, sgd
from .moments import adam, adamw, lion
from .variants import amsgrad, nadam

__all__ = [
    "optimizer_step",
]


_TABLE = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
    "amsgrad": amsgrad,
    "nadam": nadam,
    "lion": lion,
    "ftrl": ftrl,
}


def optimizer_step(
    name: str, w: ArrayLike, g: ArrayLike, state: Any = None, **hyper: Any
) -> tuple[Any, Any]:
    """A step of an optimizer by its name.

    Args:
        name: sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, amsgrad, nadam, lion or ftrl.
        w, g, state: those of the optimizer.
        hyper: its keyword arguments.
    Returns: new weights, new state.
    Raises: ValueError: an unknown name; as the optimizer. TypeError: a keyword it has not.
    Elsewhere: keras.optimizers.get: gives the optimizer itself.
    Source: each function's own.
    """
    step: Any = _TABLE[_rules.one_of("name", name, tuple(_TABLE))]
    moved: tuple[Any, Any] = step(w, g, state, **hyper)
    return moved
