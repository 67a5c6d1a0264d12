"""What a lab asks of a submission: calls, and what must come of each.

A case gives inputs only. The lab's reference answers when the lab is graded, so that the key and
the code cannot drift apart.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.values.comparison import Tolerance


@dataclass(frozen=True)
class Call:
    """One call of one function; made with `call`."""

    function: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The call itself; all calls of a scenario, in their order."""
        return (self,)

    def fresh(self) -> Call:
        """The same call with inputs of its own, in the same memory layout."""
        return Call(self.function, _copied(self.args), _copied(self.kwargs))


def call(function: str, *args: Any, **kwargs: Any) -> Call:
    """``call("penalty", W, "l1", l1=0.5)`` is ``penalty(W, "l1", l1=0.5)``, not yet made."""
    return Call(function, args, kwargs)


@dataclass(frozen=True)
class Raises:
    """The call must raise this exception (or one derived from it)."""

    exception: type[Exception]

    @property
    def name(self) -> str:
        """The exception's name: ``ValueError``."""
        return self.exception.__name__


def raises(exception: type[Exception]) -> Raises:
    """``expects=raises(ValueError)``: the call must raise this exception or one derived from it."""
    return Raises(exception)


Check = Callable[[Any, Any], "str | None"]


@dataclass(frozen=True)
class Case:
    """One thing that a submission must get right.

    Attributes:
        name: what a student sees; no two cases of a lab have the same.
        inputs: the call, or a scenario of several.
        hint: shown when the case fails and nothing explains why.
        weight: relative to the other cases' in the correctness score; more than 0.
        expects: the exception that the call must raise; ``None`` where a value is right.
        tolerance: overrides the lab's.
        rule: of a case that the grader makes from a lab's declarations: the rule that it belongs
            to, whose cases are one row of the report.
        check: ``check(answer, inputs)`` says whether an answer of the right kind is right, instead
            of a comparison with the reference's: ``None``, or the sentence for the student.
            ``inputs`` are the call's by parameter name, defaults included; of a scenario a list
            with those of each call.
        any_lengths: with a check, axes and lists may have other lengths than the reference's.
        in_order: with a check that accepts any order: gives an answer in one order, so that the
            answers of known mistakes are found in it too.
    """

    name: str
    inputs: Call
    hint: str
    weight: float = 1.0
    expects: Raises | None = None
    tolerance: Tolerance | None = None
    rule: str | None = None
    check: Check | None = None
    any_lengths: bool = False
    in_order: Callable[[Any], Any] | None = None

    @property
    def row(self) -> str:
        """The name of the report's row to which the case belongs: its own, or that of its rule."""
        return self.rule or self.name


def _copied(value: Any) -> Any:
    """A deep copy of plain data in which arrays keep their layout and stay read-only."""
    if isinstance(value, tuple):
        return tuple(map(_copied, value))
    if isinstance(value, list):
        return list(map(_copied, value))
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return _copied_array(value) if isinstance(value, np.ndarray) else copy.copy(value)


def _copied_array(array: np.ndarray) -> np.ndarray:
    contiguous = array.flags.c_contiguous or array.flags.f_contiguous
    if contiguous or not array.ndim:
        copied = array.copy(order="K")
    else:
        copied = np.repeat(array, 2, axis=-1)[..., ::2]  # the entries lie apart in memory again
    copied.flags.writeable = array.flags.writeable
    return copied
