"""Several calls in one session that pass on their results, whatever those are.

A scenario of ``cases.py`` names the results; only the sandbox, and the reference's own process,
hold them::

    steps(
        call("mlp_forward", X, params),
        call("mlp_backward", dout, result(0)[1], params),
    )
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from grader.lab.cases import Call
from grader.sandbox.guest.references import (
    ATTRIBUTE,
    ITEM,
    NoPart,
    Reference,
    call_of,
    follow,
    path_text,
    resolve,
)

MOST_CALLS = 100
"""Of one scenario."""

__all__ = [
    "MOST_CALLS",
    "NoPart",
    "Reference",
    "Result",
    "Results",
    "Scenario",
    "call_of",
    "path_text",
    "references_in",
    "result",
    "steps",
]


class Result(Reference):
    """What a call of a scenario returned, or a part: ``result(0)``, ``result(0)[1].mean``."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Result:
        if type(key) not in (int, str):
            raise TypeError(f"{self!r}[{key!r}]: an entry is named by an int or a text")
        return Result(self._call, (*self._parts, (ITEM, key)))

    def __getattr__(self, name: str) -> Result:
        if name.startswith("_"):  # Python and NumPy ask for such names themselves
            raise AttributeError(f"{self!r} represents what a call will return; it has no {name}")
        return Result(self._call, (*self._parts, (ATTRIBUTE, name)))

    def __iter__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be unpacked; write {self!r}[0], {self!r}[1] and so on")


def result(number: int) -> Result:
    """What call ``number`` (from 0) of a scenario returned; index it, or take attributes of it."""
    return Result(number)


@dataclass(frozen=True)
class Scenario(Call):
    """Calls of one session; made with `steps`. As a call it is the last of them.

    Attributes:
        earlier: the calls before.
        judged: what is compared with the reference's, or given to the case's check: a result, or
            a list, tuple or dict of results.
    """

    earlier: tuple[Call, ...] = ()
    judged: Any = None

    @property
    def calls(self) -> tuple[Call, ...]:
        """All calls in their order."""
        return (*self.earlier, Call(self.function, self.args, self.kwargs))

    def fresh(self) -> Scenario:
        """The same calls with inputs of their own."""
        return self.with_calls([call.fresh() for call in self.calls])

    def with_calls(self, calls: Sequence[Call]) -> Scenario:
        """The same scenario of other calls."""
        *earlier, last = calls
        return Scenario(last.function, last.args, last.kwargs, tuple(earlier), self.judged)

    def picked(self, number: int) -> tuple[Reference, ...]:
        """The judged parts of what call ``number`` returned."""
        return tuple(part for part in references_in(self.judged) if call_of(part) == number)

    def answer(self, parts: Sequence[Sequence[Any]]) -> Any:
        """What is judged.

        Args:
            parts: of each call the values of its `picked` parts.
        """
        values = [iter(of_call) for of_call in parts]
        return _filled(self.judged, values)


def steps(*calls: Call, judged: Any = None) -> Scenario:
    """Calls of one session, in their order; arguments may be or hold results of earlier ones.

    Args:
        calls: made with `call`.
        judged: the results that count, alone or in a list, tuple or dict; by default what the last
            call returns.
    """
    if not calls:
        raise TypeError("a scenario needs a call: steps(call(...), call(...))")
    judged = result(len(calls) - 1) if judged is None else judged
    *earlier, last = calls
    return Scenario(last.function, last.args, last.kwargs, tuple(earlier), judged)


def references_in(value: Any) -> Iterator[Reference]:
    """The references in lists, tuples and dicts, in their order."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from references_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from references_in(item)


class Results:
    """What the calls of a scenario have returned so far, in this process."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def arguments_of(self, call: Call) -> tuple[list[Any], dict[str, Any]]:
        """The call's arguments with results in the place of references. Raises: NoPart."""
        args, kwargs = resolve([list(call.args), dict(call.kwargs)], self.values, [])
        return args, kwargs

    def keep(self, value: Any, picked: Sequence[Reference]) -> list[Any]:
        """Keeps what a call returned. Returns: its picked parts. Raises: NoPart."""
        self.values.append(value)
        return [follow(part, self.values) for part in picked]


def _filled(judged: Any, values: list[Iterator[Any]]) -> Any:
    """``judged`` with values in the place of its references."""
    if isinstance(judged, Reference):
        return next(values[call_of(judged)])
    if isinstance(judged, (list, tuple)):
        return type(judged)([_filled(item, values) for item in judged])
    return {key: _filled(item, values) for key, item in judged.items()}
