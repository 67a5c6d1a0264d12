"""What docstrings say other libraries call a name can be read and is complete."""

from __future__ import annotations

import inspect

import pytest

from grader.reference import _counterparts, document
from grader.reference._counterparts import Counterpart, counterparts

MODULES = list(document.modules())
LISTED = {name: found for module in MODULES for name, found in _counterparts.rows(module)}


def test_a_part_lists_names_with_calls_and_differences():
    text = """What it does.

    Returns: a number: or more.
    Elsewhere: scipy.special.softmax: over all axes by default; torch.nn.functional.softmax;
        sklearn.metrics.f1_score(average="macro", labels=range(C)): C is known.
    Source: nobody.
    """
    assert counterparts(inspect.cleandoc(text)) == [
        Counterpart("scipy.special.softmax", "", "over all axes by default"),
        Counterpart("torch.nn.functional.softmax", "", ""),
        Counterpart("sklearn.metrics.f1_score", '(average="macro", labels=range(C))', "C is known"),
    ]


def test_none_is_said_and_is_not_the_same_as_nothing():
    assert counterparts("A.\n\nElsewhere: none.") == []
    assert counterparts("A.\n\nElsewhere: none: left to others.\nSource: me.") == []
    assert counterparts("A.\n\nSource: me.") is None


@pytest.mark.parametrize(
    "text",
    [
        "PyTorch averages",
        "softmax",
        "pandas.cut",
        "scipy",
        "scipy.special.expit agrees",
        "scipy.special.expit; and so on",
        "scipy.special.expit:",
        "none; scipy.special.expit",
    ],
)
def test_what_cannot_be_read_is_refused_with_the_form(text: str):
    with pytest.raises(ValueError, match="should be a full name with a difference, if there is"):
        counterparts(f"A.\n\nElsewhere: {text}.")


def test_every_function_and_every_estimator_says_what_it_is_called_elsewhere():
    assert [name for name, found in LISTED.items() if found is None] == []


def test_a_gradient_may_leave_it_to_its_function():
    assert "mse_grad" not in LISTED
    assert LISTED["relu_grad"]
    assert "[mse, mse_grad](" in _page()
    assert "[relu](" in _page() and "[relu_grad](" in _page()


def test_a_row_shows_names_by_library_and_differences():
    (row,) = [line for line in _page().splitlines() if "#softplus)" in line]
    assert row == (
        "| [softplus, softplus_grad](links.md#softplus) | `special.softplus` | "
        "`nn.functional.softplus` | `activations.softplus` | "
        "PyTorch `softplus`: returns x itself from x = 20 on |"
    )


def test_names_are_on_the_page_once():
    page = _page()
    assert [n for n in LISTED if page.count(f"[{n}](") + page.count(f"[{n}, {n}_grad](") != 1] == []


def _page() -> str:
    return document.pages()["reference/elsewhere.md"]
