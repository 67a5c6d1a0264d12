from typing import Any

import pytest

from grader.files.notebook import MAX_NOTEBOOK_BYTES
from grader.files.submission import read_submission
from labs.submissions.code_file import MAX_CODE, check_code, normalize
from labs.submissions.refusals import CodeTooLong, SubmissionRefused
from labs.submissions.uploads import MAX_UPLOAD, read_upload
from tests.grader.files.notebooks import figure, notebook, text_cell


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
        ("a.ipynb", b"x = 1\n", "The notebook is damaged"),
        ("a.ipynb", b"{}", "not a notebook that can be read"),
        ("a.ipynb", notebook(text_cell()), "no code cell"),
    ],
)
def test_what_is_no_code_is_refused_with_what_to_do(name: str, content: Any, words: str) -> None:
    with pytest.raises(SubmissionRefused) as caught:
        read_upload(name, content)

    assert words in caught.value.sentence
    assert caught.value.status == 400


def test_a_notebook_is_read_as_on_the_command_line() -> None:
    content = notebook("%%time\ndef f(x):\n    return x", figure(2_000_000), "f?\nf(1)")

    code = read_upload("Lab.IPYNB", content)

    assert code == read_submission(content, "Lab.ipynb").decode()
    assert "# %% Cell 1\n# %%time\ndef f(x):" in code
    check_code(code)


def test_a_file_and_code_over_the_limit_are_refused_as_too_large() -> None:
    with pytest.raises(CodeTooLong) as upload:
        read_upload("a.py", b"#" * (MAX_UPLOAD + 1))
    with pytest.raises(CodeTooLong, match="262,145 bytes of code"):
        read_upload("a.ipynb", notebook("#" * (MAX_CODE + 1)))
    with pytest.raises(CodeTooLong, match="7 MiB"):
        read_upload("a.ipynb", b" " * (MAX_NOTEBOOK_BYTES + 1))
    with pytest.raises(CodeTooLong) as code:
        check_code("é" * (MAX_CODE // 2 + 1))

    assert (upload.value.status, code.value.status) == (413, 413)
    assert "256 KiB" in code.value.sentence
    check_code("é" * (MAX_CODE // 2))
