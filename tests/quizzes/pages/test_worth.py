"""One question has one value, on whatever page it is shown."""

from __future__ import annotations

import re

import pytest

from courseware.manual_grading.services import Given, save_mark, start_rubric
from courseware.people.models import User
from quizzes import manual, selectors, services
from quizzes.pages import worth
from tests.factories import make_chapter, make_instructor, make_student
from tests.quizzes.attempts import CURES, GROW, RIGHT, finish, save
from tests.quizzes.regrading import correct_key, preview
from tests.quizzes.writing import QUIZ, example_of, question_of

pytestmark = pytest.mark.django_db

ESSAY = """\
title: In your own words
questions:
  - id: why
    type: essay
    points: 4
    text: Why?
    rubric:
      - {id: slope, text: Compares the slopes, points: 3}
      - {id: example, text: Gives an example, points: 1}
    explanation: The slope stays.
"""


def text_of(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_question_has_one_value_on_every_page(client, make_quiz, course, ben):
    """`QUIZ` counts 2 + 1 + 1 in its file; in the course it is worth 10."""
    item = make_quiz(QUIZ, points=10, chapter=make_chapter(course))
    client.force_login(ben)
    attempt = services.start_attempt(item=item, user=ben)
    opened = text_of(client.get(attempt.get_absolute_url()))
    assert re.findall(r"Question \d ([\d.]+ points)", opened) == ["5 points", *["2.5 points"] * 2]
    save(attempt, RIGHT, GROW)
    finish(attempt)
    review = text_of(client.get(attempt.get_absolute_url()))
    shown = re.findall(r"Question \d (?:Correct|Left blank) ([\d.]+ of [\d.]+)", review)
    assert shown == ["5 of 5", "0 of 2.5", "2.5 of 2.5"]
    assert "7.5 of 10 points, 75%" in review
    assert "7.5 of 10" in text_of(client.get(item.get_absolute_url()))
    assert "10 points in the gradebook" in text_of(client.get(item.get_absolute_url()))
    assert "7.5 of 10" in text_of(client.get(item.chapter.get_absolute_url()))
    assert "7.5 of 10" in text_of(client.get(f"/courses/{course.slug}/grades/"))
    client.force_login(make_instructor(course))
    for page in ("people/", "analysis/"):
        assert "7.5 of 10" in text_of(client.get(f"{item.get_absolute_url()}{page}")), page
    author = text_of(client.get(f"{item.get_absolute_url()}author/"))
    assert re.findall(r"(?:single|multiple|blanks) ([\d.]+)", author)[:3] == ["5", "2.5", "2.5"]
    exported = client.get(f"/courses/{course.slug}/exchange/grades.csv").getvalue().decode()
    assert "ben@example.org,,7.5,7.5,75.0" in exported


def test_a_regrade_speaks_of_the_same_points(client, make_quiz, course, ben):
    item = make_quiz(QUIZ, points=10)
    attempt = services.start_attempt(item=item, user=ben)
    save(attempt, RIGHT, CURES)
    finish(attempt)
    correct_key(item)
    ada = make_instructor(course)
    client.force_login(ada)
    page = text_of(client.get(preview(item, ada).get_absolute_url()))
    assert "7.5 2.5 −5 zero (5 → 0)" in page


def test_criteria_of_an_essay_add_up_to_what_it_counts(client, make_quiz, course, ben):
    item = make_quiz(ESSAY, points=6)
    attempt = services.start_attempt(item=item, user=ben)
    client.force_login(ben)
    opened = text_of(client.get(attempt.get_absolute_url()))
    assert "Compares the slopes (4.5); Gives an example (1.5)" in opened, opened
    client.post(f"{attempt.get_absolute_url()}answers/", {"why": "So it is."})
    finish(attempt)
    (part,) = manual.parts([item])[item.pk]
    assert [(line.text, line.points) for line in part.criteria] == [
        ("Compares the slopes", 4.5),
        ("Gives an example", 1.5),
    ]
    teacher = make_instructor(course)
    rubric = start_rubric(item=item, part=part, by=teacher)
    (work,) = manual.works(item, "why", User.objects.all())
    given = Given([rubric.items.first().pk])
    save_mark(rubric=rubric, work=work, given=given, by=teacher, seen=0)
    review = text_of(client.get(attempt.get_absolute_url()))
    assert "4.5 of 6" in review and "+4.5" in review


@pytest.mark.parametrize(("setting", "points"), [("practice: true\n", 10), ("", 0)])
def test_what_does_not_count_has_no_points(client, make_quiz, course, ben, setting, points):
    item = make_quiz(QUIZ.replace("pass: 0.5\n", setting), points=points)
    attempt = services.start_attempt(item=item, user=ben)
    client.force_login(ben)
    assert not re.search(r"\d points?\b", text_of(client.get(attempt.get_absolute_url())))
    save(attempt, RIGHT, GROW)
    finish(attempt)
    review = text_of(client.get(attempt.get_absolute_url()))
    assert "75%" in review
    assert not re.search(r"\d of \d", review)
    assert "75%" in text_of(client.get(item.get_absolute_url()))


def test_a_third_of_a_point_can_be_given_in_full(make_quiz, ben):
    item = make_quiz(ESSAY, points=1)
    attempt = services.start_attempt(item=item, user=ben)
    factor = worth.points_factor(attempt)
    question = question_of(ESSAY.split("questions:\n  - ")[1].replace("\n    ", "\n"))
    assert worth.criteria_as_shown(question, factor) == {"slope": 0.75, "example": 0.25}


def test_questions_of_a_pool_count_by_what_one_attempt_holds(make_quiz, course):
    text = QUIZ.replace("pass: 0.5\n", "pools:\n  - {draw: 1, questions: [cures, grow]}\n")
    item = make_quiz(text, points=9)
    attempt = services.start_attempt(item=item, user=make_student(course))
    rows = selectors.attempt_questions(attempt)
    assert sum(worth.in_points(row.question.points, attempt) for row in rows) == 9


def test_only_what_a_person_grades_has_criteria():
    assert worth.criteria_as_shown(question_of(example_of("single")), 1.0) == {}
    assert all(worth.criteria_as_shown(question_of(example_of("essay")), 0.001).values())
