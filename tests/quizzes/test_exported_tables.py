"""Attempts, answers and events as tables for those who teach."""

from __future__ import annotations

import json

from courseware.items.kinds import kind_named
from courseware.people.models import User
from tests.quizzes.attempts import CURES, RIGHT, finish, save


def test_answers_and_events_stand_with_their_attempt(attempt, ben, course) -> None:
    save(attempt, RIGHT, CURES)
    finish(attempt)
    students = User.objects.filter(pk=ben.pk)
    tables = {table.name: table for table in kind_named("quiz").tables(course, students)}
    rows = {
        name: [dict(zip(table.head, row, strict=True)) for row in table.rows]
        for name, table in tables.items()
    }
    (made,) = rows["attempts"]
    assert (made["login"], made["attempt"], made["earned"]) == ("ben", 1, 3.0)
    answers = {row["question"]: row for row in rows["answers"]}
    assert json.loads(answers["zero"]["answer"]) == "l1" and answers["zero"]["fraction"] == 1.0
    assert answers["grow"]["answer"] is None
    assert len(rows["events"]) >= 3 and rows["events"][0]["login"] == "ben"


def test_nobody_elses_work_is_in_them(attempt, course) -> None:
    for table in kind_named("quiz").tables(course, User.objects.none()):
        assert list(table.rows) == []
