import json
from typing import Any

import pytest

from labs.submissions.code_file import MAX_CODE, check_code, normalize
from labs.submissions.refusals import CodeTooLong, SubmissionRefused
from labs.submissions.uploads import MAX_UPLOAD, read_upload


def notebook(*sources: Any, kind: Any = "code") -> Any:
    cells = [{"cell_type": kind, "source": source, "outputs": []} for source in sources]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


def test_a_python_file_is_read_unchanged() -> None:
    assert read_upload("a.py", b"def f():\n    return 'caf\xc3\xa9'\n") == (
        "def f():\n    return 'café'\n"
    )


def test_the_name_of_a_file_decides_only_its_form() -> None:
    for name in ["../../etc/passwd.py", "=HYPERLINK(1).PY", "-rf.py", "a" * 250 + ".py"]:
        assert read_upload(name, b"x = 1\n") == "x = 1\n"


def test_a_byte_order_mark_and_foreign_line_ends_are_gone() -> None:
    assert normalize(read_upload("a.py", b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\n")) == (
        "a = 1\nb = 2\nc = 3\n"
    )


def test_a_coding_line_is_obeyed_and_then_says_what_the_text_is() -> None:
    text = read_upload("a.py", "# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1"))

    assert text == "# -*- coding: utf-8 -*-\nx = 'é'\n"


@pytest.mark.parametrize("name", ["utf-8", "ascii", "cp1252", "shift_jis", "gb18030", "koi8-r"])
def test_encodings_of_text_files_are_read(name: str) -> None:
    assert read_upload("a.py", f"# coding: {name}\nx = 1\n".encode()).endswith("x = 1\n")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.py", b"x = '\xe9'\n", "not UTF-8"),
        ("a.py", "x = 1\n".encode("utf-16"), "UTF-16"),
        ("a.py", b"# coding: rot13\nk = 1\n", "not UTF-8"),
        ("a.py", b"# coding: no-such-coding\n", "not UTF-8"),
        ("a.py", b"# coding: unicode_escape\nx = '\\ud800'\n", "not UTF-8"),
        # Decoding it would take a minute:
        ("a.py", b"# coding: punycode\n-" + b"a" * 1_000_000, "not UTF-8"),
        ("a.py", b"PK\x03\x04rest of an archive", "zip archive"),
        ("a.txt", b"x = 1\n", ".py"),
        ("", b"x = 1\n", ".py"),
        ("a.ipynb", b"x = 1\n", "cannot read this notebook"),
        ("a.ipynb", b"[" * 100_000, "cannot read this notebook"),
        ("a.ipynb", b"\xff\xfe", "cannot read this notebook"),
        ("a.ipynb", b'{"cells": 7}', "cannot read this notebook"),
        ("a.ipynb", b'{"cells": [{"cell_type": "code"}]}', "cannot read this notebook"),
        (
            "a.ipynb",
            b'{"cells": [{"cell_type": "code", "source": [1]}]}',
            "cannot read this notebook",
        ),
        ("a.ipynb", notebook("# Title", kind="markdown"), "no code cell"),
    ],
)
def test_what_is_no_code_is_refused_with_what_to_do(name: str, content: Any, words: str) -> None:
    with pytest.raises(SubmissionRefused) as caught:
        read_upload(name, content)

    assert words in caught.value.sentence
    assert caught.value.status == 400


def test_the_code_cells_of_a_notebook_are_joined_in_order() -> None:
    content = notebook(
        "import numpy as np", ["def f(x):\n", "    return x"], "def f(x): return 2*x"
    )

    assert read_upload("Lab.IPYNB", content) == (
        "import numpy as np\n\ndef f(x):\n    return x\n\ndef f(x): return 2*x\n"
    )


def test_lines_for_the_notebook_itself_become_comments_and_keep_their_number() -> None:
    content = notebook("%matplotlib inline\n!pip install x\nx = 7 % 2\n", "%%timeit\nf(1)\n")

    assert read_upload("a.ipynb", content) == (
        "# %matplotlib inline\n# !pip install x\nx = 7 % 2\n\n\n# %%timeit\n# f(1)\n"
    )


def test_a_notebook_of_very_many_cells_is_read_within_the_size_limit() -> None:
    content = b'{"cells": [' + b",".join([b'{"cell_type":"code","source":""}'] * 29_000) + b"]}"
    assert len(content) < MAX_UPLOAD

    with pytest.raises(SubmissionRefused, match="no code cell"):
        read_upload("a.ipynb", content)


def test_a_file_and_code_over_the_limit_are_refused_as_too_large() -> None:
    with pytest.raises(CodeTooLong) as upload:
        read_upload("a.py", b"#" * (MAX_UPLOAD + 1))
    with pytest.raises(CodeTooLong) as code:
        check_code("é" * (MAX_CODE // 2 + 1))

    assert (upload.value.status, code.value.status) == (413, 413)
    assert "256 KiB" in code.value.sentence
    check_code("é" * (MAX_CODE // 2))
