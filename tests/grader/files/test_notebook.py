"""Notebooks as programs save them, and what is refused of them."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from grader.files.cells import find_cells, lines_of, place
from grader.files.invalid_source import InvalidSource
from grader.files.ipython_syntax import command_work
from grader.files.notebook import (
    MAX_BRACKETS,
    MAX_CELLS,
    MAX_NOTEBOOK_BYTES,
    notebook_source,
)
from tests.grader.files.notebooks import COLAB, FORMAT_3, VS_CODE, figure, notebook, text_cell

MOST = 10_000


def read(data: bytes) -> str:
    return notebook_source(data, MOST)


def run(data: bytes) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(read(data), names)
    return names


def test_code_cells_are_numbered_without_text_cells_and_the_last_definition_wins() -> None:
    data = notebook("def f():\n    return 1", text_cell(), "", ["def f():\n", "    return 2\n"])
    source = read(data)
    assert run(data)["f"]() == 2
    assert "Notes" not in source
    lines = lines_of(source)
    last = lines.index("    return 2") + 1
    assert place(find_cells(lines), last) == "cell 3, line 2"


def test_text_is_python_with_a_heading_for_each_cell() -> None:
    assert read(notebook("x = 1", "%cd ..\ny = 2")) == (
        "# The code cells of a notebook; text cells are not counted.\n\n"
        "# %% Cell 1\nx = 1\n\n# %% Cell 2\n# %cd ..\ny = 2\n"
    )


@pytest.mark.parametrize("data", [COLAB, VS_CODE, FORMAT_3], ids=["Colab", "VS Code", "format 3"])
def test_notebooks_of_other_programs_are_read(data: bytes) -> None:
    assert run(data)["f"](0.0) == 0.0


def test_forms_of_colab_keep_their_values() -> None:
    assert run(COLAB)["rate"] == 0.1
    assert "# %%time\ndef f(x):" in read(COLAB)


def test_reading_leaves_no_warning_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for data in (COLAB, FORMAT_3, notebook("x = 1", nbformat_minor=5)):
            read(data)
    assert not caplog.records
    assert not logging.getLogger("traitlets").disabled


def test_outputs_do_not_count() -> None:
    large = notebook(figure(MAX_NOTEBOOK_BYTES - 2000))
    assert len(large) > MAX_NOTEBOOK_BYTES - 2000
    assert run(large)["x"].shape == (3,)


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("display(1, 'a')", "1\na\n"),
        ("for i in range(2):\n    display(i, metadata={})", "0\n1\n"),
        ("get_ipython().run_line_magic('matplotlib', 'inline')", ""),
        ("if 'google.colab' in str(get_ipython()):\n    print('there')", ""),
        ("def display(x):\n    print('own', x)\ndisplay(2)", "own 2\n"),
    ],
)
def test_what_only_notebooks_have_is_there(
    cell: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(notebook(cell))
    assert capsys.readouterr().out == printed


def test_nothing_is_added_that_is_not_used() -> None:
    assert "def " not in read(notebook("x = 'display'"))


def test_imports_from_the_future_come_first() -> None:
    future = "from __future__ import annotations"
    data = notebook("x = 1", f"{future}\ndef f(a: Missing) -> Missing: ...", future)
    assert read(data).split("\n")[1:3] == [future, ""]
    assert run(data)["f"].__annotations__["a"] == "Missing"


def test_text_without_coded_characters_is_kept() -> None:
    source = "s = 'é \\ud800 \u2028'\n"
    assert source in read(notebook(source))
    assert "\ud800" in read(notebook("s = '\ud800'"))


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "damaged: it is not valid JSON"),
    "Python": (b"def f(): pass", "damaged: it is not valid JSON"),
    "cut": (notebook("x = 1")[:-20], "damaged: it is not valid JSON"),
    "nested": (b"[" * 200_000, "damaged: it is not valid JSON"),
    "wrong bytes": (b"\xff\xfe", "damaged: it is not valid JSON"),
    "list": (b"[]", "not a notebook that can be read"),
    "empty": (b"{}", "not a notebook that can be read"),
    "cells of another kind": (b'{"cells": 7}', "not a notebook that can be read"),
    "cells that are none": (b'{"cells": [3, null]}', "not a notebook that can be read"),
    "no source": (b'{"cells": [{"cell_type": "code"}]}', "not a notebook that can be read"),
    "source of numbers": (notebook([1, 2]), "not a notebook that can be read"),
    "source of another kind": (notebook({"cell_type": "code", "source": 7}), "not a notebook"),
    "format 2": (notebook("x", nbformat=2), "has format 2; formats 3 and 4 are read"),
    "format 5": (notebook("x", nbformat=5), "has format 5; formats 3 and 4 are read"),
    "format of another kind": (notebook("x", nbformat=[4]), r"has format \[4\]; formats 3 and 4"),
    "no code": (notebook(text_cell()), "The notebook has no code cell"),
    "blank": (notebook("  \n", ""), "The notebook has no code cell"),
    "many cells": (notebook(*["x"] * (MAX_CELLS + 1)), "has 2,001 code cells; at most 2,000"),
    "much code": (notebook("#" * 6000, "#" * 4001), "has 10,001 bytes of code; at most 10,000"),
    "too large": (b" " * (MAX_NOTEBOOK_BYTES + 1), "larger than 7 MiB. Clear its outputs"),
    "R": (
        notebook("x <- 1", metadata={"kernelspec": {"language": "R"}}),
        "written in R; labs are written in Python",
    ),
    "Julia": (notebook("x", metadata={"language_info": {"name": "julia"}}), "written in julia"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_notebook_is_refused_with_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidSource, match=reason) as caught:
        read(data)
    large = ("many cells", "much code", "too large")
    assert caught.value.too_large == (data in [REFUSED[name][0] for name in large])


@pytest.mark.parametrize("metadata", [None, [], {"kernelspec": 3}, {"language_info": {"name": 3}}])
def test_metadata_of_any_kind_do_no_harm(metadata: Any) -> None:
    assert run(notebook("x = 1", metadata=metadata))["x"] == 1


def test_objects_without_end_are_refused_before_they_are_made() -> None:
    bomb = b'{"cells": [' + b"{}," * MAX_BRACKETS + b"{}]}"
    with pytest.raises(InvalidSource, match="too much data") as caught:
        read(bomb)
    assert caught.value.too_large


def test_json_of_a_notebook_may_have_a_byte_order_mark() -> None:
    data = json.dumps(json.loads(notebook("x = 1"))).encode("utf-16")
    assert run(data)["x"] == 1


def test_many_commands_take_bounded_time_over_all_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = "!ls\n" * 7 + "x = (1, 2, 'a')\n" * 20
    monkeypatch.setattr("grader.files.notebook.MAX_WORK", 3 * command_work(cell))
    source = read(notebook(*[cell] * 5))
    assert source.count("# !ls\n") == 3 * 7
    assert (
        source.count("!ls\n") - source.count("# !ls\n") == 2 * 7
    )  # what is left says so when it is loaded
