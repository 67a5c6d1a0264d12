"""Each file is loaded in the sandbox; its hint is from the line that Python names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.feedback.hints.parsing import hint_for_text
from grader.feedback.hints.verdict_hints import hint_for_load
from grader.judging.runner import Runner
from grader.messages import Message
from grader.sandbox.outcome import RaisedException

ROWS = yaml.safe_load(Path(__file__).with_name("unreadable.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row["code"][:30]))
def test_hint(row: dict[str, Any], runner: Runner) -> None:
    runner.swap(row["code"])
    hint = hint_for_load(row["code"], runner.load)
    assert hint == row["hint"]
    assert isinstance(hint, Message)


def test_nothing_but_the_line_that_python_names_is_accused() -> None:
    """What these hints are about is here as well, where it does no harm."""
    harmless = '''\
# print x, “quotes”, −, ×, &gt;, else if, i++, a && b
"""
>>> f(1)
In [1]: f(1)
```
<<<<<<< HEAD
=======
%timeit f(1)
"""
'''
    for row in ROWS:
        found = row["hint"].partition(":")[0].removeprefix("Line ")
        if not row["hint"].startswith("Line ") or not found.isdigit():
            continue
        line = int(found) + harmless.count("\n")
        shifted = harmless + row["code"]
        try:
            compile(shifted, "submission", "exec")
        except SyntaxError as error:
            if error.lineno != line or "lines of the file" in row["hint"]:
                continue
            text = RaisedException("SyntaxError", str(error.msg), ((line, ""),))
            hint = hint_for_text(shifted, text)
            assert hint.partition(":")[0] == f"Line {line}"
            assert hint.partition(":")[2][:20] == row["hint"].partition(":")[2][:20]


def test_without_a_line_there_is_a_hint_too() -> None:
    assert hint_for_text("x", None) == "Python cannot read this: invalid syntax."
    raised = RaisedException("SyntaxError", "too deeply nested, or too large", ())
    assert hint_for_text("x", raised) == "The code is nested too deeply: split it up."
    raised = RaisedException("SyntaxError", "unknown encoding: nonsense", ())
    assert "unknown encoding: nonsense" in hint_for_text(b"# coding: nonsense", raised)


def test_line_that_is_not_there_is_no_failure() -> None:
    """The guest names it, and may name any."""
    raised = RaisedException("SyntaxError", "invalid syntax", ((99, ""),))
    assert hint_for_text("x = (", raised).startswith("Line 99: Python cannot read this line")
