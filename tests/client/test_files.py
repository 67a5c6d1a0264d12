"""Code of files and notebooks."""

from __future__ import annotations

import json

import pytest
from courseware_client.errors import WrongUsage
from courseware_client.files import read_code


def notebook(*cells: tuple[str, str]) -> str:
    return json.dumps({"cells": [{"cell_type": kind, "source": [text]} for kind, text in cells]})


def test_a_file_is_read_without_its_byte_order_mark(tmp_path):
    path = tmp_path / "softmax.py"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_code(path) == "a = 1\n"


def test_of_a_notebook_the_code_is_read_without_magics(tmp_path):
    path = tmp_path / "softmax.ipynb"
    path.write_text(
        notebook(
            ("markdown", "# Title"),
            ("code", "%matplotlib inline\nimport numpy as np\n!ls"),
            ("code", "%%bash\nrm -rf x"),
            ("code", "%%submit softmax\ndef f():\n    return 1\n"),
        )
    )
    assert read_code(path) == "import numpy as np\n\ndef f():\n    return 1"


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"cells": [{"source": 3}]}', b"\xff\xfe"])
def test_what_cannot_be_read_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "softmax.ipynb"
    path.write_bytes(content)
    with pytest.raises(WrongUsage, match=r"softmax\.ipynb"):
        read_code(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(WrongUsage, match="There is no file"):
        read_code(tmp_path / "none.py")
    with pytest.raises(WrongUsage, match="is a folder"):
        read_code(tmp_path)
