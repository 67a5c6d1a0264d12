"""What can be announced."""

from __future__ import annotations

import pytest

from courseware.announcements.forms import AnnouncementForm


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  ", "Write what everybody in the course should know."),
        ("x" * 1001, "at most 1000 characters"),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_announced_is_said(text, sentence):
    assert sentence in str(AnnouncementForm({"text": text}).errors)
