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
    """A function that the lab asks for; its ``signature`` is like ``prox(v, t, kind)``."""

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


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What ``lab.yaml`` says.

    Attributes:
        number: chapter and place: ``L5.3``.
        title: what a student sees.
        minutes: how long the lab usually takes.
        anchors: of the sections in the course that it belongs to.
        needs: slugs of labs to be done before.
        functions: that the lab asks for.
        weights: points for ``correctness`` and ``performance``, 100 together.
        tolerances: for floats, by dtype.
        thresholds: what speed earns.
        limits: of the sandbox.
        traffic: the data that a timed call has to move at least.
    """

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
    traffic: Traffic = Traffic()


@dataclass(frozen=True, kw_only=True)
class Lab(Metadata):
    """One lab: its metadata and what its other files hold.

    Attributes:
        slug: the folder's name.
        statement, starter, hints: the texts of ``statement.md``, ``starter.py`` and ``hints.md``.
        solutions: sources by name.
        mistakes: known wrong solutions.
        revision: a hash of all files.
        folder: where they are.
        files: their contents by path in the folder.
        reference_source: the text of ``reference.py``.
        reference: its functions by name.
        make_visible, make_hidden: ``visible()`` and ``hidden(rng)`` of ``cases.py``.
        workload: what is timed.
    """

    slug: str
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

    @property
    def place(self) -> tuple[int, ...]:
        """The number for sorting: L1.10 comes after L1.9."""
        return tuple(int(part) for part in self.number.removeprefix("L").split("."))

    def function(self, name: str) -> Function:
        """One of `functions`. Raises: StopIteration: the lab does not ask for it."""
        return next(function for function in self.functions if function.name == name)

    @cached_property
    def visible(self) -> tuple[Case, ...]:
        """The visible cases, which never change."""
        return tuple(self.make_visible())

    @cached_property
    def visible_answers(self) -> tuple[ExpectedAnswer, ...]:
        """The reference's answers to the visible cases, in their order."""
        return tuple(expected_answer(self.reference, case.inputs) for case in self.visible)

    def hidden(self, rng: np.random.Generator) -> tuple[Case, ...]:
        """The hidden cases with inputs drawn by ``rng``."""
        return tuple(self.make_hidden(rng))

    def inputs(self, call: Call) -> list[tuple[str, Any]]:
        """The call's inputs with the names that the signature gives them."""
        names = self.function(call.function).parameters
        return [*zip(names, call.args, strict=False), *call.kwargs.items()]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: what a list of labs shows."""
        return {
            "lab": self.slug,
            "number": self.number,
            "title": self.title,
            "minutes": self.minutes,
            "functions": [
                {"name": function.name, "signature": function.signature, "does": function.does}
                for function in self.functions
            ],
            "weights": dict(self.weights),
            "revision": self.revision,
        }
