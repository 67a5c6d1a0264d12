"""Whatever is posted to a lab, the answer is no 500, and code that was typed comes back."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from labs.models import Submission
from tests.selection import some_of

LAB = "/courses/ml/labs/twice/"
TYPED = "typed = 1\n"


def notebook(cells: object) -> bytes:
    return json.dumps({"cells": cells}).encode()


def cell(source: object) -> list[dict[str, object]]:
    return [{"cell_type": "code", "source": source}]


FILES = {
    "nul.py": b"x = 1\x00",
    "surrogate.py": b"x = '\xed\xa0\x80'",
    "large.py": b"#" * 1_500_000,
    "escape.py": b"# coding: unicode_escape\nx = '\\ud800'",
    "utf7.py": b"# coding: utf-7\nx='+2AA-'",
    "name.py": b"# coding: " + b"a" * 1_000_000,
    "deep.ipynb": b'{"cells":' + b"[" * 500_000,
    "objects.ipynb": b'{"cells":' + b'{"a":' * 50_000,
    "cells.ipynb": b'{"cells": [' + b",".join([b"{}"] * 1_000_000) + b"]}",
    "empty.ipynb": b'{"cells": [' + b",".join([b"{}"] * 340_000) + b"]}",
    "half.ipynb": notebook(cell("x = '\ud800'")),
    "nul.ipynb": notebook(cell("x\x00")),
    "object.ipynb": notebook(cell({"a": 1})),
    "number.ipynb": notebook(cell(7)),
    "nested.ipynb": notebook(cell(["a", ["b"]])),
    "text.ipynb": notebook("cells"),
    "null.ipynb": notebook([None]),
    "digits.ipynb": b"1" * 5000,
    "utf16.ipynb": "{}".encode("utf-16"),
}


@pytest.fixture
def page(client: Client, lab: Any, ben: Any) -> Any:
    client.raise_request_exception = False
    client.force_login(ben)
    return client


@pytest.mark.parametrize("name", some_of(FILES, 7))
def test_a_file_that_is_garbage_is_refused_and_typed_code_kept(page: Client, name: str) -> None:
    form = {"purpose": "graded", "code": TYPED}
    read = page.post(f"{LAB}file/", {"file": SimpleUploadedFile(name, FILES[name])})
    run = page.post(f"{LAB}run/", form | {"file": SimpleUploadedFile(name, FILES[name])})
    chosen = page.post(f"{LAB}run/?take=file", {**form, "file_code": "x = '\x00'"})

    assert read.status_code in (400, 413)
    assert read.json()["sentence"]
    assert run.status_code in (400, 409, 413)
    assert f"{TYPED}</textarea>" in run.text
    assert chosen.status_code == 400
    assert Submission.objects.count() == 0


FIELDS = ["code", "purpose", "key", "shown"]
FIELDS += ["loaded_name", "loaded_digest", "file_code", "file_name"]
VALUES = ["\x00", "é" * 200_000, "\u202e", "%ED%A0%80"]
TAKES = ["", "?take=file", "?take=%00"]


# Of 96, so that each field, value and way of taking them has its turn.
@pytest.mark.parametrize(
    ("field", "value", "take"), some_of(itertools.product(FIELDS, VALUES, TAKES), 19)
)
def test_no_field_brings_the_page_down(page: Client, field: str, value: Any, take: str) -> None:
    form = {"purpose": "graded", "code": TYPED, "file_code": "x = 2\n", "file_name": "a.py"}

    assert page.post(f"{LAB}run/{take}", form | {field: value}).status_code < 500


@pytest.mark.parametrize("path", ["run/", "file/"])
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"code": 1}'),
        ("text/plain", b"x"),
        ("", b""),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=B", b"--B\r\nContent"),
        ("application/x-www-form-urlencoded", b"%ff%00&&&==="),
        ("application/x-www-form-urlencoded", b"a=1&" * 2000),
    ],
)
def test_a_body_of_another_form_is_a_bad_request(
    page: Client, path: str, content_type: str, body: Any
) -> None:
    assert page.generic("POST", f"{LAB}{path}", body, content_type=content_type).status_code == 400
