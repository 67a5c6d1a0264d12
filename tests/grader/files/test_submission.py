from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.files.submission import MAX_BYTES, MAX_CELLS, InvalidSource, read_file, read_submission


def notebook(*cells: Any) -> bytes:
    shaped = [
        {"cell_type": "code", "source": cell} if isinstance(cell, (str, list)) else cell
        for cell in cells
    ]
    return json.dumps({"cells": shaped, "nbformat": 4}).encode()


@pytest.mark.parametrize("data", [b"", b"x = 1\r\n", b"\xef\xbb\xbfx = 1", b"\xff\xfex\x00", b"\0"])
def test_python_text_is_passed_on_byte_for_byte(data: bytes) -> None:
    assert read_submission(data) == data


def test_code_cells_are_joined_and_the_last_definition_comes_last() -> None:
    data = notebook(
        "def f():\n    return 1",
        {"cell_type": "markdown", "source": "# Notes"},
        ["def f():\n", "    return 2"],
    )
    names: dict[str, Any] = {}
    exec(read_submission(data, "Work.IPYNB"), names)
    assert names["f"]() == 2
    assert b"Notes" not in read_submission(data, "work.ipynb")


def test_magics_and_shell_lines_become_comments() -> None:
    data = notebook("%matplotlib inline\n!pip install x\nx = 5 % 3\n", "%%bash\nrm -r /\n")
    assert read_submission(data, "a.ipynb") == b"# %matplotlib inline\n# !pip install x\nx = 5 % 3"


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "too large": (b"#" * (MAX_BYTES + 1), "a.py", "The file has 262,145 bytes; at most 262,144"),
    "zip": (b"PK\x03\x04...", "a.py", "The file is a zip archive; hand in a Python file"),
    "zip as notebook": (b"PK\x03\x04...", "a.ipynb", "The file is a zip archive"),
    "not JSON": (b"def f(): pass", "a.ipynb", "The notebook is not valid JSON; save it again."),
    "nested JSON": (b"[" * 200_000, "a.ipynb", "The notebook is not valid JSON"),
    "no cells": (b"{}", "a.ipynb", "The notebook has no list of cells"),
    "list": (b"[]", "a.ipynb", "The notebook has no list of cells"),
    "no code": (notebook({"cell_type": "markdown", "source": "x"}), "a.ipynb", "no code cells"),
    "a cell that is none": (notebook(3, None), "a.ipynb", "no code cells"),
    "many cells": (notebook(*["x"] * (MAX_CELLS + 1)), "a.ipynb", "The notebook has 2,001 cells"),
    "much code": (notebook("#" * 300_000), "a.ipynb", "The notebook has 300,000 bytes of code"),
}


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_file_that_is_not_graded_is_refused_with_a_reason(
    data: bytes, name: str, reason: str
) -> None:
    with pytest.raises(InvalidSource, match=reason):
        read_submission(data, name)


def test_source_that_is_no_text_in_a_cell_counts_for_nothing() -> None:
    data = notebook({"cell_type": "code", "source": [1, "x = 1", None]})
    assert read_submission(data, "a.ipynb") == b"x = 1"


@pytest.mark.parametrize("name", ["nowhere.py", "."])
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidSource, match="cannot be read"):
        read_file(tmp_path / name)


@pytest.mark.parametrize("name", ["numpy.py", "-rf.py", "a b.py", "Ω.py", "x" * 250 + ".py"])
def test_name_of_a_file_does_not_matter(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x = 1\n")
    assert read_file(path) == b"x = 1\n"
