"""The item analysis counts what was answered, whatever the type of the question."""

from __future__ import annotations

import textwrap

import pytest

from quizzes import services
from quizzes.analysis.page import analysis_context
from quizzes.models import Attempt, Response
from quizzes.types import type_names
from tests.factories import make_student
from tests.quizzes.writing import example_of, question_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", type_names())
def test_answers_of_every_type_are_counted(kind, make_quiz, course):
    example = example_of(kind)
    text = "title: One\nquestions:\n  -" + textwrap.indent(example, "    ")[3:] + "\n"
    item = make_quiz(text)
    question = question_of(example)
    key = question.parse_response(question.samples().right)
    for answer in (key, key, None):
        attempt = services.start_attempt(item=item, user=make_student(course))
        # Graded by hand or by a worker, where the type is.
        share = 0.0 if answer is None else 1.0
        Response.objects.filter(attempt=attempt).update(answer=answer, fraction=share)
        Attempt.objects.filter(pk=attempt.pk).update(
            submitted_at=attempt.started_at, earned=share * question.points, waiting=0
        )
    context = analysis_context(item)
    assert context["quiz"].count == 3
    (row,) = context["rows"]
    assert row["statistics"].count == 3
    assert row["blank"] == pytest.approx(1 / 3)
    assert row["statistics"].facility == pytest.approx(200 / 3)
    if kind in ("code", "essay"):
        return  # texts of one's own are read, not counted
    assert row["choices"], "no answer is listed"
    assert max(choice.count for choice in row["choices"]) == 2
