"""The line that a change touches, with all else as it is written."""

from __future__ import annotations

import ast

import pytest

from grader.mutations import Audience, changes
from grader.mutations.source_lines import SourceLines


def lines(source: str) -> set[tuple[str, str]]:
    tree = ast.parse(source)
    shown = SourceLines(source, tree)
    return {shown.before_and_after(change) for change in changes(tree, Audience.ALL)}


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ('y = f(x+1,"a")  # why\n', 'y = f(x+1,"a")  # why', 'y = f(x-1,"a")  # why'),
        ("y = (a + b) * c\n", "y = (a + b) * c", "y = (a + b) / c"),
        ("y = (a + b) * c\n", "y = (a + b) * c", "y = (a) * c"),
        ("y = (a + b) * c\n", "y = (a + b) * c", "y = a + b * c"),
        ("y = a * b\n", "y = a * b", "y = a"),
        ("y = -(a + b) ** 2\n", "y = -(a + b) ** 2", "y = -((a + b) * 2)"),
        ("y = x.sum(axis=1)\n", "y = x.sum(axis=1)", "y = x.mean(axis=1)"),
        ("y = x[1:]\n", "y = x[1:]", "y = x[2:]"),
        ("y = (\n    a\n    + b\n)\n", "+ b", "- b"),
        ("for k in a:\n    b = k\n", "for k in a:", "for k in list(a)[1:]:"),
        ("for k in a:\n    b = k\n", "for k in a:", "for k in []:"),
        ("if a:\n    raise b\n", "if a:", "pass"),
        ("y = a and b and c\n", "y = a and b and c", "y = a and b or c"),
        ("é = 'é' if a < b else 1\n", "é = 'é' if a < b else 1", "é = 'é' if a <= b else 1"),
    ],
)
def test_only_the_change_is_shown(source: str, before: str, after: str) -> None:
    assert (before, after) in lines(source)


def test_every_line_is_one_of_the_file() -> None:
    source = "@g(1)\ndef f(x, *, n=2):\n    return {\n        'a': x * (n + 1),\n    }\n"
    rows = {row.strip() for row in source.splitlines()}
    shown = lines(source)
    assert len(shown) > 10
    assert all(before in rows and before != after for before, after in shown)


def test_brackets_are_added_where_the_change_needs_them() -> None:
    assert ("y = a ** (b * c)", "y = a ** (b / c)") in lines("y = a ** (b * c)\n")
    assert ("y = 2 * (a if b else c)", "y = 2 * (a if not b else c)") in lines(
        "y = 2 * (a if b else c)\n"
    )
