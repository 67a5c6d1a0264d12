"""What a grader types."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from courseware.items.manual import ShownWork
from courseware.manual_grading.forms import parse_points, parse_remarks

ESSAY = ShownWork("The slope\nstays.", is_code=False)
CODE = ShownWork("x = 1\ny = 2", is_code=True)


@pytest.mark.parametrize(("text", "number"), [("1.5", 1.5), ("1,5", 1.5), ("−2", -2), ("0", 0)])
def test_points_are_read_as_people_write_them(text, number):
    assert parse_points(text) == number


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1e9", "1,5,2"])
def test_what_is_no_number_of_points_gets_a_sentence(text):
    with pytest.raises(ValidationError, match="is not a number of points"):
        parse_points(text)


def remarks(work, *pairs):
    post = QueryDict(mutable=True)
    post.setlist("remark-at", [at for at, _ in pairs])
    post.setlist("remark-text", [text for _, text in pairs])
    return parse_remarks(post, work)


def test_words_of_the_answer_may_run_over_lines_and_empty_comments_are_dropped():
    found, errors = remarks(ESSAY, ("slope stays", "Why?"), ("", "In general."), ("x", " "))
    assert [(each.quote, each.text) for each in found] == [
        ("slope stays", "Why?"),
        ("", "In general."),
    ]
    assert errors == []


@pytest.mark.parametrize("line", ["0", "3", "x", "", "-1", "9" * 30])
def test_a_line_has_to_be_there(line):
    found, errors = remarks(CODE, ("2", "Good."), (line, "Bad."))
    assert [each.text for each in found] == ["Good.", "Bad."]
    assert errors == ["", "Enter a line number from 1 to 2."]
