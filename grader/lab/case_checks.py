"""Do a lab's cases and workload hold together? They are made and answered once while loading."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults
from grader.lab.cases import Call, Case, Raises
from grader.lab.expected_answers import expected_answer
from grader.lab.model import Function, Workload
from grader.lab.programs import line_in, said

MOST_CASES = 100


class Checker:
    """Checks against one lab's functions and reference; every fault names file and line."""

    def __init__(
        self,
        functions: Sequence[Function],
        reference: Mapping[str, Callable[..., Any]],
        faults: Faults,
    ) -> None:
        self.functions = {function.name: function for function in functions}
        self.reference, self.faults = reference, faults
        self.names: set[str] = set()

    def cases(self, path: Path, make: Callable[..., Iterable[Case]], *args: Any) -> None:
        """Makes the cases once and checks each."""
        line = line_of(make)
        try:
            cases = list(islice(make(*args), MOST_CASES + 1))
        except Exception as error:  # an author's mistake of any kind
            self.faults.add(path, line_in(path, error), f"{make.__name__} fails: {said(error)}")
            return
        if not 1 <= len(cases) <= MOST_CASES:
            found = len(cases) if cases else "none"
            self.faults.add(
                path, line, f"{make.__name__} gives {found}; expected 1 to {MOST_CASES}"
            )
        for case in cases[:MOST_CASES]:
            for message in self._case(case):
                self.faults.add(path, line, f"{make.__name__}: {message}")

    def workload(self, path: Path, workload: Workload) -> None:
        """Makes the calls of the smallest size once and has the reference answer them."""
        line = line_of(workload.make)
        try:
            calls = workload.make(np.random.default_rng(0), workload.sizes[0])
        except Exception as error:  # an author's mistake of any kind
            self.faults.add(path, line_in(path, error), f"make fails: {said(error)}")
            return
        if not isinstance(calls, list) or not all(isinstance(c, Call) for c in calls) or not calls:
            self.faults.add(path, line, "make must return a list of calls: [call(...), ...]")
            return
        for one in calls:
            for message in self._call(one, None):
                self.faults.add(path, line, f"make: {message}")

    def _case(self, case: Any) -> Iterable[str]:
        if not isinstance(case, Case):
            yield f"yields {type(case).__name__}; expected Case(name, call(...), hint=...)"
            return
        shown = f'case "{case.name}"'
        if case.name in self.names:
            yield f"{shown} stands here twice; a case's name is its own"
        self.names.add(case.name)
        if not (isinstance(case.hint, str) and case.hint.strip()):
            yield f"{shown} has no hint"
        if not case.weight > 0:
            yield f"{shown} has weight {case.weight}; expected more than 0"
        if not isinstance(case.inputs, Call):
            yield f"{shown} has no call; write call(function, ...) as its inputs"
            return
        for message in self._call(case.inputs, case.expects):
            yield f"{shown} {message}"

    def _call(self, one: Call, expects: Raises | None) -> Iterable[str]:
        if one.function not in self.functions:
            yield f"calls {one.function}, which lab.yaml does not name"
            return
        try:
            inspect.signature(self.reference[one.function]).bind(*one.args, **one.kwargs)
        except TypeError as error:
            yield f"calls {one.function} with arguments that do not fit: {error}"
            return
        got = expected_answer(self.reference, one)
        if expects is None and got.raised is not None:
            yield f"is answered by the reference with {said(got.raised)}; expected a value"
        if expects is not None and not isinstance(got.raised, expects.exception):
            found = said(got.raised) if got.raised is not None else "a value"
            yield f"expects {expects.name}; the reference answers with {found}"


def line_of(function: Callable[..., Any]) -> int:
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code is not None else 1
