"""A lab as a notebook for students: statement, starter code, a cell for each visible case."""

from __future__ import annotations

from grader.exchange.checks import CheckedCase, checked_cases, helper_source
from grader.exchange.notebooks import Cell, code_cell, notebook_text, text_cell
from grader.lab import Lab


def students_notebook(lab: Lab) -> str:
    """The text of the notebook. Raises: CannotExchange."""
    cases = checked_cases(lab, lab.visible)
    cells = [
        text_cell(f"# Lab {lab.number}: {lab.title}\n\n{lab.statement.strip()}"),
        *(_hint(number, text) for number, text in enumerate(lab.hints, start=1)),
        text_cell("## Your code\n\nRun the cell after each change."),
        code_cell(lab.starter),
        text_cell(
            "## Visible cases\n\nRun the next cell first; it defines how answers are compared. A "
            "case passes when its cell runs without an error."
        ),
        code_cell(helper_source(), folded=True),
        *map(_case, cases),
        text_cell(
            "## Submit\n\nThis needs `pip install 'courseware-client[jupyter]'`, and "
            "`courseware login` in a terminal. The site tries the hidden cases too."
        ),
        code_cell("%load_ext courseware_client"),
        code_cell(f"%submit {lab.slug}"),
    ]
    return notebook_text(cells)


def _hint(number: int, text: str) -> Cell:
    return text_cell(f"<details><summary>Hint {number}</summary>\n\n{text}\n\n</details>")


def _case(case: CheckedCase) -> Cell:
    if case.why:
        return text_cell(f"*{case.name}*: only the site can judge this case; {case.why}.")
    return code_cell(f"# {case.name}\n{case.line(case.function)}")
