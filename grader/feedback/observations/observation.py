"""The inputs, expected and actual result of one case, with the reference to ask further."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from grader.feedback.observations.equal_values import Flat, equal_numbers, equal_values, flatten
from grader.judging.judgment import Judgment
from grader.lab import Call, Lab, Scenario
from grader.lab.expected_answers import expected_answer
from grader.values.comparison import Tolerance


class NotApplicable(Exception):
    """The hypothesis makes no statement about this case."""


NUMERIC_ERRORS = (ArithmeticError, np.linalg.LinAlgError)
"""What a wrong formula may run into on inputs that it is not made for."""


def one_array(value: Any) -> np.ndarray:
    """An answer as one array of float64.

    Raises: NotApplicable: it is a tuple or a list, such as weights with their history.
    """
    if isinstance(value, (list, tuple)):
        raise NotApplicable
    return np.asarray(value, dtype=float)


class DifferentFormula(NotApplicable):
    """The hypothesis is about a formula that this function does not follow: no case fits it."""


@dataclass(frozen=True, eq=False)
class Observation:
    """One case whose expected answer is a value.

    Attributes:
        function: the name of the function that is called.
        inputs: the inputs by name; the first ``positional`` of them are passed by position.
        expected: the reference's answer.
        got: the submission's answer.
        tolerance: for comparing the two.
        passed: whether the values are right. An answer of the wrong dtype, or one beside which an
            input was changed, has right values that no mistake in a formula explains.
        reference: the lab's functions by name.
        options: the texts that each parameter takes in the lab's cases.
        defaults: the values of parameters that the call leaves out.
        order: the names of all parameters as in the signature.
        judged: of what the call returns, the part that is the answer; ``None`` where all of it is.
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
    judged: Scenario | None = None

    def recompute(self, changed: Mapping[str, Any] | None = None, *, function: str = "") -> Any:
        """The reference's answer to this call with some inputs changed.

        Args:
            changed: the new inputs by name.
            function: the name of another function to call.

        Raises: NotApplicable: there is no such function, or it raises an exception.
        """
        name, inputs = function or self.function, {**self.inputs, **(changed or {})}
        if name not in self.reference:
            raise NotApplicable
        answer = expected_answer(self.reference, self._asked(name, inputs))
        if answer.raised is not None:
            raise NotApplicable
        return answer.value

    def answer_of(self, functions: Mapping[str, Callable[..., Any]]) -> Any:
        """What other functions answer to this call; ``None`` where they raise an exception."""
        inputs = copy.deepcopy(dict(self.inputs))
        return expected_answer(functions, self._asked(self.function, inputs)).value

    def _asked(self, function: str, inputs: Mapping[str, Any]) -> Call:
        values = list(inputs.items())
        args = tuple(value for _, value in values[: self.positional])
        call = Call(function, args, dict(values[self.positional :]))
        if self.judged is None or function != self.function:
            return call
        return self.judged.with_calls([call])

    @cached_property
    def _flat_got(self) -> Flat | None:
        return flatten(self.got)

    def is_answered_by(self, answer: Any) -> bool:
        """Whether the submission's answer holds the same numbers as this one."""
        return equal_numbers(self._flat_got, answer, self.tolerance)

    def arrays(self) -> Iterator[tuple[str, np.ndarray]]:
        """The inputs that are arrays of numbers, by name."""
        for name, value in self.inputs.items():
            if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
                yield name, value

    def first_array(self) -> tuple[str, np.ndarray]:
        """The first input that is an array of numbers.

        Raises: NotApplicable: there is none.
        """
        for name, value in self.arrays():
            return name, value
        raise NotApplicable

    def shape(self) -> tuple[int, ...]:
        """The shape of the expected answer.

        Raises: NotApplicable: it is a list or anything else than one array or number.
        """
        if not isinstance(self.expected, (int, float, np.number, np.ndarray)):
            raise NotApplicable
        return np.shape(self.expected)

    @property
    def all_inputs(self) -> dict[str, Any]:
        """All inputs, those left out included, in the signature's order."""
        known = {**self.defaults, **self.inputs}
        return {name: known[name] for name in self.order if name in known} | known

    @property
    def reduction(self) -> Any:
        """How the call asks to reduce, by its default where it says nothing; else ``"none"``."""
        return self.all_inputs.get("reduction", "none")

    def scalars(self) -> Iterator[tuple[str, float]]:
        """The inputs that are single floats, by name: rates, thresholds, temperatures."""
        for name, value in self.all_inputs.items():
            if isinstance(value, float):
                yield name, value

    def counts(self) -> dict[str, int]:
        """What a mean may have been taken over: ``entries``, ``rows``, ``columns``, ``arrays``."""
        first = next(iter(self.inputs.values()), None)
        if isinstance(first, list) and first and isinstance(first[0], np.ndarray):
            return {"entries": sum(part.size for part in first), "arrays": len(first)}
        if not isinstance(first, np.ndarray) or not first.ndim:
            return {}
        counts = {"entries": first.size}
        if first.ndim == 2:
            counts |= {"rows": len(first), "columns": first.shape[1]}
        return counts


def observe(lab: Lab, judgment: Judgment, options: Mapping[str, frozenset[Any]]) -> Observation:
    """The observation of a judged case.

    Args:
        lab: whose case it is.
        judgment: of a case of one call, whose expected and actual answers are values.
        options: the texts that each parameter takes in the lab's cases.
    """
    call = judgment.case.inputs
    judged = call if isinstance(call, Scenario) else None
    got, expected = judgment.outcome.value, judgment.expected.value
    parameters = inspect.signature(lab.reference[call.function]).parameters
    return Observation(
        function=call.function,
        inputs=dict(lab.inputs(call)),
        positional=len(call.args),
        expected=expected,
        got=got,
        tolerance=judgment.likeness,
        passed=judgment.passed or equal_values(got, expected, judgment.tolerance),
        reference=lab.reference,
        options=options,
        defaults={k: p.default for k, p in parameters.items() if p.default is not p.empty},
        order=tuple(parameters),
        judged=judged,
    )
