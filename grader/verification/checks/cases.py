"""There are enough cases, for every function, drawn anew, and the reference answers every draw."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from grader.lab import Case
from grader.lab.checks import check_fault
from grader.lab.expected_answers import expected_answer
from grader.lab.programs import describe_exception
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, line_of_case, line_with
from grader.verification.subject import Subject

LEAST_VISIBLE, MOST_VISIBLE, LEAST_HIDDEN = 3, 12, 10
LEAST_BESIDE_RULES = 3
"""Hidden cases of a lab that declares its arguments, from which most cases are made."""
DRAWS, QUICK_DRAWS = 25, 2


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults of cases.py beyond those that `files` finds."""
    lab, path = subject.lab, subject.path("cases.py")
    draws = QUICK_DRAWS if effort.quick else max(DRAWS, effort.seeds)
    drawn = [lab.hidden(np.random.default_rng(seed)) for seed in range(draws)]
    yield from _enough(subject, "visible", lab.visible)
    yield from _enough(subject, "hidden", drawn[0])
    if [c.name for c in lab.make_visible()] != [c.name for c in lab.visible] or _bytes(
        tuple(lab.make_visible())
    ) != _bytes(lab.visible):
        message = "visible gives other cases each time that it is called"
        yield Finding(path, _line(subject, "def visible"), message, "Write the inputs down.")
    yield from _draws(subject, drawn)
    for case in lab.visible:
        yield from _answered(subject, case, "")
    for seed, cases in enumerate(drawn):
        for case in cases:
            yield from _answered(subject, case, f" on the draw of seed {seed}")


def _enough(subject: Subject, kind: str, cases: Sequence[Case]) -> Iterator[Finding]:
    path, line = subject.path("cases.py"), _line(subject, f"def {kind}")
    hidden = LEAST_BESIDE_RULES if subject.lab.declarations else LEAST_HIDDEN
    least = LEAST_VISIBLE if kind == "visible" else hidden
    if len(cases) < least:
        remedy = f"Write {least - len(cases)} more."
        yield Finding(path, line, f"{kind} gives {len(cases)} of at least {least} cases", remedy)
    if kind == "visible" and len(cases) > MOST_VISIBLE:
        message = f"visible gives {len(cases)} cases; at most {MOST_VISIBLE} fit on a page"
        yield Finding(path, line, message, "Make some of them hidden.")
    asked = Counter(call.function for case in cases for call in case.inputs.calls)
    for function in subject.lab.functions:
        if not asked[function.name]:
            yield Finding(path, line, f"no {kind} case calls {function.name}", "Write one.")


def _draws(subject: Subject, drawn: Sequence[tuple[Case, ...]]) -> Iterator[Finding]:
    path, line = subject.path("cases.py"), _line(subject, "def hidden")
    again = subject.lab.hidden(np.random.default_rng(0))
    if _bytes(again) != _bytes(drawn[0]):
        remedy = "Draw everything from rng, and nothing from the clock or from np.random."
        yield Finding(path, line, "hidden gives other inputs for the same rng", remedy)
    if _bytes(drawn[0]) == _bytes(drawn[1]):
        remedy = "Draw inputs from rng, so that nobody can write the answers down."
        yield Finding(path, line, "hidden gives the same inputs in every draw", remedy)
    names = [[case.name for case in cases] for cases in drawn]
    other = next((found for found in names if found != names[0]), None)
    if other is not None:
        differing = sorted(set(other) ^ set(names[0])) or other
        message = f'the cases depend on the draw, "{differing[0]}" for one'
        yield Finding(path, line, message, "Give every draw the same cases, by name and order.")


def _answered(subject: Subject, case: Case, where: str) -> Iterator[Finding]:
    answer = expected_answer(subject.lab.reference, case.inputs)
    right = case.expects.exception if case.expects else ()
    line, path = line_of_case(subject.folder / "cases.py", case.name), subject.path("cases.py")
    if answer.raised is not None and not isinstance(answer.raised, right):
        message = f'the reference answers "{case.name}"{where} with '
        remedy = "Draw inputs that are allowed, or write expects=raises(...)."
        yield Finding(path, line, message + describe_exception(answer.raised), remedy)
    if answer.raised is None and case.expects is not None:
        message = f'"{case.name}"{where} expects {case.expects.name}; the reference gives a value'
        yield Finding(path, line, message, "Make the reference refuse it, or ask for a value.")
    if answer.raised is None and case.check is not None:
        fault = check_fault(case.check, answer.value, case.inputs, subject.lab.reference)
        if fault:
            remedy = "Let the check accept every right answer, the reference's among them."
            yield Finding(path, line, f'"{case.name}"{where}: {fault}', remedy)


def _line(subject: Subject, text: str) -> int:
    return line_with(subject.folder / "cases.py", text)


def _bytes(cases: Sequence[Case]) -> list[bytes]:
    """The inputs of cases, comparable whatever they are made of."""
    return [pickle.dumps((case.name, case.inputs)) for case in cases]


CHECK = Check(
    "cases are enough, and every draw is answered", 60, check, quick=True, formats=("code",)
)
