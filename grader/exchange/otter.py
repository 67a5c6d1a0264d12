"""A lab as an Otter assignment: what `otter assign` makes student notebook and autograder from.

Otter runs the tests in the student's own process, and knows no reference: hidden cases are drawn
once, with their answers. Left to the grader are rules (memory layout, dtypes), speed and hints.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from grader.exchange.checks import CheckedCase, checked_cases, helper_source
from grader.exchange.notebooks import Cell, code_cell, notebook_text, raw_cell, text_cell
from grader.lab import Lab

HELPER = "lab_checks.py"
POINTS = 100.0
_ROOM = "# Room for what you want to try"
"""Students see the cell of the solution too, without it."""


@dataclass(frozen=True)
class OtterAssignment:
    """Files by name, and a sentence for each thing of the lab that is not in them."""

    files: Mapping[str, str]
    left_out: tuple[str, ...]


def otter_assignment(lab: Lab, seed: int = 0) -> OtterAssignment:
    """The notebook for `otter assign`, and what goes beside it.

    Args:
        lab: of functions.
        seed: draws the hidden cases.

    Raises: CannotExchange.
    """
    visible = checked_cases(lab, lab.visible)
    hidden = checked_cases(lab, lab.hidden(np.random.default_rng(seed)))
    kept = [case for case in (*visible, *hidden) if not case.why]
    total = sum(case.weight for case in kept)
    tests = [
        _test(case, number, POINTS * case.weight / total, hidden=case in hidden)
        for number, case in enumerate(kept, start=1)
    ]
    left_out = [f"{case.name}: {case.why}" for case in (*visible, *hidden) if case.why]
    left_out.append("Cases of rules: arrays in any order, read-only, empty, of other dtypes.")
    if lab.weights.get("performance"):
        left_out.append("Speed; all points are for correctness.")
    files = {
        f"{lab.slug}.ipynb": notebook_text(_cells(lab, tests)),
        HELPER: helper_source(),
        "requirements.txt": "numpy\n",
    }
    return OtterAssignment(files, tuple(left_out))


def _cells(lab: Lab, tests: Iterable[Cell]) -> list[Cell]:
    config = f"""\
# ASSIGNMENT CONFIG
name: {lab.slug}
init_cell: true
check_all_cell: true
export_cell: false
requirements: requirements.txt
files: [{HELPER}]
generate: true
tests:
  ok_format: false
"""
    return [
        raw_cell(config),
        text_cell(f"# {lab.title}\n\n{lab.statement.strip()}"),
        raw_cell(f"# BEGIN QUESTION\nname: {lab.slug}\npoints: {POINTS:g}"),
        text_cell("## Your code"),
        raw_cell("# BEGIN PROMPT"),
        code_cell(lab.starter),
        raw_cell("# END PROMPT"),
        raw_cell("# BEGIN SOLUTION"),
        code_cell(f"# BEGIN SOLUTION NO PROMPT\n{_solution(lab).strip()}\n# END SOLUTION\n{_ROOM}"),
        raw_cell("# END SOLUTION"),
        raw_cell("# BEGIN TESTS"),
        *tests,
        raw_cell("# END TESTS"),
        raw_cell("# END QUESTION"),
    ]


def _solution(lab: Lab) -> str:
    return lab.solutions.get("vectorised") or next(iter(lab.solutions.values()))


def _test(case: CheckedCase, number: int, points: float, *, hidden: bool) -> Cell:
    """Otter keeps the function alone, so that it imports what it needs."""
    check = case.line(f"env.get({case.function!r})")
    hint = json.dumps(_quotable(f"{case.name}: {case.hint}"), ensure_ascii=False)
    body = textwrap.dedent(
        f"""\
        \"\"\" # BEGIN TEST CONFIG
        points: {points:.10g}
        hidden: {str(hidden).lower()}
        failure_message: {hint}
        \"\"\" # END TEST CONFIG
        def test_{number}(env):
            import numpy as np
            from lab_checks import expects, value
        """
    )
    return code_cell(body + textwrap.indent(check, "    "))


def _quotable(text: str) -> str:
    """Otter writes it between quotes as it is."""
    return " ".join(text.replace("\\", "").replace('"', "'").split())
