"""Extensions in templates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template

from courseware.deadlines.grants import Grant
from courseware.deadlines.models import Extension, ExtensionChange
from courseware.deadlines.services import grant_extension
from tests.factories import make_item

GRANTED = Template("{% load deadlines %}{{ row|granted }}")


def said(row: Any) -> str:
    return GRANTED.render(Context({"row": row}))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"shift_minutes": 3 * 1440}, "dates 3 days later"),
        ({"shift_minutes": 90, "extra_attempts": 1}, "dates 1.5 hours later; 1 more attempt"),
        ({"time_factor": 1.25, "extra_minutes": 1}, "1.25 times the time limit; 1 minute more"),
        (
            {"due_at": datetime(2026, 12, 5, 18, tzinfo=UTC)},
            "due Sat 5 Dec 2026, 18:00 UTC",
        ),
    ],
    ids=str,
)
def test_what_an_extension_gives_is_in_words(fields: dict[str, Any], words: str) -> None:
    assert said(Extension(**fields)) == words


@pytest.mark.django_db
def test_an_entry_of_the_history_says_what_it_said_then(course: Any, ada: Any, ben: Any) -> None:
    place = {"course": course, "item": make_item(course), "user": ben, "by": ada}
    for attempts in (1, 3):
        grant_extension(**place, grant=Grant(attempts=attempts), reason="x")
    changes = ExtensionChange.objects.order_by("pk")
    assert [said(change) for change in changes] == ["1 more attempt", "3 more attempts"]
    assert said(Extension.objects.get()) == "3 more attempts"


def test_a_withdrawal_grants_nothing() -> None:
    assert said(ExtensionChange(granted={})) == ""
