"""Checks that a lab's cases and workload hold together: they are made and answered once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults
from grader.lab.cases import Call, Case, Raises
from grader.lab.checks import check_fault
from grader.lab.expected_answers import expected_answer
from grader.lab.model import SMALLEST_SIZE, Function, Workload
from grader.lab.programs import describe_exception, line_in
from grader.lab.scenario_checks import is_plain, scenario_faults
from grader.lab.scenarios import NoPart, Scenario

MOST_CASES = 100
"""Of each kind in one lab; a grading runs them all within its budget."""


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
        """Makes the cases once and checks each.

        Args:
            path: of the file that defines ``make``, for faults.
            make: ``visible`` or ``hidden`` of a lab's ``cases.py``.
            args: for ``make``.
        """
        line = line_of(make)
        try:
            cases = list(islice(make(*args), MOST_CASES + 1))
        except Exception as error:  # the author's code may raise anything
            self.faults.add(
                path, line_in(path, error), f"{make.__name__} fails: {describe_exception(error)}"
            )
            return
        if not 1 <= len(cases) <= MOST_CASES:
            found = len(cases) if cases else "none"
            self.faults.add(
                path, line, f"{make.__name__} gives {found}; expected 1 to {MOST_CASES}"
            )
        for case in cases[:MOST_CASES]:
            for message in self._case_faults(case):
                self.faults.add(path, line, f"{make.__name__}: {message}")
            if isinstance(case, Case) and case.check is not None:
                for message in self._check_faults(case):
                    self.faults.add(path, line_of(case.check), f'case "{case.name}": {message}')

    def workload(self, path: Path, workload: Workload) -> None:
        """Makes the calls of the first size once, and the smallest call that is timed beside the
        sizes for growth, and has the reference answer them.

        Args:
            path: of the file that defines ``make``, for faults.
            workload: what it makes.
        """
        smallest = [SMALLEST_SIZE] if workload.scaling else []
        for size in (workload.sizes[0], *smallest):
            self._workload_of(path, workload, size)

    def _workload_of(self, path: Path, workload: Workload, size: int) -> None:
        line = line_of(workload.make)
        try:
            calls = workload.make(np.random.default_rng(0), size)
        except Exception as error:  # the author's code may raise anything
            self.faults.add(path, line_in(path, error), f"make fails: {describe_exception(error)}")
            return
        if not isinstance(calls, list) or not all(isinstance(c, Call) for c in calls) or not calls:
            self.faults.add(path, line, "make must return a list of calls: [call(...), ...]")
            return
        for call in calls:
            for message in self._call_faults(call, None):
                self.faults.add(path, line, f"make: {message}")

    def _case_faults(self, case: Any) -> Iterable[str]:
        if not isinstance(case, Case):
            yield f"yields {type(case).__name__}; expected Case(name, call(...), hint=...)"
            return
        shown = f'case "{case.name}"'
        if case.name in self.names:
            yield f"{shown} is defined twice; each case needs a name of its own"
        self.names.add(case.name)
        if not (isinstance(case.hint, str) and case.hint.strip()):
            yield f"{shown} has no hint"
        if not case.weight > 0:
            yield f"{shown} has weight {case.weight}; expected more than 0"
        if not isinstance(case.inputs, Call):
            yield f"{shown} has no call; write call(function, ...) as its inputs"
            return
        if case.any_lengths and case.check is None:
            yield f"{shown} has any_lengths without a check; leave it out, or add check=..."
        if case.in_order is not None and case.check is None:
            yield f"{shown} has in_order without a check; leave it out, or add check=..."
        for message in self._call_faults(case.inputs, case.expects):
            yield f"{shown} {message}"

    def _check_faults(self, case: Case) -> Iterable[str]:
        """Of the case's check, which is run on the reference's answer."""
        assert case.check is not None
        if case.expects is not None:
            yield "has expects and a check; an exception has nothing to check, so leave one out"
            return
        if not isinstance(case.inputs, Call) or any(self._form_faults(case.inputs)):
            return  # reported with the call
        answer = expected_answer(self.reference, case.inputs)
        if answer.raised is None:
            fault = check_fault(case.check, answer.value, case.inputs, self.reference)
            if fault:
                yield f"{fault}; it must return None for this answer"

    def _form_faults(self, call: Call) -> Iterable[str]:
        """Calls that cannot be made, without making them."""
        if isinstance(call, Scenario):
            yield from scenario_faults(call)
        for one in call.calls:
            if one.function not in self.functions:
                yield f"calls {one.function}, which lab.yaml does not name"
                continue
            try:
                inspect.signature(self.reference[one.function]).bind(*one.args, **one.kwargs)
            except TypeError as error:
                yield f"calls {one.function} with arguments that do not fit: {error}"

    def _call_faults(self, call: Call, expects: Raises | None) -> Iterable[str]:
        faults = list(self._form_faults(call))
        yield from faults
        if faults:
            return
        answer = expected_answer(self.reference, call)
        if isinstance(answer.raised, NoPart):
            yield (
                f"asks for a part that the reference's answer does not have: {answer.raised}; "
                "name an entry or attribute that it has"
            )
            return
        if expects is None and answer.raised is not None:
            raised = describe_exception(answer.raised)
            yield f"is answered by the reference with {raised}; expected a value"
        if expects is not None and not isinstance(answer.raised, expects.exception):
            found = describe_exception(answer.raised) if answer.raised else "a value"
            yield f"expects {expects.name}; the reference answers with {found}"
        if isinstance(call, Scenario) and answer.raised is None and not is_plain(answer.value):
            yield (
                "judges something that cannot leave the sandbox; judge arrays and numbers of it: "
                "steps(..., judged=(result(0)[0], result(0)[1].mean))"
            )


def line_of(function: Callable[..., Any]) -> int:
    """The line in which a function is defined; 1 for what is no Python function."""
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code is not None else 1
