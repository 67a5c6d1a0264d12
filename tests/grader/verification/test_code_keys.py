"""Which functions of two programs give the same answers, because their code is the same."""

from __future__ import annotations

import pytest

from grader.verification.code_keys import code_keys

FILE = '''"""A hint."""

import numpy as np

SIZE = 1.5 * np.pi


def helper(x):
    return x + SIZE


def first(x, scale=2.0):
    y = helper(x)
    y[0] = scale
    return y


def second(x):
    return x
'''
NAMES = ["first", "second"]


def differing(old: str, new: str) -> list[str]:
    """The functions whose key is another when the file is changed."""
    assert old in FILE
    before, after = code_keys(FILE, NAMES), code_keys(FILE.replace(old, new), NAMES)
    return [name for name in NAMES if before[name] != after[name]]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A hint.", "Another hint.", []),
        ("    return x\n", "    # a comment\n    return x\n", []),
        ("    return x\n", "    return -x\n", ["second"]),
        ("return x + SIZE", "return x - SIZE", ["first"]),
        ("1.5 * np", "2.5 * np", ["first", "second"]),
        ("import numpy as np", "import math\nimport numpy as np", ["first", "second"]),
    ],
)
def test_function_has_another_key_when_what_it_runs_is_changed(
    old: str, new: str, expected: list[str]
) -> None:
    assert differing(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SIZE = 1.5 * np.pi", "SIZE = [1.5]"),
        ("SIZE = 1.5 * np.pi", "other = second"),
        ("scale=2.0", "scale=[]"),
        ("    y = helper(x)", "    global SIZE\n    SIZE = y = helper(x)"),
        ("    y = helper(x)", "    y = helper.last = helper(x)"),
        ("    y = helper(x)", "    np.pi = y = helper(x)"),
        ("    y = helper(x)", "    np.seterr(all='ignore')\n    y = helper(x)"),
        ("    y = helper(x)", "    globals()['x'] = y = helper(x)"),
        ("def helper", "@np.vectorize\ndef helper"),
        ("def helper", "def second(x):\n    return 1\n\n\ndef helper"),
        ("def second", "class Other:\n    pass\n\n\ndef second"),
    ],
)
def test_whole_file_counts_where_functions_may_change_each_other(old: str, new: str) -> None:
    changed = FILE.replace(old, new)
    assert changed != FILE
    keys = code_keys(changed, NAMES)
    assert keys["first"] == keys["second"]


def test_whole_file_counts_where_a_function_is_no_definition() -> None:
    keys = code_keys("second = first = abs\n", NAMES)
    assert keys["first"] == keys["second"] != code_keys("second = first = max\n", NAMES)["first"]
