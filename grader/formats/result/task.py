"""What the author of a lab says in ``task.py``: data, training, measures, and what goes wrong.

from grader.formats.result import Measure, Task
from grader.lab import call

TASK = Task(
    train_set=lambda rng, world: points(rng, 200),
    held_out=lambda rng, world: points(rng, 1000),
    train=lambda X, y, seed: call("train", X, y, seed),
    predict=lambda model, X: call("predict", model, X),
    measures=[Measure("Held-out accuracy", accuracy, full_at=0.95, zero_at=0.6, ...)],
)
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from grader.lab.cases import Call

Examples = tuple[Any, Any]
"""Features and labels: arrays, or whatever can be sent into a sandbox."""
Training = Call | Generator[Call, Any, Any]
"""One call whose answer is the model, or calls that get their answers sent and return the model."""


@dataclass(frozen=True)
class Measure:
    """A number by which a trained model is judged.

    Attributes:
        name: what a student sees: ``Held-out accuracy``.
        of: ``of(y, predictions, model)``, computed in the trusted process.
        full_at: the value that earns all points.
        zero_at: the value that earns none; in between credit grows in proportion. Where
            ``zero_at`` is greater than ``full_at``, small values are good.
        baseline: what is reached without learning anything.
        reference: what the lab's reference reaches.
        weight: relative to the other measures', where their credits are averaged.
        over_seeds: how the values of all training runs become one.
        digits: decimals that are shown.
    """

    name: str
    of: Callable[[Any, Any, Any], float]
    full_at: float
    zero_at: float
    baseline: float
    reference: float
    weight: float = 1.0
    over_seeds: Literal["mean", "median"] = "mean"
    digits: int = 2

    @property
    def sign(self) -> float:
        """1 where large values are good, otherwise -1."""
        return 1.0 if self.full_at > self.zero_at else -1.0

    def credit(self, value: float) -> float:
        """From 0 to 1; 0 for what is no number."""
        share = (value - self.zero_at) / (self.full_at - self.zero_at)
        return min(1.0, max(0.0, share)) if np.isfinite(share) else float(share > 1)

    def summary(self, values: Iterable[float]) -> float:
        """One value for several training runs; NaN counts as the worst that there is."""
        worst = -np.inf * self.sign
        known = [worst if np.isnan(value) else value for value in values]
        if not known:
            return worst
        return float(np.median(known) if self.over_seeds == "median" else np.mean(known))

    def shown(self, value: float) -> str:
        """A value with the decimals that are shown."""
        return f"{value:,.{self.digits}f}" if np.isfinite(value) else "—"


@dataclass(frozen=True)
class TrainedModel:
    """What a training run on public data gave: what a test for a typical mistake looks at.

    ``X`` and ``y`` are the training data; ``values`` and ``train_values`` hold each measure by its
    name, on held-out and on training data. ``predictions`` are those for the training data,
    ``None`` where there are none that can be used.
    """

    model: Any
    X: Any
    y: Any
    values: Mapping[str, float]
    train_values: Mapping[str, float]
    predictions: Any = None


def _no_world(rng: np.random.Generator) -> Any:
    return None


def _any_model(model: Any) -> str:
    return ""


def _shape_of(X: Any, y: Any) -> tuple[int, ...]:
    return np.shape(y)


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a lab trains, and how the model is judged.

    Attributes:
        train_set, held_out: ``train_set(rng, world)`` gives features and labels. The two get
            generators that have nothing to do with each other. Held-out labels never enter a
            sandbox, and held-out features enter one only when training is over.
        world: what both sets have in common, such as the weights of a true model, drawn anew for
            each training run: without it code could know them by heart.
        train: ``train(X, y, seed)`` is the call that trains. A generator function may instead yield
            calls, gets the answer of each, and returns the model; each call is a step.
        predict: ``predict(model, X)`` is the call that predicts: of a function that the lab asks
            for, in a fresh session of the submission; of another one in ``reference.py``, in a
            sandbox of its own.
        measures: by which the predictions are judged.
        check_model: ``check_model(model)`` says in a sentence what is wrong with the form of a
            model, nothing where nothing is. It has to look at sizes before it computes anything.
        prediction_shape: ``prediction_shape(X, y)``, the shape of predictions; that of ``y``
            unless given.
        mistakes: by the name of a file in ``mistakes/``: whether a trained model looks as if this
            mistake had been made. Tried in order.
        seeds: training runs on secret data in one grading.
        together: with several measures, the lowest credit counts; otherwise their weighted mean.
    """

    train_set: Callable[[np.random.Generator, Any], Examples]
    held_out: Callable[[np.random.Generator, Any], Examples]
    train: Callable[[Any, Any, int], Training]
    predict: Callable[[Any, Any], Call]
    measures: Sequence[Measure]
    world: Callable[[np.random.Generator], Any] = _no_world
    check_model: Callable[[Any], str | None] = _any_model
    prediction_shape: Callable[[Any, Any], tuple[int, ...]] = _shape_of
    mistakes: Mapping[str, Callable[[TrainedModel], bool]] = field(default_factory=dict)
    seeds: int = 5
    together: bool = True

    def credit(self, values: Mapping[str, float]) -> float:
        """From 0 to 1, of the value of each measure by its name."""
        credits = [measure.credit(values[measure.name]) for measure in self.measures]
        if self.together:
            return min(credits)
        return float(np.average(credits, weights=[measure.weight for measure in self.measures]))


@dataclass(frozen=True)
class RunData:
    """The data of one training run. Held-out labels stay in the trusted process."""

    train: Examples
    held_out: Examples
    seed: int


def draw_data(task: Task, seeds: np.random.SeedSequence) -> RunData:
    """Data for one run, from generators that have nothing to do with each other.

    Args:
        task: whose data they are.
        seeds: of the run; secret unless the data are public. The seed that the student's function
            gets says nothing about it.
    """
    for_world, for_training, for_held_out, for_student = (
        np.random.default_rng(
            np.random.SeedSequence(seeds.entropy, spawn_key=(*seeds.spawn_key, part))
        )
        for part in range(4)
    )
    world = task.world(for_world)
    X, y = task.train_set(for_training, world)
    held_X, held_y = task.held_out(for_held_out, world)
    return RunData((X, y), (held_X, held_y), int(for_student.integers(2**31)))
