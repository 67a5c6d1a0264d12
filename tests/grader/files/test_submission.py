from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.files.submission import MAX_BYTES, InvalidSource, read_file, read_submission
from tests.grader.files.notebooks import notebook


@pytest.mark.parametrize("data", [b"", b"x = 1\r\n", b"\xef\xbb\xbfx = 1", b"\xff\xfex\x00", b"\0"])
def test_python_text_is_passed_on_byte_for_byte(data: bytes) -> None:
    assert read_submission(data) == data


def test_notebook_is_read_by_its_name() -> None:
    data = notebook("def f():\n    return 1", ["def f():\n", "    return 2"])
    names: dict[str, Any] = {}
    exec(read_submission(data, "Work.IPYNB"), names)
    assert names["f"]() == 2
    assert read_submission(data, "work.py") == data


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "too large": (b"#" * (MAX_BYTES + 1), "a.py", "The file has 262,145 bytes; at most 262,144"),
    "zip": (b"PK\x03\x04...", "a.py", "The file is a zip archive; hand in a Python file"),
    "zip as notebook": (b"PK\x03\x04...", "a.ipynb", "The file is a zip archive"),
    "not JSON": (b"def f(): pass", "a.ipynb", "The notebook is damaged"),
    "much code": (notebook("#" * 300_000), "a.ipynb", "The notebook has 300,000 bytes of code"),
}


@pytest.mark.parametrize(("data", "name", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_file_that_is_not_graded_is_refused_with_a_reason(
    data: bytes, name: str, reason: str
) -> None:
    with pytest.raises(InvalidSource, match=reason):
        read_submission(data, name)


@pytest.mark.parametrize("name", ["nowhere.py", "."])
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidSource, match="cannot be read"):
        read_file(tmp_path / name)


@pytest.mark.parametrize("name", ["numpy.py", "-rf.py", "a b.py", "Ω.py", "x" * 250 + ".py"])
def test_name_of_a_file_does_not_matter(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x = 1\n")
    assert read_file(path) == b"x = 1\n"
