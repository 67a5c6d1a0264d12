from __future__ import annotations

import subprocess
import sys

import pytest

from grader.feedback.hints.parsing import newer
from grader.feedback.hints.parsing.broken import Broken

OURS = f"{sys.version_info.major}.{sys.version_info.minor}"
NEWER = [
    ('# PEP 701\nd = {}\nx = f"{d[\'a\']}{d["a"]}"\n', 3, "3.12", "its own quotes"),
    ("x = f\"{'\\n'.join([])}\"\n", 1, "3.12", "a backslash"),
    ("x = f'''{\n1  # one\n}'''\n", 2, "3.12", "a comment"),
    ('x = f"{\n1}"\n', 1, "3.12", "a line break"),
    ("type V = list[int]\n", 1, "3.12", "a type statement"),
    ("type V[T] = list[T]\n", 1, "3.12", "a type statement"),
    ("def f[T](x: T) -> T:\n    return x\n", 1, "3.12", "type parameters"),
    ("class A[*Ts]:\n    pass\n", 1, "3.12", "type parameters"),
    ("x = t'{1}'\n", 1, "3.14", "a t-string"),
    ("try:\n    pass\nexcept A, B:\n    pass\n", 3, "3.14", "several types"),
]
pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="it is no newer syntax there")


def broken(code: str) -> Broken:
    with pytest.raises(SyntaxError) as caught:
        compile(code, "submission", "exec")
    return Broken(code, str(caught.value.msg), caught.value.lineno or 0)


@pytest.mark.parametrize(("code", "line", "version", "what"), NEWER)
def test_version_and_construct_are_named(code: str, line: int, version: str, what: str) -> None:
    hint = newer.newer_syntax(broken(code))
    assert hint.startswith(f"Line {line} uses syntax of Python {version} (")
    assert what in hint
    assert f"your code runs under Python {OURS}: " in hint


@pytest.mark.parametrize(
    "code",
    [
        "x = (\n",
        "x = 'don't'\n",
        "x = f'{a'\n",
        "type = 3 3\n",
        "type X\n",
        "def f[T(x): pass\n",
        "except A, B:\n",
        'x = f"{a["b"}"\n',
        "if x\n    y\ntype V = int\n",
        "print x\n",
        "match x\n    case 1:\n        pass\n",
    ],
)
def test_other_faults_are_not_blamed_on_the_version(code: str) -> None:
    assert newer.newer_syntax(broken(code)) == ""


def test_syntax_of_this_python_has_no_fault() -> None:
    code = "match x:\n    case 1:\n        y = x[*a]\nwith (a as b, c as d):\n    pass\n"
    assert newer.faults(code) == []
    assert newer.faults(f"{code}try:\n    pass\nexcept* A:\n    pass\nf'{{x!r:>{{w}}}}'\n") == []


def test_faults_of_all_kinds_with_their_lines() -> None:
    found = newer.faults("type X = int\nx = = 3\n")
    assert [(fault.line, fault.since) for fault in found] == [(1, "3.12"), (2, "")]


@pytest.mark.parametrize("error", [OSError, subprocess.TimeoutExpired("ruff", 5)])
def test_without_ruff_there_is_a_general_hint(
    error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", fail)
    assert newer.faults("type X = int") == []


def test_what_ends_ruff_ends_nothing_else() -> None:
    assert newer.faults("-" * 100_000 + "1") == []


def test_construct_that_has_no_words_yet() -> None:
    assert newer._words("Cannot use teleportation") == ("newer syntax", "write it as before")
