"""Roles and sections, removing and taking back."""

from __future__ import annotations

import pytest
from django.db import connection

from courseware.people.models import Enrollment, Role
from courseware.roster import services
from courseware.roster.models import FormerEnrollment, RosterChange
from courseware.roster.services import RosterRefused
from tests.courseware.gradebook.lines import lines_of
from tests.factories import make_instructor, make_item, make_score, make_staff

pytestmark = pytest.mark.django_db


def part(user, course) -> Enrollment:
    return Enrollment.objects.get(user=user, course=course)


def test_who_is_removed_is_in_no_list_and_comes_back_with_everything(course, ada, ben):
    monday = course.sections.create(name="Monday")
    item = make_item(course)
    make_score(item, ben, 0.5)
    before = part(ben, course)
    before.sections.add(monday)
    former = services.remove(enrollment=before, by=ada)
    assert lines_of(course) == []
    restored = services.restore(former=former, by=ada)
    assert (restored.role, list(restored.sections.all())) == (Role.STUDENT, [monday])
    assert part(ben, course).enrolled_at == before.enrolled_at
    assert lines_of(course)[0].cells[0].fraction == 0.5
    assert not FormerEnrollment.objects.exists()
    changes = RosterChange.objects.filter(user=ben).values_list("change", flat=True)
    assert list(changes) == ["restored", "removed"]


def test_a_course_keeps_an_instructor(course, ada):
    for change in (
        lambda: services.remove(enrollment=part(ada, course), by=ada),
        lambda: services.change_enrollment(
            enrollment=part(ada, course), role=Role.STUDENT, sections=[], by=ada
        ),
    ):
        with pytest.raises(RosterRefused, match="only instructor"):
            change()
    make_instructor(course)
    services.remove(enrollment=part(ada, course), by=ada)
    assert not Enrollment.objects.filter(user=ada).exists()


@pytest.mark.django_db(transaction=True)
def test_the_page_that_asks_before_removing_takes_no_lock(client, course, ada, monkeypatch):
    """A database with locks refuses one outside of a transaction."""
    client.force_login(ada)
    monkeypatch.setattr(connection.features, "has_select_for_update", True)
    page = client.get(f"/courses/ml/people/{ada.pk}/remove/")
    assert page.status_code == 200 and "only instructor" in page.text


def test_a_change_is_recorded_and_no_change_is_not(course, ada, ben):
    monday = course.sections.create(name="Monday")
    for _ in range(2):
        services.change_enrollment(
            enrollment=part(ben, course), role=Role.GRADER, sections=[monday], by=ada
        )
    assert list(RosterChange.objects.values_list("change", "detail", "by")) == [
        ("sections", "Monday", ada.pk),
        ("role", "Student → Grader", ada.pk),
    ]


def test_who_was_removed_does_not_come_back_alone(course, ada, ben):
    services.remove(enrollment=part(ben, course), by=ada)
    with pytest.raises(RosterRefused, match="removed"):
        services.refuse_removed(course, ben)


def test_a_section_that_limits_somebody_is_not_deleted(course):
    monday, tuesday = (course.sections.create(name=name) for name in ("Monday", "Tuesday"))
    kim = make_staff(course, Role.ASSISTANT, "kim", [monday])
    with pytest.raises(RosterRefused, match="Kim"):
        services.delete_section(section=monday)
    part(kim, course).sections.add(tuesday)
    services.delete_section(section=monday)
    assert list(part(kim, course).sections.all()) == [tuesday]
