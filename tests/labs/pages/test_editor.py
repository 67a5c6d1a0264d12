"""What the editor holds when a page is made: stored code, or what a refusal must not lose."""

from __future__ import annotations

from labs.pages.editor import editor_after_refusal, stored_editor
from labs.pages.posted_code import PostedCode
from labs.submissions.code_file import CodeFile, digest

STORED = stored_editor("stored = 1\n")
FILE = CodeFile("ada.py", "from_file = 1\n")


def test_stored_code_is_known_by_its_digest() -> None:
    assert (STORED.code, STORED.shown) == ("stored = 1\n", digest("stored = 1\n"))
    assert (STORED.loaded, STORED.other) == (None, None)


def test_stored_code_of_a_file_keeps_the_files_name() -> None:
    assert stored_editor("x = 1\n", "ada.py").loaded == CodeFile("ada.py", "x = 1\n")


def test_after_a_refusal_typed_code_is_there_and_unsaved() -> None:
    editor = editor_after_refusal(PostedCode("typed = 1\n", edited=True), STORED)

    assert (editor.code, editor.shown) == ("typed = 1\n", "")


def test_after_a_refusal_untouched_code_is_still_what_is_stored() -> None:
    editor = editor_after_refusal(PostedCode("stored = 1\n"), STORED)

    assert editor == STORED


def test_where_nothing_came_the_stored_code_is_shown() -> None:
    assert editor_after_refusal(PostedCode(" \n", edited=True), STORED) is STORED


def test_a_file_goes_into_the_editor_where_nothing_was_typed() -> None:
    editor = editor_after_refusal(PostedCode("stored = 1\n", file=FILE), STORED)

    assert (editor.code, editor.loaded, editor.other) == (FILE.code, FILE, None)
    assert editor.shown == ""  # the site has not stored it


def test_a_file_is_shown_beside_code_that_was_typed() -> None:
    editor = editor_after_refusal(PostedCode("typed = 1\n", edited=True, file=FILE), STORED)

    assert (editor.code, editor.other) == ("typed = 1\n", FILE)


def test_code_of_a_file_that_was_loaded_before_keeps_its_name() -> None:
    posted = PostedCode("x = 1\n", loaded_name="ada.py", edited=True)

    assert editor_after_refusal(posted, STORED).loaded == CodeFile("ada.py", "x = 1\n")


def test_what_no_page_can_show_is_shown_as_a_picture() -> None:
    typed = editor_after_refusal(PostedCode("'\x00'\n", edited=True), STORED)
    file = editor_after_refusal(PostedCode("", file=CodeFile("a.py", "'\ud800'\n")), STORED)

    assert (typed.code, file.code) == ("'␀'\n", "'\\ud800'\n")
