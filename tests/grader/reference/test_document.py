"""docs/reference.md and its pages come from the docstrings, and each says what it must."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

from grader import reference as ref
from grader.reference import document

PUBLIC = [getattr(module, name) for module in document.modules() for name in module.__all__]
FUNCTIONS = [value for value in PUBLIC if inspect.isfunction(value)]


def stored():
    paths = [document.DOCS / "reference.md", *document.DOCS.glob("reference/*.md")]
    return {str(path.relative_to(document.DOCS)): path.read_text("utf-8") for path in paths}


def test_the_pages_are_up_to_date():
    assert stored() == document.pages(), "Run: python -m grader.reference.document"


def test_pages_can_be_made_by_running_the_file_whose_name_is_then_another():
    program = (
        "import json, runpy, sys;"
        "made = runpy.run_module('grader.reference.document', run_name='run');"
        "json.dump(made['pages'](), sys.stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=document.DOCS.parent, capture_output=True, check=False
    )
    assert done.stderr.decode() == ""
    assert json.loads(done.stdout) == stored()


def test_writing_makes_every_page_and_removes_those_of_modules_that_are_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "DOCS", tmp_path)
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "gone.md").write_text("old", "utf-8")
    assert document.main() == 0
    assert stored() == document.pages()


def test_every_public_name_is_flat_listed_and_on_a_page():
    index, *pages = stored().values()
    text = "".join(pages)
    assert [v.__name__ for v in PUBLIC if getattr(ref, v.__name__) is not v] == []
    assert [v.__name__ for v in PUBLIC if f"[{v.__name__}](reference/" not in index] == []
    assert [v.__name__ for v in PUBLIC if f"\n### {v.__name__}\n" not in text] == []
    assert len({v.__name__ for v in PUBLIC}) == len(PUBLIC)


def test_every_function_says_what_takes_gives_and_where_it_is_from():
    lacking = {function.__name__: untold(function) for function in FUNCTIONS}
    assert {name: parts for name, parts in lacking.items() if parts} == {}


def untold(function):
    """The parts and arguments that a docstring leaves out."""
    text = inspect.getdoc(function)
    wanted = ["Args:", "Source:"]
    if function is not ref.l0_grad:
        wanted.append("Returns:")
    told = text.partition("\nArgs:")[2].partition("\nReturns:")[0]
    named = [] if told.strip().startswith("those of") else inspect.signature(function).parameters
    missing = [part for part in wanted if f"\n{part}" not in text]
    return missing + [name for name in named if name not in told]


def test_gradients_stand_beside_their_functions():
    losses = [f for f in FUNCTIONS if "reduction" in inspect.signature(f).parameters]
    names = {f.__name__ for f in FUNCTIONS}
    lonely = [
        f.__name__
        for f in losses
        if not f.__name__.endswith("_grad") and f"{f.__name__}_grad" not in names
    ]
    assert lonely == ["mlp_train"]
