"""What authors look at in a lab beside the page that students see."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from courseware.items.kinds import AuthorNote
from grader.files.faults import Faults
from grader.lab import Case, Lab, read_lab
from grader.lab.expected_answers import ExpectedAnswer
from grader.values.formatting import format_value


def notes(path: Path) -> list[AuthorNote]:
    """Visible cases with the reference's answers, and what else lies in the folder."""
    lab = read_lab(path, Faults())
    if lab is None:
        return []
    cases = zip(lab.visible, lab.visible_answers, strict=True)
    found = [
        AuthorNote(_("Visible cases"), tuple(_case(lab, *case) for case in cases)),
        AuthorNote(_("Solutions"), tuple((name, "") for name in sorted(lab.solutions))),
        AuthorNote(_("Known mistakes"), tuple((m.name, m.hint) for m in lab.mistakes)),
        AuthorNote(_("Hints"), tuple((f"{n}", hint) for n, hint in enumerate(lab.hints, 1))),
    ]
    return [note for note in found if note.rows]


def _case(lab: Lab, case: Case, expected: ExpectedAnswer) -> tuple[str, str]:
    inputs = [f"{name} = {format_value(value)}" for name, value in lab.inputs(case.inputs)]
    answer = f"raises {case.expects.name}" if case.expects else format_value(expected.value)
    lines = [f"{case.inputs.function}:", *inputs, f"→ {answer}"]
    return case.name, "\n".join([*lines, *([case.hint] if case.hint else [])])
