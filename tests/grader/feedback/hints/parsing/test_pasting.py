from __future__ import annotations

import pytest

from grader.feedback.hints.parsing import pasting
from grader.feedback.hints.parsing.broken import Broken


def hint(source: str, line: int = 1) -> str:
    broken = Broken(source, "invalid syntax", line)
    return next(filter(None, (rule(broken) for rule in pasting.RULES)), "")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (">>> x = 1", "prompts"),
        ("  ... x = 1", "prompts"),
        ("In [12]: x = 1", "In [12]"),
        ("```python", "fences"),
        ("%%time", "command of notebooks"),
        ("!pip install x", "command of notebooks"),
        (">>>>>>> branch", "prompts"),
        ("||||||| base", "conflict markers"),
        ("1 x\n2 y", "line numbers"),
        ("if a &lt; b:", "&lt; is how web pages write <"),
        ("if a &#62; b:", "&#62; is how web pages write >"),
        ('  File "x.py", line 3', "error message"),
        ("This is how it works here", "a sentence"),
    ],
)
def test_found(source: str, text: str) -> None:
    assert text in hint(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1 1",
        "1 x",
        "1 x\n3 y",
        "x = a % b c",
        "x != y z",
        "return the loss value here",
        "print the loss value here",
        "x if y else",
        "a b c",
    ],
)
def test_not_found(source: str) -> None:
    assert hint(source) == ""


def test_numbers_before_and_after_the_line_count() -> None:
    assert "line numbers" in hint("1 x\n2 y\n", 2)
    assert hint("1 x\n2 y\n3\n", 9) == ""
