"""One case as a hypothesis sees it: what went in, what was right, and what the reference says when
the inputs are changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import equal_values
from grader.judging.judgment import Judgment
from grader.lab import Call, Lab
from grader.lab.expected_answers import expected_answer
from grader.values.comparison import Tolerance


class NotApplicable(Exception):
    """The hypothesis says nothing of this case."""


class DifferentFormula(NotApplicable):
    """The hypothesis is about a formula that this function does not follow: no case fits it."""


@dataclass(frozen=True, eq=False)
class Observation:
    """A case whose right answer is a value.

    ``inputs`` holds the inputs by name, ``defaults`` what is taken for those left out;
    ``expected`` is the reference's answer, ``got`` the submission's. ``passed`` says whether the
    values are right: an answer of the wrong dtype, or one beside which an input was changed, has
    values that no mistake in a formula explains.
    """

    function: str
    inputs: Mapping[str, Any]
    positional: int
    expected: Any
    got: Any
    tolerance: Tolerance
    passed: bool
    reference: Mapping[str, Callable[..., Any]]
    options: Mapping[str, frozenset[Any]]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    def again(self, *, function: str = "", **changed: Any) -> Any:
        """The reference's answer to this call with some inputs changed. Raises: NotApplicable."""
        name, inputs = function or self.function, {**self.inputs, **changed}
        if name not in self.reference:
            raise NotApplicable
        values = list(inputs.items())
        args = tuple(value for _, value in values[: self.positional])
        found = expected_answer(self.reference, Call(name, args, dict(values[self.positional :])))
        if found.raised is not None:
            raise NotApplicable
        return found.value

    def arrays(self) -> Iterator[tuple[str, np.ndarray]]:
        """The inputs that are arrays of numbers, by name."""
        for name, value in self.inputs.items():
            if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
                yield name, value

    @property
    def full(self) -> dict[str, Any]:
        """All inputs, those left out included, in the signature's order."""
        known = {**self.defaults, **self.inputs}
        return {name: known[name] for name in self.order if name in known} | known

    def numbers(self) -> Iterator[tuple[str, float]]:
        """The inputs that are single floats, by name: rates, thresholds, temperatures."""
        for name, value in self.full.items():
            if isinstance(value, float):
                yield name, value

    def lengths(self) -> dict[str, int]:
        """What a mean may have been taken over, by its name in a sentence."""
        first = next(iter(self.inputs.values()), None)
        if isinstance(first, list) and first and isinstance(first[0], np.ndarray):
            return {"entries": sum(part.size for part in first), "arrays": len(first)}
        if not isinstance(first, np.ndarray) or not first.ndim:
            return {}
        found = {"entries": first.size}
        if first.ndim == 2:
            found |= {"rows": len(first), "columns": first.shape[1]}
        return found


def seen(lab: Lab, one: Judgment, options: Mapping[str, frozenset[Any]]) -> Observation:
    """A case of a lab; ``options`` are the texts that each parameter takes in the lab's cases."""
    call = one.case.inputs
    inputs = dict(lab.inputs(call))
    got, expected = one.outcome.value, one.answer.value
    parameters = inspect.signature(lab.reference[call.function]).parameters
    return Observation(
        function=call.function,
        inputs=inputs,
        positional=len(call.args),
        expected=expected,
        got=got,
        tolerance=one.tolerance,
        passed=one.passed or equal_values(got, expected, one.tolerance),
        reference=lab.reference,
        options=options,
        defaults={k: p.default for k, p in parameters.items() if p.default is not p.empty},
        order=tuple(parameters),
    )
