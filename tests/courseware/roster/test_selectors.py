"""The list of people: who is found, how far they are, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from courseware.chapters.models import Reading
from courseware.people.models import Enrollment, Role
from courseware.roster import services
from courseware.roster.selectors import (
    PER_PAGE,
    PeopleFilter,
    enrollment_or_404,
    former_or_404,
    former_people,
    people_page,
    persons,
)
from tests.factories import (
    make_chapter,
    make_course,
    make_item,
    make_score,
    make_staff,
    make_student,
    make_user,
)

pytestmark = pytest.mark.django_db


def names(course, **chosen) -> list[str]:
    _page, found = people_page(course, PeopleFilter(**chosen), "1")
    return [person.enrollment.user.username for person in found]


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ({}, PeopleFilter()),
        ({"q": "  ada "}, PeopleFilter("ada")),
        ({"q": "a\0b"}, PeopleFilter("ab")),
        ({"q": "x" * 300}, PeopleFilter("x" * 100)),
        ({"role": "student"}, PeopleFilter(role="student")),
        ({"role": "king"}, PeopleFilter()),
        ({"section": "7"}, PeopleFilter(section=7)),
        ({"section": "-7"}, PeopleFilter()),
        ({"section": "9" * 30}, PeopleFilter()),
        ({"section": "1e3"}, PeopleFilter()),
    ],
)
def test_a_filter_is_read_from_an_address_that_may_say_anything(query, chosen):
    assert PeopleFilter.from_query(query) == chosen
    assert chosen.is_set == (chosen != PeopleFilter())


def test_people_are_found_by_every_word_in_name_username_or_address(course):
    make_student(course, "ann", first_name="Ann", last_name="Bauer")
    make_student(course, "bob", first_name="Bob", last_name="Bauer")
    make_student(make_course(), "ann2", first_name="Ann", last_name="Bauer")
    assert names(course) == ["ann", "bob"]
    assert names(course, search="BAU ann") == ["ann"]
    assert names(course, search="bob@example") == ["bob"]
    assert names(course, search="%") == []
    assert names(course, search="ann bob") == []


def test_people_are_narrowed_by_role_and_section(course, ben):
    monday = course.sections.create(name="Monday")
    otto = make_staff(course, Role.GRADER, "otto", [monday])
    Enrollment.objects.get(user=ben).sections.add(monday)
    make_student(course, "dora")
    assert names(course, role=Role.GRADER) == [otto.username]
    assert set(names(course, section=monday.pk)) == {"ben", "otto"}
    assert names(course, section=monday.pk, role=Role.STUDENT) == ["ben"]
    assert names(course, section=monday.pk + 999) == []


def test_a_page_that_is_none_shows_the_nearest(course):
    for n in range(PER_PAGE + 1):
        make_student(course, f"s{n:03}", last_name=f"{n:03}")
    last, found = people_page(course, PeopleFilter(), "2")
    assert (last.number, [person.enrollment.user.username for person in found]) == (2, ["s050"])
    assert people_page(course, PeopleFilter(), "99")[0].number == 2
    assert people_page(course, PeopleFilter(), "no")[0].number == 1


def test_scores_and_chapters_that_count_are_counted(course, ben):
    other = make_course()
    make_score(make_item(course), ben, 0.5)
    make_score(make_item(course), ben, None, override=1.0)
    make_score(make_item(course), ben, None)  # nothing yet
    make_score(make_item(course, retired=True), ben, 1.0)
    make_score(make_item(other), ben, 1.0)
    for chapter in (make_chapter(course), make_chapter(course, retired=True), make_chapter(other)):
        Reading.objects.create(user=ben, chapter=chapter)
    (person,) = persons(course, [Enrollment.objects.get(user=ben, course=course)])
    assert (person.items, person.chapters) == (2, 1)


def test_the_last_activity_is_the_latest_of_all(course, ben):
    now = timezone.now()
    (quiet,) = persons(course, [Enrollment.objects.get(user=ben)])
    assert quiet.active_at is None
    ben.last_login = now - timedelta(days=2)
    ben.save()
    (seen,) = persons(course, [Enrollment.objects.select_related("user").get(user=ben)])
    assert seen.active_at == ben.last_login
    Reading.objects.create(user=ben, chapter=make_chapter(course))
    Reading.objects.update(read_at=now)
    (read,) = persons(course, [Enrollment.objects.select_related("user").get(user=ben)])
    assert read.active_at == now


def test_the_queries_do_not_grow_with_the_people(course, django_assert_num_queries):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            people_page(course, PeopleFilter(), "1")
        return len(captured)

    chapter = make_chapter(course)
    make_student(course)
    few = queries()
    for _ in range(12):
        Reading.objects.create(user=make_student(course), chapter=chapter)
    with django_assert_num_queries(few):
        assert len(people_page(course, PeopleFilter(), "1")[1]) == 13


def test_those_who_were_removed_are_listed_the_last_first(course, ada):
    for name in ("dora", "emil"):
        part = Enrollment.objects.get(user=make_student(course, name))
        services.remove(enrollment=part, by=ada)
    assert [row.user.username for row in former_people(course)] == ["emil", "dora"]
    assert list(former_people(make_course())) == []


def test_nobody_of_another_course_is_found_by_id(course, ada, ben):
    other = make_course()
    assert enrollment_or_404(course, ben.pk).user == ben
    for wrong in ((other, ben.pk), (course, 0), (course, make_user().pk)):
        with pytest.raises(Http404):
            enrollment_or_404(*wrong)
    services.remove(enrollment=enrollment_or_404(course, ben.pk), by=ada)
    assert former_or_404(course, ben.pk).user == ben
    with pytest.raises(Http404):
        former_or_404(other, ben.pk)
    with pytest.raises(Http404):
        enrollment_or_404(course, ben.pk)
