"""The form of a message."""

from __future__ import annotations

import pytest

from courseware.threads.forms import MessageForm
from courseware.threads.models import MAX_TEXT


@pytest.mark.parametrize("text", ["", "   ", "x" * (MAX_TEXT + 1), "a\0b"])
def test_nothing_too_much_and_what_cannot_be_stored_is_refused(text: str):
    assert "text" in MessageForm({"text": text}).errors


def test_parts_are_offered_and_no_others_taken():
    parts = (("a", "All"), ("a/1", "One"))
    assert MessageForm({"text": "Why?", "about": "a/1"}, parts=parts).is_valid()
    assert "about" in MessageForm({"text": "Why?", "about": "b"}, parts=parts).errors
    assert "about" not in MessageForm({"text": "Why?"}).fields
