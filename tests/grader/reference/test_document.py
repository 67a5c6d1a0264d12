"""docs/reference.md is made from the docstrings, and every docstring says what it must."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from grader import reference as ref
from grader.reference import document

PAGE = Path(__file__).parents[3] / "docs" / "reference.md"
PUBLIC = [getattr(module, name) for module in document.modules() for name in module.__all__]
FUNCTIONS = [value for value in PUBLIC if inspect.isfunction(value)]


def test_the_page_is_up_to_date():
    assert PAGE.read_text("utf-8") == document.page(), "Run: python -m grader.reference.document"


def test_the_page_can_be_made_by_running_the_file_whose_name_is_then_another():
    program = (
        "import runpy, sys;"
        "made = runpy.run_module('grader.reference.document', run_name='run');"
        "sys.stdout.buffer.write(made['page']().encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PAGE.parents[1], capture_output=True, check=False
    )
    assert (done.stderr.decode(), done.stdout.decode()) == ("", PAGE.read_text("utf-8"))


def test_every_public_name_is_flat_and_on_the_page():
    text = PAGE.read_text("utf-8")
    assert [v.__name__ for v in PUBLIC if getattr(ref, v.__name__) is not v] == []
    assert [v.__name__ for v in PUBLIC if f"\n### {v.__name__}\n" not in text] == []
    assert len({v.__name__ for v in PUBLIC}) == len(PUBLIC)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_every_function_says_what_takes_gives_and_where_it_is_from(function):
    text = inspect.getdoc(function)
    wanted = ["Args:", "Source:"]
    if function is not ref.l0_grad:
        wanted.append("Returns:")
    assert [part for part in wanted if f"\n{part}" not in text] == []
    named = set(inspect.signature(function).parameters)
    told = text.partition("\nArgs:")[2].partition("\nReturns:")[0]
    if not told.strip().startswith("those of"):
        assert [name for name in named if name not in told] == []


def test_gradients_stand_beside_their_functions():
    losses = [f for f in FUNCTIONS if "reduction" in inspect.signature(f).parameters]
    names = {f.__name__ for f in FUNCTIONS}
    lonely = [
        f.__name__
        for f in losses
        if not f.__name__.endswith("_grad") and f"{f.__name__}_grad" not in names
    ]
    assert lonely == ["mlp_train"]
