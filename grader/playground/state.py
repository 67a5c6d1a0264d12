"""States of the playground: the text in its address, read, checked and written again.

Keys and values are those of the TensorFlow Playground, and a few more. What is left out has the
playground's own default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import unquote_plus

from grader.files.faults import did_you_mean
from grader.messages import message
from grader.playground.values import (
    ACTIVATIONS,
    StateError,
    activations,
    flag,
    number,
    shape,
    whole,
    word,
)

MOST_POINTS, LEAST_POINTS = 1200, 10
MOST_BATCH = 30
MOST_CHARS = 20_000
"""Of a state as text; one with every key has some 700."""
FEATURES = ("x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY")
REGULARIZATIONS = ("none", "L1", "L2", "elastic")
OPTIMIZERS = ("sgd", "momentum", "adam")
DATASETS = ("circle", "xor", "gauss", "spiral")
REG_DATASETS = ("reg-plane", "reg-gauss")
PROBLEMS = ("classification", "regression")
_IGNORED = ("showTestData", "discretize", "hideText", "collectStats", "tutorial", "cosX", "cosY")
"""Keys that say how a page looks, or that the TensorFlow Playground knows and has no use for."""


@dataclass(frozen=True)
class State:
    """One state of the playground.

    Attributes:
        activation: of all hidden layers; ``activations`` has one for each layer instead.
        learning_rate, regularization_rate: of the update; ``elastic_ratio`` is the share of L1.
        noise: from 0 to 50; a hundredth of it is the noise of `grader.reference`'s data sets.
        train_percent: share of the points that are trained on.
        shape: units of each hidden layer; empty without one.
        points: how many there are; 0 for the playground's own number.
        seed: of the browser; a grading has seeds of its own.
        features: the names of the inputs in use, in the order of `FEATURES`.
    """

    activation: str = "tanh"
    activations: tuple[str, ...] = ()
    regularization: str = "none"
    regularization_rate: float = 0.0
    elastic_ratio: float = 0.5
    batch_size: int = 10
    problem: str = "classification"
    dataset: str = "circle"
    reg_dataset: str = "reg-plane"
    learning_rate: float = 0.03
    noise: float = 0.0
    shape: tuple[int, ...] = (4, 2)
    train_percent: float = 50.0
    init_zero: bool = False
    dropout: float = 0.0
    optimizer: str = "sgd"
    momentum: float = 0.9
    points: int = 0
    seed: str = ""
    features: tuple[str, ...] = ("x", "y")

    @property
    def is_regression(self) -> bool:
        """Whether labels are real numbers and the output is linear."""
        return self.problem == "regression"

    @property
    def point_count(self) -> int:
        """How many points are drawn: the playground has 500, for regression 1200."""
        return self.points or (1200 if self.is_regression else 500)

    @property
    def train_count(self) -> int:
        """How many of them are trained on."""
        return int(self.point_count * self.train_percent / 100)

    @property
    def layer_activations(self) -> tuple[str, ...]:
        """The activation of each hidden layer."""
        return self.activations or (self.activation,) * len(self.shape)

    def value(self, key: str) -> str:
        """What the state says under a key of the address: ``value("networkShape")`` is "6,6"."""
        if key in FEATURES:
            return _written(key in self.features)
        return _written(getattr(self, _KEYS[key].field))

    def as_text(self) -> str:
        """The state as text: the keys that are not at their defaults, in one order."""
        plain = State()
        changed = [key for key in known_keys() if self.value(key) != plain.value(key)]
        written = changed or ["problem"]  # an empty text would be no state
        return "&".join(f"{key}={self.value(key)}" for key in written)


def parse_state(text: str) -> State:
    """The state in a text: ``key=value`` pairs joined by ``&``, or a playground's whole address.

    Args:
        text: with or without what precedes ``#``; keys may be left out.

    Raises: StateError: a key or value that the playground does not have, or none at all.
    """
    return State(**_arguments(_pairs(text)))


def known_keys() -> tuple[str, ...]:
    """The keys of a state that change what is trained."""
    return (*_KEYS, *FEATURES)


def _pairs(text: str) -> dict[str, str]:
    """Keys and values as they are written; what only says how a page looks is left out."""
    if len(text) > MOST_CHARS:
        raise StateError(
            message(
                "The state has {chars} characters; at most {most} are read. Paste the address of a "
                "playground alone.",
                chars=len(text),
                most=MOST_CHARS,
            )
        )
    text = text.strip()
    before, mark, after = text.partition("#")
    state = after if mark else "" if before.lower().startswith(("http:", "https:")) else before
    if not state.strip("#?& "):
        raise StateError(
            message(
                "There is no state. Paste the address of your playground, with all that follows #."
            )
        )
    found: dict[str, str] = {}
    for piece in filter(None, state.strip("#?& ").split("&")):
        written, equals, value = (unquote_plus(part).strip() for part in piece.partition("="))
        if not equals:
            raise StateError(
                message('"{piece}" is no setting; write it as key=value.', piece=piece[:60])
            )
        key = _BY_LOWER.get(written.lower(), written)
        if key in _IGNORED or key.endswith("_hide"):
            continue
        if key not in _KEYS and key not in FEATURES:
            near = did_you_mean(key, known_keys()).strip()
            raise StateError(
                message('The playground has no setting "{key}". {near}', key=key[:60], near=near)
            )
        if key in found:
            raise StateError(message("{key} is there twice; leave one of them out.", key=key))
        found[key] = value
    return found


def _arguments(pairs: Mapping[str, str]) -> dict[str, Any]:
    """What a `State` is made of, each value checked and then all of them together."""
    arguments: dict[str, Any] = {
        setting.field: setting.read(key, pairs[key])
        for key, setting in _KEYS.items()
        if pairs.get(key)  # an empty value is the playground's default
    }
    if pairs.get("networkShape") == "":
        arguments["shape"] = ()
    on = {name: name in State.features for name in FEATURES}
    on |= {name: flag(name, pairs[name]) for name in FEATURES if pairs.get(name)}
    arguments["features"] = tuple(name for name in FEATURES if on[name])
    if not arguments["features"]:
        raise StateError(
            message("No feature is switched on. Switch on at least one, for example x=true.")
        )
    state = State(**arguments)
    if state.activations and len(state.activations) != len(state.shape):
        raise StateError(
            message(
                "activations names {count} activations, networkShape has {layers} hidden layers; "
                "name one for each layer.",
                count=len(state.activations),
                layers=len(state.shape),
            )
        )
    if state.train_count < state.batch_size:
        raise StateError(
            message(
                "There are {count} points to train on and batchSize is {batch}, so that no step "
                "would be made. Use a smaller batchSize or more points.",
                count=state.train_count,
                batch=state.batch_size,
            )
        )
    return arguments


def _points(key: str, value: str) -> int:
    if ":" in value:
        raise StateError(
            message(
                "The state has points of its own; what is graded is trained on drawn points. "
                "Leave points out."
            )
        )
    return whole(LEAST_POINTS, MOST_POINTS)(key, value)


def _as_it_is(key: str, value: str) -> str:
    return value[:60]


@dataclass(frozen=True)
class _Setting:
    """A key of the address: the field of `State`, and what reads it."""

    field: str
    read: Callable[[str, str], Any]


_KEYS = {
    "activation": _Setting("activation", word(ACTIVATIONS)),
    "activations": _Setting("activations", activations),
    "regularization": _Setting("regularization", word(REGULARIZATIONS)),
    "regularizationRate": _Setting("regularization_rate", number(0, 10)),
    "elasticRatio": _Setting("elastic_ratio", number(0, 1)),
    "batchSize": _Setting("batch_size", whole(1, MOST_BATCH)),
    "problem": _Setting("problem", word(PROBLEMS)),
    "dataset": _Setting("dataset", word(DATASETS)),
    "regDataset": _Setting("reg_dataset", word(REG_DATASETS)),
    "learningRate": _Setting("learning_rate", number(0, 10, open_low=True)),
    "noise": _Setting("noise", number(0, 50)),
    "networkShape": _Setting("shape", shape),
    "percTrainData": _Setting("train_percent", number(10, 90)),
    "initZero": _Setting("init_zero", flag),
    "dropout": _Setting("dropout", number(0, 0.9)),
    "optimizer": _Setting("optimizer", word(OPTIMIZERS)),
    "momentum": _Setting("momentum", number(0, 0.99)),
    "points": _Setting("points", _points),
    "seed": _Setting("seed", _as_it_is),
}
_BY_LOWER = {key.lower(): key for key in (*_KEYS, *FEATURES, *_IGNORED)}
assert {setting.field for setting in _KEYS.values()} | {"features"} == {
    field.name for field in fields(State)
}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:.12g}" if isinstance(value, float) else str(value)
