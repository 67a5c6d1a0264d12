"""A scenario as a student would write it: its calls in order, and the values that they are given.

r0 = forward(X, params)
backward(dout, r0[1])
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from grader.lab import Lab, Scenario
from grader.lab.scenarios import Reference, call_of, path_text, references_in
from grader.values.formatting import clip, format_value

_LONGEST_INLINE = 24
"""Characters of a value that is written in the call itself."""
_LINE_CHARS = 500

Rows = tuple[tuple[str, str], ...]


def scenario_text(lab: Lab, scenario: Scenario) -> tuple[tuple[str, ...], Rows]:
    """The lines, the last of which is what is judged, and the values by the names in them.

    Args:
        lab: whose functions are called.
        scenario: of a visible case.
    """
    text = _Text()
    used = {
        call_of(part) for call in scenario.calls for part in references_in((call.args, call.kwargs))
    }
    whole = isinstance(scenario.judged, Reference) and not path_text(scenario.judged)
    ends_with_judged = whole and call_of(scenario.judged) == len(scenario.calls) - 1
    if not ends_with_judged:
        used |= {call_of(part) for part in references_in(scenario.judged)}
    lines = []
    for number, call in enumerate(scenario.calls):
        named = {*call.kwargs}
        inputs = [
            f"{name}={text.of(value, name)}" if name in named else text.of(value, name)
            for name, value in lab.inputs(call)
        ]
        line = f"{call.function}({', '.join(inputs)})"
        lines.append(f"r{number} = {line}" if number in used else line)
    if not ends_with_judged:
        lines.append(text.of(scenario.judged, ""))
    return tuple(clip(line, _LINE_CHARS) for line in lines), tuple(text.rows.items())


class _Text:
    """Values as text; ``rows`` holds those that are too long for a line, by name."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self._named: list[tuple[Any, str]] = []

    def of(self, value: Any, name: str) -> str:
        """The value itself where it is short, else its name; the parts of what holds results."""
        if isinstance(value, Reference):
            return f"r{call_of(value)}{path_text(value)}"
        if next(references_in(value), None) is not None:
            return self._container(value, name)
        written = repr(value) if isinstance(value, str) else format_value(value)
        if not isinstance(value, np.ndarray) and len(written) <= _LONGEST_INLINE:
            return written
        return self._name(value, name, written)

    def _container(self, value: Any, name: str) -> str:
        if isinstance(value, dict):
            items = (f"{key!r}: {self.of(item, str(key))}" for key, item in value.items())
            return "{" + ", ".join(items) + "}"
        parts = [self.of(item, f"{name}{k}") for k, item in enumerate(value)]
        if isinstance(value, list):
            return f"[{', '.join(parts)}]"
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"

    def _name(self, value: Any, name: str, written: str) -> str:
        """One name for each value; a further value of the same name gets a number."""
        for other, known in self._named:
            if other is value:
                return known
        names = (f"{name}_{number}" if number > 1 else name for number in itertools.count(1))
        unique = next(candidate for candidate in names if candidate not in self.rows)
        self.rows[unique] = written
        self._named.append((value, unique))
        return unique
