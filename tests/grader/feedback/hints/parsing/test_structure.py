from __future__ import annotations

import pytest

from grader.feedback.hints.parsing import structure
from grader.feedback.hints.parsing.broken import Broken


def hint(line: str) -> str:
    with pytest.raises(SyntaxError) as caught:
        compile(line, "submission", "exec")
    broken = Broken(line, str(caught.value.msg), caught.value.lineno or 0)
    return next(filter(None, (rule(broken) for rule in structure.RULES)), "")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("x = 2alpha", "2 * alpha"),
        ("x = 0.5alpha + 1", "0.5 * alpha"),
        ("2alpha = 3", "A name cannot begin with a digit: 2alpha."),
        ("def 2alpha():\n    pass", "A name cannot begin with a digit: 2alpha."),
        ("x = 1_000_", "A number is not written like this"),
        ("x = [for a in b]", "begins with its value"),
        ("x = a for a in b", "needs brackets"),
        ("from numpy import", "After import a name has to follow."),
        ("x = y ==", "ends after =="),
        ("x = y and", "ends after and"),
    ],
)
def test_found(line: str, text: str) -> None:
    assert text in hint(line)


def test_every_message_of_python_with_a_line_of_its_own() -> None:
    """Doubled braces are for what is filled; here nothing is."""
    assert hint('x = f"a}"') == "A brace that is to be printed is doubled: {{ and }}."
