"""The pages about people, as an instructor uses them."""

from __future__ import annotations

import pytest

from courseware.gradebook.services import record_score
from courseware.people.models import Enrollment, Role
from courseware.roster.models import FormerEnrollment
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db


def test_the_list_is_found_by_name_role_and_section(signed_in, course, ben):
    monday = course.sections.create(name="Monday")
    dora = make_student(course, "dora")
    dora.enrollments.get().sections.add(monday)

    def names(query: str) -> set[str]:
        rows = signed_in.get(f"/courses/ml/people/?{query}").context["rows"]
        return {row.enrollment.user.username for row in rows}

    assert names("") == {"ada", "ben", "dora"}
    assert names("q=DOR") == names(f"section={monday.pk}") == {"dora"}
    assert names("role=instructor") == {"ada"}
    assert names("role=king&section=x&page=99") == {"ada", "ben", "dora"}


def test_the_list_shows_progress_and_asks_the_same_of_many(
    signed_in, course, ben, django_assert_max_num_queries
):
    record_score(item=make_item(course), user=ben, fraction=1.0, reason="graded")
    make_item(course)
    for number in range(12):
        make_student(course, f"s{number}")
    signed_in.get("/courses/ml/people/")
    with django_assert_max_num_queries(22):
        page = signed_in.get("/courses/ml/people/").content.decode()
    assert "1 of 2" in page and "0 of 2" in page


def test_role_and_sections_are_changed_on_the_persons_page(signed_in, course, ben):
    monday = course.sections.create(name="Monday")
    address = f"/courses/ml/people/{ben.pk}/"
    signed_in.post(address, {"role": "grader", "sections": [monday.pk]})
    enrollment = Enrollment.objects.get(user=ben)
    assert (enrollment.role, enrollment.sections.get()) == (Role.GRADER, monday)
    assert "Student → Grader" in signed_in.get(address).content.decode()
    assert signed_in.post(address, {"role": "king"}).status_code == 422


def test_the_last_instructor_stays(signed_in, course, ada):
    answer = signed_in.post(f"/courses/ml/people/{ada.pk}/", {"role": "student"})
    assert "only instructor" in answer.content.decode()
    answer = signed_in.post(f"/courses/ml/people/{ada.pk}/remove/")
    assert answer.status_code == 409 and Enrollment.objects.filter(user=ada).exists()


def test_who_is_removed_can_be_restored_from_the_list(signed_in, course, ben):
    signed_in.post(f"/courses/ml/people/{ben.pk}/remove/")
    assert FormerEnrollment.objects.get().user == ben
    assert f"/people/{ben.pk}/restore/" in signed_in.get("/courses/ml/people/").content.decode()
    signed_in.post(f"/courses/ml/people/{ben.pk}/restore/")
    assert Enrollment.objects.filter(user=ben).exists()
