from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest

from grader.feedback.hints.parsing.broken import Broken
from grader.feedback.hints.parsing.formats import another_format, is_notebook, wrong_encoding
from grader.feedback.hints.verdict_hints import hint_for_load
from grader.judging.runner import Runner
from grader.results.verdicts import Verdict

NOTEBOOK = json.dumps(
    {"cells": [{"cell_type": "code", "execution_count": None}], "nbformat": 4}, indent=1
)


def document() -> bytes:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return stored.getvalue()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (NOTEBOOK, "The file is a notebook under the name of a Python file"),
        (NOTEBOOK[:-2], "The file is a notebook under the name of a Python file"),
        (document(), "The file is a document of an office program, or a zip archive"),
        (b"%PDF-1.7\n", "The file is a PDF document"),
        (b"{\\rtf1\\ansi hello}", "The file is a document in Rich Text Format"),
        (b"\x89PNG\r\n\x1a\n", "The file is an image"),
        ("<!DOCTYPE html>\n<html>", "The file is a web page"),
        ("\n  <html lang='en'>", "The file is a web page"),
        ("diff --git a/x.py b/x.py\n", "The file is a patch"),
    ],
)
def test_file_that_is_something_else(source: str | bytes, text: str, runner: Runner) -> None:
    assert another_format(source).startswith(text)
    runner.swap(source)
    assert runner.load.verdict in (Verdict.does_not_parse, Verdict.raised)
    assert hint_for_load(source, runner.load).startswith(text)


@pytest.mark.parametrize(
    "source", ["", "x = {'cells': 1}", '{"cells": 1', "{", "x < html", b"\xff"]
)
def test_other_text_is_left_alone(source: str | bytes) -> None:
    assert another_format(source) == ""


def test_notebook_by_its_cells() -> None:
    assert is_notebook(NOTEBOOK)
    assert not is_notebook('{"cell": 1}')
    assert not is_notebook('["cells"]')


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x = 1".encode("utf-16"), "The file is UTF-16"),
        (b"x = 1\0", "The file has NUL bytes"),
        ("x = 1\0", "The file has NUL bytes"),
        (b"a = 1\nx = '\xe4'", "Line 2: the file is not UTF-8"),
        ("x = ä(", ""),
        ("x = ä(".encode(), ""),
    ],
)
def test_how_the_file_was_saved(source: str | bytes, text: str) -> None:
    hint = wrong_encoding(Broken(source, "a byte that is no utf-8 text", 2))
    assert hint.startswith(text)
    assert bool(hint) == bool(text)


def test_wrong_bytes_elsewhere_are_not_the_fault_that_python_names() -> None:
    assert wrong_encoding(Broken(b"x = (\n# \xe4", "'(' was never closed", 1)) == ""
