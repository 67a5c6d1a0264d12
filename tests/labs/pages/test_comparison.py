"""What has changed between two submissions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from labs.pages.comparison import MAX_LINES, diff_lines
from tests.factories import make_student

COMPARE = "/courses/ml/labs/twice/compare/"


def test_removed_lines_stand_before_added_ones_with_their_numbers() -> None:
    lines = diff_lines("a\nb\nc\n", "a\nB\nc\nd\n")

    assert [(line.kind, line.before, line.after, line.text) for line in lines] == [
        ("same", 1, 1, "a"),
        ("removed", 2, None, "b"),
        ("added", None, 2, "B"),
        ("same", 3, 3, "c"),
        ("added", None, 4, "d"),
    ]


def test_two_submissions_are_compared_and_can_be_restored(
    client: Client, lab: Any, ben: Any, make_submission: Any
) -> None:
    client.force_login(ben)
    old, new = make_submission(code="x = '<i>'\n"), make_submission(code="x = 2\n")

    page = client.get(COMPARE, {"before": old.pk, "after": new.pk}).text

    assert "x = &#x27;&lt;i&gt;&#x27;" in page and "diff-added" in page
    assert f"?show={old.pk}" in page and f"?show={new.pk}" in page
    assert 'name="before"' in client.get("/courses/ml/labs/twice/submissions/").text
    same = client.get(COMPARE, {"before": old.pk, "after": old.pk}).text
    assert "Nothing has changed" in same


def test_long_code_is_not_compared_while_a_page_waits(
    client: Client, lab: Any, ben: Any, make_submission: Any
) -> None:
    client.force_login(ben)
    long = make_submission(code="x\n" * (MAX_LINES + 1))

    page = client.get(COMPARE, {"before": long.pk, "after": long.pk}).text

    assert "too long to compare" in page


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "0"])
def test_what_is_no_submission_of_ones_own_is_not_found(
    client: Client, lab: Any, ben: Any, course: Any, make_submission: Any, number: str
) -> None:
    own, others = make_submission(), make_submission(user=make_student(course))
    client.force_login(ben)

    for before in (number, others.pk):
        assert client.get(COMPARE, {"before": before, "after": own.pk}).status_code == 404
