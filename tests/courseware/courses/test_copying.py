"""A course again, for a new term."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from courseware.courses.copying import Copy, CopyRefused, copy_course
from courseware.courses.loader import load_course
from courseware.gradebook.models import GradingRules
from courseware.items.models import Course
from courseware.people.models import Role
from tests.courseware.courses.folders import write_course
from tests.factories import make_instructor, make_score, make_staff, make_student

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)


@pytest.fixture
def small(tmp_path) -> Course:
    return load_course(write_course(tmp_path), opened=True).course


def test_settings_come_along_with_later_dates_and_no_student_does(small):
    item = small.items.get()
    item.due_at, item.points, item.scores_held = DUE, 7, True
    item.late_policy = {"percent": 10, "no_credit_from": DUE.isoformat()}
    item.save()
    GradingRules.objects.update_or_create(course=small, defaults={"on_site": None})
    ben = make_student(small)
    make_score(item, ben)
    ada, kim = make_instructor(small), make_staff(small, Role.ASSISTANT)
    made = copy_course(small, Copy("again", "Again", days=364, staff=True))
    copied = made.items.get()
    assert (made.title, made.source, made.open_enrollment) == ("Again", small.source, False)
    assert (copied.due_at, copied.points) == (DUE + timedelta(days=364), 7)
    ends = datetime.fromisoformat(copied.late_policy["no_credit_from"])
    assert ends == DUE + timedelta(days=364) and copied.late_policy["percent"] == 10
    assert copied.scores_held and made.chapters.count() == small.chapters.count()
    roles = dict(made.enrollments.values_list("user", "role"))
    assert roles == {ada.pk: Role.INSTRUCTOR, kim.pk: Role.ASSISTANT}
    assert not copied.scores.exists()
    assert small.items.get().due_at == DUE
    load_course(Path(small.source), into=made, again=True)
    assert made.items.get().due_at == DUE + timedelta(days=364)  # also after the next load


def test_each_course_is_loaded_by_itself(small, tmp_path):
    made = copy_course(small, Copy("again", "Again"))
    assert not made.enrollments.exists()
    assert load_course(tmp_path).skipped
    assert not load_course(tmp_path, into=made).skipped
    assert load_course(tmp_path, into=made).skipped
    assert load_course(tmp_path).skipped
    assert set(Course.objects.values_list("slug", "title")) == {
        ("small", "A small course"),
        ("again", "Again"),
    }


@pytest.mark.parametrize("slug", ["small", "not a slug", ""])
def test_a_slug_that_is_taken_or_none_is_refused(small, slug):
    with pytest.raises(CopyRefused):
        copy_course(small, Copy(slug, "Again"))
    assert Course.objects.count() == 1


def test_somebody_in_several_courses_has_them_in_the_header(small, client):
    made = copy_course(small, Copy("again", "Again"))
    ada = make_instructor(small)
    client.force_login(ada)
    client.get("/")
    assert "All courses" not in client.get("/accounts/profile/").content.decode()
    ada.enrollments.create(course=made, role=Role.INSTRUCTOR)
    assert client.get("/").status_code == 200
    page = client.get("/accounts/profile/").content.decode()
    assert 'href="/courses/again/"' in page and "All courses" in page
