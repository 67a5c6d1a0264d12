"""Statement, hints, and the hints of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed

STATEMENT = """\
Write `double(x)` and `root(x)`: $2x$ and $\\sqrt{x}$. It costs \\$5, or `$HOME`.

## By hand

$2 \\cdot 3 = 6$
"""


def test_complete_texts_have_no_fault(tmp_path: Path) -> None:
    assert found_in_changed("texts", tmp_path, statement_md=STATEMENT) == []


def test_statement_that_lacks_what_a_student_needs(tmp_path: Path) -> None:
    assert found_in_changed("texts", tmp_path, statement_md="Double it.\n") == [
        'statement.md:1: has no section "## By hand". Write one in which a number is worked out '
        "step by step.",
        r"statement.md:1: has no formula. Write the math between $ signs: $\log(1 + e^x)$.",
        "statement.md:1: does not mention double. Say what it is given and what it returns.",
        "statement.md:1: does not mention root. Say what it is given and what it returns.",
    ]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("# Doubling\n", "statement.md:6: is a heading of the first level. Begin"),
        ("zero\u200bwidth\n", "statement.md:6: holds U+200B ZERO WIDTH SPACE, which nobody"),
        ("a\ufffdb\n", "statement.md:6: holds U+FFFD REPLACEMENT CHARACTER, which nobody"),
        ("```python\nx = 1\n", "statement.md:6: begins code that does not end. Close it"),
        ("A price of $5.\n", "statement.md:1: has an odd number of $ signs. Close the math"),
    ],
)
def test_text_that_a_page_would_show_wrongly(tmp_path: Path, more: str, message: str) -> None:
    (only,) = found_in_changed("texts", tmp_path, statement_md=STATEMENT + more)
    assert only.startswith(message)


def test_hint_that_holds_the_code_is_a_fault(tmp_path: Path) -> None:
    solution = FILES["solutions/adding.py"].replace("x + x", "x + x + 0 * (x - x)")
    hints = FILES["hints.md"].replace("Three.", "Write\n\n    return x + x + 0 * (x - x)")
    changes = {"solutions__adding_py": solution, "hints_md": hints, "statement_md": STATEMENT}
    assert found_in_changed("texts", tmp_path, **changes) == [
        'hints.md:13: gives a line of a solution away: "return x + x + 0 * (x - x)". Describe it '
        "in words."
    ]


def test_mistakes_with_one_hint_or_a_long_one_are_faults(tmp_path: Path) -> None:
    root = FILES["mistakes/root_of_anything.py"]
    same = root.replace("A negative number has no root.", "This is the square, not the double.")
    long = FILES["mistakes/changes_its_input.py"].replace("not yours", "not " * 200 + "yours")
    changes = {"mistakes__root_of_anything_py": same, "mistakes__changes_its_input_py": long}
    assert found_in_changed("texts", tmp_path, statement_md=STATEMENT, **changes) == [
        "mistakes/changes_its_input.py:1: the hint has 844 characters. At most 500 are shown; "
        "shorten it.",
        "mistakes/squares.py:1: has the same hint as root_of_anything.py. Say what is special "
        "about this mistake.",
    ]
