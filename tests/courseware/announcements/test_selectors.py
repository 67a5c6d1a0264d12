"""Which announcements somebody reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courseware.announcements.models import Announcement
from courseware.announcements.selectors import announcements_for
from tests.factories import make_course, make_student

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 12, 4, tzinfo=UTC)


def say(course: Any, text: str, *people: Any, day: int = 0) -> Announcement:
    """To everybody, or to the people alone."""
    audience = "Monday" if people else ""
    at = DAY + timedelta(days=day)
    made = Announcement.objects.create(course=course, text=text, audience=audience, at=at)
    made.people.set(people)
    return made


def texts(course: Any, person: Any, *, may_write: bool = False) -> list[str]:
    found = announcements_for(course, person, may_write=may_write)
    return list(found.values_list("text", flat=True))


def test_a_student_reads_what_is_for_everybody_and_what_is_for_them(course: Any, ben: Any) -> None:
    dan = make_student(course, "dan")
    say(course, "all")
    say(course, "both", ben, dan, day=1)
    say(course, "dan alone", dan, day=2)
    assert texts(course, ben) == ["both", "all"]
    assert texts(course, dan) == ["dan alone", "both", "all"]


def test_those_who_announce_read_all_newest_first(course: Any, ada: Any, ben: Any) -> None:
    say(course, "second", ben, day=1)
    say(course, "first")
    say(course, "third", day=2)
    assert texts(course, ada, may_write=True) == ["third", "second", "first"]
    assert texts(course, ada) == ["third", "first"]


def test_an_audience_whose_people_have_left_is_not_everybody(course: Any, ben: Any) -> None:
    for_nobody = say(course, "to a section", ben)
    for_nobody.people.clear()
    assert texts(course, ben) == []


def test_other_courses_are_not_read_here(course: Any, ada: Any, ben: Any) -> None:
    other = make_course()
    say(other, "elsewhere")
    say(other, "elsewhere, for ben", ben)
    assert texts(course, ben) == texts(course, ada, may_write=True) == []


def test_each_is_listed_once_however_many_people_it_is_for(
    course: Any, ben: Any, django_assert_num_queries: Any
) -> None:
    say(course, "class", ben, *[make_student(course) for _ in range(5)])
    with django_assert_num_queries(1):
        assert texts(course, ben) == ["class"]
