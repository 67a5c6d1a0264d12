"""Code as text: line ends, lines, digests, names of files, and what is no code."""

from __future__ import annotations

from typing import Any

import pytest

from labs.submissions.code_file import (
    MAX_CODE,
    CodeFile,
    check_code,
    digest,
    line_count,
    normalize,
    safe_name,
)
from labs.submissions.refusals import CodeTooLong, SubmissionRefused


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffa\n", "a\n"),
        ("a\n\ufeffb", "a\n\ufeffb"),
        ("", ""),
    ],
    ids=["line ends", "byte-order mark", "only the first", "nothing"],
)
def test_code_has_the_line_ends_of_python(code: str, expected: Any) -> None:
    assert normalize(code) == expected
    assert normalize(normalize(code)) == expected


def test_a_digest_is_the_same_for_every_form_of_line_ends() -> None:
    assert digest("a\r\nb\r\n") == digest("a\nb\n") == digest("\ufeffa\rb\r")
    assert digest("a\nb\n") != digest("a\nb")
    assert len(digest("")) == 32


def test_code_that_cannot_be_stored_has_a_digest_too() -> None:
    assert digest("\ud800") != digest("\udfff")


@pytest.mark.parametrize(("code", "lines"), [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n", 1)])
def test_lines_are_counted_as_an_editor_does(code: str, lines: int) -> None:
    assert line_count(code) == lines
    assert CodeFile("a.py", code).lines == lines


def test_a_file_has_the_digest_of_its_code() -> None:
    assert CodeFile("a.py", "x = 1\r\n").digest == digest("x = 1\n")


@pytest.mark.parametrize("code", ["", "  \n\t\n"])
def test_code_of_nothing_is_refused(code: str) -> None:
    with pytest.raises(SubmissionRefused, match="There is no code yet"):
        check_code(code)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("a = 1\nb = '\x00'\n", "Line 2 contains a NUL"),
        ("'\ud800'", "Line 1 contains a lone surrogate"),
    ],
)
def test_code_that_cannot_be_stored_is_refused_with_its_line(code: str, words: str) -> None:
    with pytest.raises(SubmissionRefused) as caught:
        check_code(code)

    assert words in caught.value.sentence


def test_code_may_have_the_greatest_length_in_bytes() -> None:
    check_code("#" * MAX_CODE)
    for code in ("#" * (MAX_CODE + 1), "é" * (MAX_CODE // 2 + 1)):
        with pytest.raises(CodeTooLong, match="Nothing was saved"):
            check_code(code)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.py", "passwd.py"),
        ("C:\\me\\ada.py", "ada.py"),
        ("a\x00\u202e\ud800b.py", "ab.py"),
        ("  ada.py ", "ada.py"),
        ("folder/", ""),
        ("", ""),
    ],
)
def test_a_file_name_is_the_last_part_of_its_path_in_plain_characters(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_file_name_keeps_its_extension() -> None:
    assert len(safe_name("a" * 300 + ".ipynb")) == 100
    assert safe_name("a" * 300 + ".ipynb").endswith("….ipynb")


@pytest.mark.parametrize("name", ["a." + "b" * 300, "a" * 300])
def test_a_long_name_without_an_extension_is_cut(name: str) -> None:
    assert safe_name(name) == name[:100]
