"""Of the editor's code and a file's, what is run, and when the person is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from labs.pages.posted_code import PostedCode, read_post
from labs.submissions.code_file import CodeFile, digest
from labs.submissions.refusals import ChoiceNeeded, SubmissionRefused

TYPED = "typed = 1\n"
STORED = "stored = 1\n"
FILE = CodeFile("ada.py", "from_file = 1\n")


def post(query: str = "", **data: object) -> PostedCode:
    return read_post(RequestFactory().post(f"/{query}", data))


def upload(code: str = FILE.code, name: str = FILE.name) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, code.encode())


@pytest.mark.parametrize(
    ("posted", "run"),
    [
        (PostedCode(TYPED, edited=True), CodeFile("", TYPED)),
        (PostedCode(STORED, loaded_name="old.py"), CodeFile("old.py", STORED)),
        (PostedCode(STORED, file=FILE), FILE),
        (PostedCode(" \n", edited=True, file=FILE), FILE),
        (PostedCode(FILE.code, edited=True, file=FILE), FILE),
        (PostedCode(TYPED, edited=True, file=FILE, choice="file"), FILE),
        (PostedCode(TYPED, edited=True, file=FILE, choice="editor"), CodeFile("", TYPED)),
    ],
    ids=[
        "typed code",
        "code of a file that was loaded before",
        "a file over untouched code",
        "a file over an empty editor",
        "a file with the same code",
        "the file was chosen",
        "the editor was chosen",
    ],
)
def test_what_is_run(posted: Any, run: Any) -> None:
    assert posted.code_to_run() == run


@pytest.mark.parametrize("choice", ["", "both"])
def test_of_two_pieces_of_code_the_person_chooses(choice: str) -> None:
    posted = PostedCode(TYPED, edited=True, file=FILE, choice=choice)

    assert posted.is_ambiguous
    with pytest.raises(ChoiceNeeded, match=r"ada\.py"):
        posted.code_to_run()


def test_a_file_that_cannot_be_read_is_not_passed_over() -> None:
    posted = PostedCode(TYPED, upload_error=SubmissionRefused("Not a file of code."))

    assert posted.includes_file
    with pytest.raises(SubmissionRefused, match="Not a file"):
        posted.code_to_run()


def test_all_code_that_came_is_handed_back_and_nothing_empty() -> None:
    posted = PostedCode("'\x00'", edited=True, file=FILE)

    assert posted.pieces() == [CodeFile("Your code", "'␀'"), FILE]
    assert PostedCode(" \n").pieces() == []


def test_a_post_of_the_page_as_it_was_made_is_not_edited() -> None:
    posted = post(code=STORED.replace("\n", "\r\n"), shown=digest(STORED))

    assert (posted.editor, posted.edited, posted.includes_file) == (STORED, False, False)


def test_a_post_with_changed_code_is_edited() -> None:
    assert post(code=TYPED, shown=digest(STORED)).edited
    assert post(code=TYPED).edited


def test_the_name_of_a_loaded_file_goes_with_its_code_only() -> None:
    fields = {"loaded_name": "../ada.py", "loaded_digest": digest(TYPED)}

    assert post(code=TYPED, **fields).loaded_name == "ada.py"
    assert post(code=f"{TYPED}more = 2\n", **fields).loaded_name == ""


def test_an_uploaded_file_is_read() -> None:
    assert post(code="", file=upload("x = 1\r\n")).file == CodeFile("ada.py", "x = 1\n")


@pytest.mark.parametrize(
    ("name", "code"), [("ada.txt", "x = 1\n"), ("ada.py", " \n"), ("ada.ipynb", "{")]
)
def test_what_is_no_file_of_code_is_an_error_of_the_post(name: str, code: str) -> None:
    posted = post(code=TYPED, file=upload(code, name))

    assert posted.upload_error is not None
    assert (posted.file, posted.editor) == (None, TYPED)


def test_a_file_that_a_page_handed_back_comes_again() -> None:
    posted = post("?take=file", code=TYPED, file_name="a/ada.py", file_code="from_file = 1\r\n")

    assert (posted.file, posted.choice) == (FILE, "file")
    assert post(file_code="x = 1\n").file == CodeFile("your file", "x = 1\n")


def test_a_choice_is_void_where_another_file_comes_with_it() -> None:
    returned = {"file_name": FILE.name, "file_code": FILE.code}
    other = post("?take=file", code=TYPED, **returned, file=upload("other = 1\n", "bob.py"))
    same = post("?take=file", code=TYPED, **returned, file=upload())

    assert (other.file, other.choice) == (CodeFile("bob.py", "other = 1\n"), "")
    assert (same.file, same.choice) == (FILE, "file")


def test_a_post_of_nothing_is_empty() -> None:
    posted = post()

    assert (posted.editor, posted.file, posted.choice, posted.loaded_name) == ("", None, "", "")
