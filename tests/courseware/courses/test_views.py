"""Home, the course's home, joining, and chapters, for each kind of visitor."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courseware.courses.loader import load_course
from courseware.items.models import Course
from courseware.people.models import Enrollment
from tests.courseware.courses.folders import write_course
from tests.factories import make_extension, make_score, make_student, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path) -> Course:
    return load_course(write_course(tmp_path)).course


def body(response) -> str:
    return response.content.decode()


def test_a_visitor_sees_the_courses_and_how_to_begin(client, small):
    page = body(client.get("/"))
    assert "A small course" in page
    assert reverse("account_signup") in page


def test_home_leads_to_the_only_course_of_a_person(client, small):
    client.force_login(make_student(small))
    assert client.get("/").url == "/courses/small/"


def test_a_course_asks_a_visitor_to_sign_in(client, small):
    assert client.get("/courses/small/").url == "/accounts/login/?next=/courses/small/"


def test_a_stranger_can_join_and_then_sees_the_course(client, small):
    stranger = make_user()
    client.force_login(stranger)
    assert "Enroll in this course" in body(client.get("/courses/small/"))
    client.post("/courses/small/join/")
    client.post("/courses/small/join/")
    assert Enrollment.objects.get().user == stranger
    assert "Read “Sparsity”" in body(client.get("/courses/small/"))


def test_a_closed_course_does_not_exist_for_strangers_and_takes_nobody(client, small):
    Course.objects.update(open_enrollment=False)
    client.force_login(make_user())
    assert client.get("/courses/small/").status_code == 404
    assert client.post("/courses/small/join/").status_code == 403
    assert Enrollment.objects.count() == 0


def test_joining_needs_a_post(client, small):
    client.force_login(make_user())
    assert client.get("/courses/small/join/").status_code == 405


def test_the_next_step_moves_on_with_the_work(client, small):
    student = make_student(small)
    client.force_login(student)
    assert "Read “Sparsity”" in body(client.get("/courses/small/"))
    client.post("/courses/small/chapters/sparsity/read/")
    page = body(client.get("/courses/small/"))
    assert "Read “Sparsity”" not in page
    assert '<section class="next-step"' in page


def test_the_home_shows_when_work_is_due_for_this_person(client, small):
    student, item = make_student(small), small.items.get()
    later = item.due_at + timedelta(days=1)
    client.force_login(student)
    client.post("/courses/small/chapters/sparsity/read/")
    usual = body(client.get("/courses/small/"))
    assert usual.count(item.due_at.isoformat()) == 2  # as the next step and on its card
    assert "more time" not in usual
    make_extension(item, student, due_at=later)
    page = body(client.get("/courses/small/"))
    assert page.count(later.isoformat()) == 2
    assert item.due_at.isoformat() not in page
    assert "You have more time than usual." in page


def test_a_score_shows_on_the_card_and_in_the_standing(client, small):
    student = make_student(small)
    make_score(small.items.get(), student, 0.75)
    client.force_login(student)
    page = body(client.get("/courses/small/"))
    assert "3 of 4" in page
    assert "3 of 4 points graded so far" in page
