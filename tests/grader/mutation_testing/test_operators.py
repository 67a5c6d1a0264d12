"""Single changes of a function, each alone."""

from __future__ import annotations

import ast

import pytest

from grader.mutation_testing.operators import Change, changes


def changed(source: str) -> list[Change]:
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    return list(changes(definition))


def bodies(expression: str) -> list[str]:
    """The expression after each change."""
    return [
        ast.unparse(change.tree.body[0]).removeprefix("return ")
        for change in changed(f"def f(x, y):\n    return {expression}\n")
    ]


@pytest.mark.parametrize(
    ("expression", "mutants"),
    [
        ("x + y", {"x - y", "x"}),
        ("x / y", {"x * y", "x // y", "x"}),
        ("x ** y", {"x * y"}),
        ("-x", {"x"}),
        ("not x", {"x"}),
        ("x < y", {"x <= y"}),
        ("x == y", {"x != y"}),
        ("x and y", {"x or y"}),
        ("np.log1p(x)", {"np.log(x)"}),
        ("np.abs(x)", {"x"}),
        ("np.maximum(x, y)", {"np.minimum(x, y)"}),
        ("x.copy()", {"x"}),
        ("x.astype(float)", {"x"}),
        ("x.sum(axis=-1, keepdims=True)", {"x.sum(axis=-1, keepdims=False)"}),
        ("x.sum(axis=0)", {"x.sum(axis=-1)", "x.sum(axis=None)", "x.mean(axis=0)"}),
        ("x.max(axis=1)", {"x.max(axis=0)", "x.max(axis=None)", "x.min(axis=1)"}),
        ("x[1:]", {"x[2:]", "x[-1:]"}),
        ("0.5 * x", {"1.5 * x", "-0.5 * x", "0.5 / x", "0.5"}),
        ("np.zeros(3, dtype=float)", {"np.zeros(3, dtype='float32')", "np.zeros(4, dtype=float)"}),
        ("f(x)[y + 1]", {"f(x)[y - 1]", "f(x)[y + 2]"}),
    ],
)
def test_mutants_are_made(expression: str, mutants: set[str]) -> None:
    assert mutants <= set(bodies(expression))


@pytest.mark.parametrize("expression", ["x", "f(x)", "True", "'text'", "None", "x[y]", "abs"])
def test_what_has_no_usual_mistake_is_left_alone(expression: str) -> None:
    assert bodies(expression) == []


def test_changes_are_made_one_at_a_time() -> None:
    assert "x - y + 1" in bodies("x + y + 1")
    assert "x - y - 1" not in bodies("x + y + 1")


def test_zero_becomes_one_alone() -> None:
    assert bodies("x[0]") == ["x[1]"]


def test_checks_are_left_out_and_their_messages_kept() -> None:
    found = changed(
        'def f(x):\n    if x < 0:\n        raise ValueError(f"{x + 1}")\n    return x\n'
    )
    texts = [ast.unparse(change.tree) for change in found]
    assert any("pass" in text and "raise" not in text for text in texts)
    assert not any("x - 1" in text for text in texts)


def test_conditions_that_do_more_than_raise_stay() -> None:
    found = changed("def f(x):\n    if x:\n        return 1\n    else:\n        return 2\n")
    assert not any(change.words == "check left out" for change in found)


def test_docstring_decorators_and_annotations_stay() -> None:
    source = (
        "@quiet(1 + 1)\ndef f(x: Literal[1 + 1]):\n"
        '    """1 + 1"""\n    y: Literal[2] = x\n    return y\n'
    )
    for change in changed(source):
        text = ast.unparse(change.tree)
        assert "@quiet(1 + 1)" in text and "x: Literal[1 + 1]" in text
        assert '"""1 + 1"""' in text and "y: Literal[2]" in text


def test_change_says_its_line_and_what() -> None:
    (first, *_) = changed("def f(x, y):\n    z = x\n    return z + y\n")
    assert (first.line, first.words) == (3, "z + y -> z - y")


def test_original_is_not_touched() -> None:
    definition = ast.parse(
        "def f(x):\n    if x < 0:\n        raise ValueError\n    return x + 1\n"
    ).body[0]
    assert isinstance(definition, ast.FunctionDef)
    before = ast.dump(definition)
    assert len(list(changes(definition))) > 3
    assert ast.dump(definition) == before


def test_every_mutant_is_a_program() -> None:
    source = (
        "def f(x):\n    y = np.sum(x * 2, axis=-1, keepdims=True)\n"
        "    return -y / len(x) if x.size else 0\n"
    )
    for change in changed(source):
        compile(ast.Module([change.tree], []), "mutant", "exec")
