"""Changes are made one at a time, on trees that share what stays, and quickly."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from grader.mutations import Audience, changes

SOURCE = """\
@quiet(1 + 1)
def f(x: Literal[1 + 1], rate=0.5) -> Literal[2]:
    \"\"\"1 + 1\"\"\"
    if x < 0:
        raise ValueError(f"{x + 1}")
    y: Literal[2] = np.sum(x * 2, axis=-1, keepdims=True)
    for k in range(3):
        y += k
    return -y / len(x) if x.size else 0
"""


def texts(source: str, audience: Audience) -> set[str]:
    return {ast.unparse(change.tree) for change in changes(ast.parse(source), audience)}


def test_changes_are_made_one_at_a_time() -> None:
    found = texts("x + y + 1", Audience.AUTHOR)
    assert "x - y + 1" in found and "x + y - 1" in found
    assert "x - y - 1" not in found


@pytest.mark.parametrize("audience", [Audience.STUDENT, Audience.AUTHOR, Audience.REFERENCE])
def test_every_change_is_a_program_and_the_original_stays(audience: Audience) -> None:
    tree = ast.parse(SOURCE)
    before = ast.dump(tree, include_attributes=True)
    found = list(changes(tree, audience))
    assert len(found) > 30
    for change in found:
        compile(change.tree, "changed", "exec")
        assert ast.dump(change.tree) != ast.dump(tree)
    assert ast.dump(tree, include_attributes=True) == before


def test_annotations_decorators_and_texts_stay() -> None:
    for text in texts(SOURCE, Audience.AUTHOR):
        assert "@quiet(1 + 1)" in text and "x: Literal[1 + 1]" in text
        assert '"""1 + 1"""' in text and "y: Literal[2]" in text and "-> Literal[2]" in text
        assert "{x + 1}" in text or "raise" not in text


def test_decorators_and_texts_of_the_reference_are_changed_too() -> None:
    found = texts(SOURCE, Audience.REFERENCE)
    assert any("@quiet(1 - 1)" in text for text in found)
    assert any("{x - 1}" in text for text in found)
    assert all("x: Literal[1 + 1]" in text for text in found)


def test_defaults_are_changed() -> None:
    assert any("rate=1.5" in text for text in texts(SOURCE, Audience.AUTHOR))


def test_a_change_says_its_line_the_code_and_its_row() -> None:
    found = list(changes(ast.parse("a = 1\nb = a + c\n"), Audience.REFERENCE))
    (change,) = [c for c in found if c.operator.name == "Sub_for_Add"]
    assert (change.line, change.arrow) == (2, "a + c -> a - c")
    assert change.plainness == change.operator.plainness
    assert ast.unparse(change.old) == "a + c" and ast.unparse(change.new) == "a - c"


def test_a_change_is_made_once_in_the_plainest_words() -> None:
    found = [c for c in changes(ast.parse("z - z.max()"), Audience.STUDENT) if _left(c.tree) == "z"]
    assert [change.words for change in found] == ["the largest entry is not subtracted"]


def _left(tree: ast.Module) -> str:
    return ast.unparse(tree)


def test_parts_that_stay_are_shared() -> None:
    tree = ast.parse("def f(x):\n    return x + 1\n\n\ndef g(x):\n    return x\n")
    for change in changes(tree, Audience.AUTHOR):
        assert change.tree.body[1] is tree.body[1]


def test_work_grows_as_the_code() -> None:
    """Twice the statements need twice the steps, not four times as many."""

    def steps(statements: int) -> int:
        tree = ast.parse("def f(x):\n" + "    x = x + 1\n" * statements)
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(note)
        try:
            for _ in changes(tree, Audience.AUTHOR):
                pass
        finally:
            sys.setprofile(None)
        return count

    steps(10)
    assert steps(200) < 2.2 * steps(100)


def test_the_reference_has_thousands_of_changes() -> None:
    import grader.reference

    folder = Path(grader.reference.__file__).parent
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(folder.glob("networks/*.py"))]
    assert sum(1 for tree in trees for _ in changes(tree, Audience.REFERENCE)) > 1000
