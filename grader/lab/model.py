"""A lab as read and checked: frozen, and complete enough to be graded by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader.lab.cases import Call, Case
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.sandbox.limits import Limits
from grader.values.comparison import Tolerances


@dataclass(frozen=True)
class Function:
    """A function that the lab asks for: ``signature`` is ``prox(v, t, kind)``."""

    name: str
    signature: str
    does: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Mistake:
    """A known wrong solution. ``hint`` is its docstring, shown to whoever makes it."""

    name: str
    hint: str
    source: str


@dataclass(frozen=True)
class Thresholds:
    """Ratios (submission / reference) at which speed earns all and none of its points."""

    full_at: float
    zero_at: float


@dataclass(frozen=True)
class Traffic:
    """What any right solution has to move in a timed call, as shares: of the bytes of the inputs
    that it reads, and of the bytes of the answer that it writes."""

    reads: float = 0.0
    writes: float = 1.0


@dataclass(frozen=True)
class Workload:
    """What is timed: ``make(rng, size)`` gives the calls of one block, on inputs never seen.

    ``scaling`` holds the sizes at which growth is measured; none where the lab declares none.
    """

    sizes: tuple[int, ...]
    make: Callable[[np.random.Generator, int], list[Call]]
    scaling: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lab:
    """One lab. ``revision`` is a hash of all its files; ``files`` holds them."""

    slug: str
    number: str
    title: str
    minutes: int
    anchors: tuple[str, ...]
    needs: tuple[str, ...]
    functions: tuple[Function, ...]
    weights: Mapping[str, float]
    tolerances: Tolerances
    thresholds: Thresholds
    limits: Limits
    statement: str
    starter: str
    hints: tuple[str, ...]
    solutions: Mapping[str, str]
    mistakes: tuple[Mistake, ...]
    revision: str
    folder: Path
    files: Mapping[str, bytes]
    reference_source: str
    reference: Mapping[str, Callable[..., Any]]
    make_visible: Callable[[], Iterable[Case]]
    make_hidden: Callable[[np.random.Generator], Iterable[Case]]
    workload: Workload
    traffic: Traffic = Traffic()

    @property
    def place(self) -> tuple[int, ...]:
        """The number for sorting: L1.10 comes after L1.9."""
        return tuple(int(part) for part in self.number.removeprefix("L").split("."))

    def function(self, name: str) -> Function:
        return next(f for f in self.functions if f.name == name)

    @cached_property
    def visible(self) -> tuple[Case, ...]:
        return tuple(self.make_visible())

    @cached_property
    def visible_answers(self) -> tuple[ExpectedAnswer, ...]:
        """The reference's answers to the visible cases, which never change."""
        return tuple(expected_answer(self.reference, case.inputs) for case in self.visible)

    def hidden(self, rng: np.random.Generator) -> tuple[Case, ...]:
        return tuple(self.make_hidden(rng))

    def inputs(self, call: Call) -> list[tuple[str, Any]]:
        """The call's inputs with the names that the signature gives them."""
        names = self.function(call.function).parameters
        return [*zip(names, call.args, strict=False), *call.kwargs.items()]

    def as_dict(self) -> dict[str, Any]:
        """What a list of labs shows."""
        return {
            "lab": self.slug,
            "number": self.number,
            "title": self.title,
            "minutes": self.minutes,
            "functions": [
                {"name": f.name, "signature": f.signature, "does": f.does} for f in self.functions
            ],
            "weights": dict(self.weights),
            "revision": self.revision,
        }
