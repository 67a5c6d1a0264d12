"""Who is meant by an audience, asked of the kinds of items."""

import pytest

from courseware.announcements.audience import Audience, Standing
from courseware.people.models import Section
from quizzes import services
from tests.factories import make_student
from tests.quizzes.conftest import make_quiz

__all__ = ["make_quiz"]


@pytest.fixture
def people(course, make_quiz):
    """Who has begun, who has submitted, and who has done nothing, at one quiz."""
    item = make_quiz()
    found = {name: make_student(course, name) for name in ("idle", "begun", "done")}
    services.start_attempt(item=item, user=found["begun"])
    attempt = services.start_attempt(item=item, user=found["done"])
    services.finish_attempt(attempt=attempt, by=found["done"])
    return item, found


@pytest.mark.parametrize(
    ("standing", "names"),
    [
        (Standing.NOT_STARTED, ["idle"]),
        (Standing.NOT_HANDED_IN, ["idle", "begun"]),
        (Standing.HANDED_IN, ["done"]),
    ],
)
def test_students_are_found_by_how_far_they_are(course, people, standing, names):
    item, found = people
    audience = Audience(item=item, standing=standing)
    assert set(audience.people(course)) == {found[name].pk for name in names}


def test_everybody_includes_the_staff_and_a_section_only_its_students(course, ada, ben):
    section = Section.objects.create(course=course, name="Monday")
    for person in (ada, ben):
        person.enrollments.get().sections.add(section)
    assert set(Audience().people(course)) == {ada.pk, ben.pk}
    assert Audience(section).people(course) == [ben.pk]
    assert (Audience().words, Audience(section).words) == ("", "Monday")


def test_the_queries_do_not_grow_with_the_class(course, people, django_assert_max_num_queries):
    item, _found = people
    for _ in range(10):
        make_student(course)
    with django_assert_max_num_queries(4):
        assert len(Audience(item=item).people(course)) == 11
