from __future__ import annotations

import ast

import pytest

from grader.mutation_testing.operators import changes


def bodies(source: str) -> list[str]:
    definition = ast.parse(f"def f(x, y):\n    return {source}\n").body[0]
    assert isinstance(definition, ast.FunctionDef)
    return [
        ast.unparse(change.tree.body[0]).removeprefix("return ") for change in changes(definition)
    ]


@pytest.mark.parametrize(
    ("source", "slips"),
    [
        ("x + y", {"x - y", "x"}),
        ("x / y", {"x * y", "x // y", "x"}),
        ("-x", {"x"}),
        ("x < y", {"x <= y"}),
        ("np.log1p(x)", {"np.log(x)"}),
        ("np.abs(x)", {"x"}),
        ("x.copy()", {"x"}),
        ("x.sum(axis=-1, keepdims=True)", {"x.sum(axis=-1, keepdims=False)"}),
        ("x.sum(axis=0)", {"x.sum(axis=-1)", "x.sum(axis=None)", "x.mean(axis=0)"}),
        ("x[1:]", {"x[2:]", "x[-1:]"}),
        ("np.zeros(3, dtype=float)", {"np.zeros(3, dtype='float32')", "np.zeros(4, dtype=float)"}),
    ],
)
def test_slips_are_made(source: str, slips: set[str]) -> None:
    assert slips <= set(bodies(source))


def test_each_change_is_alone() -> None:
    assert "x - y + 1" in bodies("x + y + 1")
    assert "x - y - 1" not in bodies("x + y + 1")


def test_checks_are_left_out_and_messages_kept() -> None:
    source = 'def f(x):\n    if x < 0:\n        raise ValueError(f"{x + 1}")\n    return x\n'
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    found = [ast.unparse(change.tree) for change in changes(definition)]
    assert any("pass" in text for text in found)
    assert not any("x - 1" in text for text in found)
