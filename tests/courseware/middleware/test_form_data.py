"""The data of a submitted form, for a page that gives it back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import UnreadablePostError

from courseware.middleware.form_data import (
    Field,
    is_same_origin,
    submitted_fields,
    submitted_files,
)

LONG = "x" * 41


def test_fields_come_in_order_with_all_their_values_but_no_token(rf):
    request = rf.post("/", {"b": "1", "csrfmiddlewaretoken": "t", "a": ["2", "3"], "empty": ""})
    assert list(submitted_fields(request)) == [
        Field("b", "1"),
        Field("a", "2"),
        Field("a", "3"),
        Field("empty", ""),
    ]


def test_of_a_file_its_name_is_kept(rf):
    request = rf.post("/", {"file": SimpleUploadedFile("losses.py", b"x"), "note": "n"})
    assert list(submitted_files(request)) == [("file", "losses.py")]
    assert list(submitted_fields(request)) == [Field("note", "n")]


def test_a_page_that_only_reads_has_sent_nothing(rf):
    assert list(submitted_fields(rf.get("/?a=1"))) == list(submitted_files(rf.get("/"))) == []


def test_a_body_that_cannot_be_read_gives_nothing(rf, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    request = rf.post("/", {"text": "x" * 100})
    assert list(submitted_fields(request)) == []
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    request = rf.post("/", "a=1&b=2", content_type="application/x-www-form-urlencoded")
    assert list(submitted_fields(request)) == []


def test_a_connection_that_broke_gives_nothing(rf, monkeypatch):
    def fail(self):
        raise UnreadablePostError

    request = rf.post("/", {"a": "1"})
    monkeypatch.setattr(type(request), "_load_post_and_files", fail)
    assert list(submitted_fields(request)) == list(submitted_files(request)) == []


@pytest.mark.parametrize("name", ["password", "new_password2", "oldPassword"])
def test_a_password_is_a_secret(name):
    assert Field(name, "x").is_secret


@pytest.mark.parametrize(
    ("value", "is_text"), [("zero", False), ("", False), ("two words", True), (LONG, True)]
)
def test_what_somebody_wrote_is_text(value, is_text):
    assert Field("note", value).is_text is is_text


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "https://testserver"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({"HTTP_ORIGIN": "http://testserver.evil.org"}, False),
        ({"HTTP_REFERER": "http://testserver/courses/"}, True),
        ({"HTTP_REFERER": "http://testserver.evil.org/"}, False),
        ({"HTTP_REFERER": "http://testserver"}, False),
        ({"HTTP_ORIGIN": "http://evil.org", "HTTP_REFERER": "http://testserver/"}, False),
    ],
)
def test_where_a_form_was(rf, headers, expected):
    assert is_same_origin(rf.post("/", **headers)) is expected
