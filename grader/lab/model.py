"""A lab as read and checked: frozen, and complete enough to be graded by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader.lab.arguments import Declaration
from grader.lab.cases import Call, Case
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.sandbox.limits import Limits
from grader.values.comparison import Tolerances


@dataclass(frozen=True)
class Function:
    """A function that the lab asks for; its ``signature`` is like ``prox(v, t, kind)``.

    ``defaults`` are those of ``parameters`` that have one, ``None`` where it is no plain value;
    ``keyword_only`` are those that are given by name alone. ``takes_others`` says that there may be
    others beside them, given by name: ``**hyper``.
    """

    name: str
    signature: str
    does: str
    parameters: tuple[str, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    keyword_only: tuple[str, ...] = ()
    takes_others: bool = False

    @cached_property
    def positional(self) -> tuple[str, ...]:
        """The parameters that may be given by position."""
        return tuple(name for name in self.parameters if name not in self.keyword_only)


@dataclass(frozen=True)
class Mistake:
    """A known wrong solution. ``hint`` is its docstring, shown to students who make it."""

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


SMALLEST_SIZE = 1
"""What a workload makes at this size is the smallest call that it has."""


@dataclass(frozen=True)
class Workload:
    """What is timed: ``make(rng, size)`` gives the calls of one block, on inputs never seen.

    ``scaling`` holds the sizes at which growth is measured; none where the lab declares none.
    `SMALLEST_SIZE` is timed with them.
    """

    sizes: tuple[int, ...]
    make: Callable[[np.random.Generator, int], list[Call]]
    scaling: tuple[int, ...] = ()


@dataclass(frozen=True)
class StyleCriterion:
    """A line of the rubric for style, and its points."""

    text: str
    points: float


@dataclass(frozen=True)
class Style:
    """What a person grades of a lab's code: how well it reads.

    Attributes:
        points: of 100 that the score has in all; the grader's own make up the rest.
        criteria: with which the rubric on the site begins.
        guide: what graders alone read, in Markdown.
    """

    points: float
    criteria: tuple[StyleCriterion, ...] = ()
    guide: str = ""


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What ``lab.yaml`` says.

    Attributes:
        format: what is asked and how it is judged; see `grader.lab.formats`.
        number: chapter and place: ``L5.3``; of a capstone ``C1``.
        title: what a student sees.
        minutes: how long the lab usually takes.
        difficulty: ``easy``, ``medium`` or ``hard``; empty where it is not said.
        tags: words that it can be found by.
        solutions_after_full_marks: whether who has all points may see the solutions at once.
        anchors: of the sections in the course that it belongs to.
        needs: slugs of labs to be done before.
        functions: that the lab asks for.
        weights: points for ``correctness`` and ``performance``, 100 together.
        tolerances: for floats, by dtype.
        thresholds: what speed earns.
        limits: of the sandbox.
        traffic: the data that a timed call has to move at least.
        speed_order: names of solutions, the fastest first; those of a group are equally fast.
        starter_runs: whether the starter trains a model, a bad one, instead of being unwritten.
        style: what a person grades besides, if anything.
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
    format: str = "code"
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    solutions_after_full_marks: bool = False
    speed_order: tuple[tuple[str, ...], ...] = ()
    starter_runs: bool = False
    style: Style | None = None


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
        content: what the lab's format adds, in a type of its own.
        declarations: what ``cases.py`` declares of arguments, from which cases are made.
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
    content: Any = None
    declarations: tuple[Declaration, ...] = ()

    @property
    def place(self) -> tuple[int, ...]:
        """The number for sorting: L1.10 comes after L1.9, and others than L after all of them."""
        kind, parts = self.number[:1], self.number[1:].split(".")
        return (int(kind != "L"), ord(kind), *(int(part) for part in parts))

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

    @cached_property
    def case_counts(self) -> dict[str, int]:
        """How many ``visible`` and ``hidden`` cases there are."""
        hidden = self.hidden(np.random.default_rng(0))
        return {"visible": len(self.visible), "hidden": len(hidden)}

    def inputs(self, call: Call) -> list[tuple[str, Any]]:
        """The call's inputs with the names that the signature gives them."""
        names = self.function(call.function).parameters
        return [*zip(names, call.args, strict=False), *call.kwargs.items()]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: what a list of labs shows."""
        return {
            "lab": self.slug,
            "format": self.format,
            "number": self.number,
            "title": self.title,
            "minutes": self.minutes,
            "difficulty": self.difficulty,
            "tags": list(self.tags),
            "needs": list(self.needs),
            "cases": self.case_counts,
            "functions": [
                {"name": function.name, "signature": function.signature, "does": function.does}
                for function in self.functions
            ],
            "solutions": list(self.solutions),
            "speed_order": [list(group) for group in self.speed_order],
            "mistakes": [mistake.name for mistake in self.mistakes],
            "weights": dict(self.weights),
            "revision": self.revision,
        }
