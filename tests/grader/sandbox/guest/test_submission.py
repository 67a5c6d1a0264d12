"""The module made from a submission, without a sandbox around it."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from grader.sandbox.guest import submission as guest_submission
from grader.sandbox.guest.submission import MODULE, Submission, exception_message


@pytest.fixture
def module() -> Iterator[Submission]:
    before = sys.modules.get(MODULE)
    yield Submission("lab_submission.py")
    linecache.cache.pop("lab_submission.py", None)
    if before is None:
        sys.modules.pop(MODULE, None)
    else:
        sys.modules[MODULE] = before


@pytest.mark.parametrize(
    "source",
    ["x = 1", b"x = 1", "\nx = 1\n", b"\xef\xbb\xbfx = 1", b"# coding: latin-1\nx = '\xe9'", ""],
)
def test_file_that_runs_leaves_an_empty_report(module: Submission, source: str | bytes) -> None:
    assert module.load(source) == {}
    assert sys.modules[MODULE] is module.module


def test_bytes_are_read_by_their_coding_line(module: Submission) -> None:
    module.load(b"# coding: latin-1\ndef f(): return '\xe9'")
    function, _ = module.find("f")
    assert function is not None
    assert function() == "é"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("x = 1\ndef f(:\n", 2),
        (b"x = 1\ny = '\xff'\n", 2),
        ("if True:\n\tx = 1\n        y = 2\n", 3),
        ("x = 0777", 1),
        ("x = 1\0", None),
        (b"# coding: no-such-code\nx = 1", None),
    ],
)
def test_file_that_does_not_compile_names_its_line(
    module: Submission, source: str | bytes, line: int | None
) -> None:
    found, message = module.load(source)["syntax"]
    assert line is None or found == line
    assert message
    assert len(message) <= 500


def test_exception_at_import_is_reported_with_its_line(module: Submission) -> None:
    report = module.load("x = 1\n\nraise ValueError('early')\n")
    assert report["raised"] == "ValueError"
    assert report["message"] == "early"
    assert report["lines"] == [3]
    assert report["bases"] == ["Exception", "BaseException", "object"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [("exit(3)", "3"), ("import sys; sys.exit()", "None"), ("exit('x')", "'x'")],
)
def test_exit_is_reported_and_ends_nothing(module: Submission, statement: str, code: str) -> None:
    report = module.load("from builtins import *\n" + statement)
    assert report == {"exit": code, "lines": [2]}


def test_only_lines_of_the_file_are_reported(module: Submission) -> None:
    module.load("import json\ndef f():\n    return g()\ndef g():\n    return json.loads('{')\n")
    function, _ = module.find("f")
    assert function is not None
    with pytest.raises(ValueError) as caught:
        function()
    report = module.describe(caught.value)
    assert report["lines"] == [3, 5]
    assert report["raised"] == "json.decoder.JSONDecodeError"


def test_middle_of_a_deep_traceback_is_left_out(module: Submission) -> None:
    module.load("def f(n):\n    if n == 0:\n        raise KeyError\n    return f(n - 1)\n")
    function, _ = module.find("f")
    assert function is not None
    with pytest.raises(KeyError) as caught:
        function(100)
    lines = module.describe(caught.value)["lines"]
    assert len(lines) == guest_submission.FIRST_LINES + guest_submission.LAST_LINES
    assert lines[-1] == 3


@pytest.mark.parametrize(
    ("error", "memory", "missing"),
    [
        (MemoryError(), True, None),
        (ModuleNotFoundError("No module named 'torch'", name="torch"), False, "torch"),
        (ImportError("x", name="torch"), False, None),
        (ModuleNotFoundError("x", name=7), False, None),  # type: ignore[arg-type]  # it may be
    ],
)
def test_want_of_memory_and_of_modules_is_reported(
    module: Submission, error: Exception, memory: bool, missing: str | None
) -> None:
    report = module.describe(error)
    assert (report["memory"], report["module"]) == (memory, missing)


def test_class_of_the_file_is_named_without_its_module(module: Submission) -> None:
    report = module.load("class Own(LookupError): pass\nraise Own('x')")
    assert report["raised"] == "Own"
    assert report["bases"][0] == "LookupError"


# -- functions -------------------------------------------------------------------------------------
def test_function_is_found_and_can_be_called(module: Submission) -> None:
    module.load("def f(x): return x + 1")
    function, report = module.find("f")
    assert report == {}
    assert function is not None
    assert function(1) == 2


@pytest.mark.parametrize(
    ("source", "report"),
    [
        ("def g(): pass\n_x = 1\n__y = 2", {"missing": ["g", "_x"]}),
        ("", {"missing": []}),
        ("f = 3", {"not_callable": "int"}),
        ("import numpy\nf = numpy.pi", {"not_callable": "float"}),
        ("class Own: pass\nf = Own()", {"not_callable": "Own"}),
    ],
)
def test_missing_function_comes_with_a_reason(
    module: Submission, source: str, report: dict[str, Any]
) -> None:
    module.load(source)
    assert module.find("f") == (None, report)


def test_many_long_names_are_cut(module: Submission) -> None:
    module.load("for n in range(1000):\n    globals()[f'name_{n}_' + 'x' * 500] = n")
    _, report = module.find("f")
    assert len(report["missing"]) == guest_submission.MAX_NAMES
    assert all(len(name) <= guest_submission.MAX_NAME for name in report["missing"])


def test_module_that_raises_when_it_is_asked_is_reported(module: Submission) -> None:
    module.load("def __getattr__(name): raise OSError(name)")
    function, report = module.find("f")
    assert function is None
    assert (report["raised"], report["message"]) == ("OSError", "f")


def test_module_may_put_another_in_its_place(module: Submission) -> None:
    source = "import sys, types\nother = types.ModuleType('x')\nother.f = abs\n"
    module.load(source + "sys.modules['submission'] = other")
    assert module.find("f") == (abs, {})


# -- messages --------------------------------------------------------------------------------------
class Raises(Exception):
    def __str__(self) -> str:
        raise ValueError


class Exits(Exception):
    def __str__(self) -> str:
        raise SystemExit


class Endless(Exception):
    def __str__(self) -> str:
        while True:
            pass


class Text(str): ...


class Odd(Exception):
    def __str__(self) -> str:
        return Text("x")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ValueError("plain"), "plain"),
        (ValueError(), ""),
        (KeyError("k"), "'k'"),
        (ValueError("x" * 10_000), "x" * 2000),
        (Raises(), "(its message could not be made)"),
        (Exits(), "(its message could not be made)"),
        (Odd(), "(its message is not text)"),
    ],
)
def test_message_is_text_or_reported_as_none(error: Exception, message: str) -> None:
    assert exception_message(error) == message


def test_message_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest_submission, "MESSAGE_SECONDS", 0.02)
    assert exception_message(Endless()) == "(its message could not be made)"
