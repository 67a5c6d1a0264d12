"""Home, the course's home, joining, and chapters, for each kind of visitor."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courseware.chapters.services import mark_read
from courseware.courses.loader import load_course
from courseware.gradebook.services import record_score
from courseware.items.models import Course
from courseware.people.models import Enrollment
from tests.courseware.courses.folders import write_course
from tests.factories import (
    make_chapter,
    make_extension,
    make_item,
    make_score,
    make_student,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path) -> Course:
    return load_course(write_course(tmp_path), opened=True).course


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
    assert "You have not marked this chapter as read." in body(client.get("/courses/small/"))


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
    small.items.update(due_at=None)
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
    assert usual.count(item.due_at.isoformat()) == 3  # as the next step, of its chapter and its own
    assert "more time" not in usual
    make_extension(item, student, due_at=later)
    page = body(client.get("/courses/small/"))
    assert page.count(later.isoformat()) == 3
    assert item.due_at.isoformat() not in page
    assert "You have an extension." in page


def test_a_score_shows_on_the_card_and_in_the_standing(client, small):
    student = make_student(small)
    make_score(small.items.get(), student, 0.75)
    client.force_login(student)
    page = body(client.get("/courses/small/"))
    assert "3 of 4" in page
    assert "3 of 4 points on graded work" in page


def test_a_chapter_is_unfolded_where_the_next_step_is(client, course, ben):
    chapters = [make_chapter(course, slug=slug) for slug in ("zeros", "ones", "twos")]
    make_item(course, "lab", chapter=chapters[1], due_at=timezone.now() + timedelta(days=1))
    client.force_login(ben)
    page = body(client.get(course.get_absolute_url()))
    assert 'id="ones" open>' in page
    assert 'id="zeros">' in page
    assert 'id="twos">' in page


def test_when_nothing_is_left_now_the_home_does_not_say_that_all_is_done(client, course, ben):
    chapter = make_chapter(course)
    mark_read(chapter=chapter, user=ben)
    item = make_item(course, "lab", chapter=chapter, opens_at=timezone.now() + timedelta(days=1))
    client.force_login(ben)
    assert "There is nothing to do right now" in body(client.get(course.get_absolute_url()))
    item.delete()
    assert "All done." in body(client.get(course.get_absolute_url()))


def test_what_is_overdue_is_named_beside_the_next_step(client, course, ben):
    chapter = make_chapter(course)
    for title, days in (("Late one", -1), ("Ahead", 1)):
        due = timezone.now() + timedelta(days=days)
        make_item(course, "lab", title=title, chapter=chapter, due_at=due)
    client.force_login(ben)
    page = body(client.get(course.get_absolute_url()))
    assert page.index("Overdue and still accepted:") < page.index("Late one</a>")


def test_the_total_of_the_home_leaves_out_scores_that_are_held_back(client, course, ben):
    item, held = make_item(course, "lab"), make_item(course, "lab", scores_held=True)
    excused = make_item(course, "quiz")
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    record_score(item=held, user=ben, fraction=0.9, reason="graded")
    make_score(excused, ben, 0.7, excused=True)
    client.force_login(ben)
    page = body(client.get(course.get_absolute_url()))
    assert "5 of 10 points on graded work; 5 of 20 points in the whole course." in page


def test_news_stay_until_they_are_cleared_and_later_ones_are_kept(client, course, ben):
    item, later = make_item(course, "lab", title="Zeros"), make_item(course, "lab", title="Ones")
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    client.force_login(ben)
    page = body(client.get(course.get_absolute_url()))
    assert "Graded: 5 of 10 points." in page
    until = re.search(r'name="until" value="([^"]+)"', page).group(1)
    record_score(item=later, user=ben, fraction=1, reason="graded")
    response = client.post(f"{course.get_absolute_url()}seen/", {"until": until})
    assert response.url == course.get_absolute_url()
    page = body(client.get(course.get_absolute_url()))
    assert "Graded: 5 of 10 points." not in page
    assert "Graded: 10 of 10 points." in page


@pytest.mark.parametrize("until", ["", "yesterday", "2026-13-45T00:00:00Z", "2026-12-01T00:00:00"])
def test_a_list_is_not_cleared_until_a_time_that_is_none(client, course, ben, until):
    client.force_login(ben)
    client.post(f"{course.get_absolute_url()}seen/", {"until": until})
    assert "Try again." in body(client.get(course.get_absolute_url()))
    assert Enrollment.objects.get(user=ben).news_seen_at is None


def test_nothing_is_seen_before_it_happens(client, course, ben):
    client.force_login(ben)
    client.post(f"{course.get_absolute_url()}seen/", {"until": "2999-01-01T00:00:00Z"})
    assert Enrollment.objects.get(user=ben).news_seen_at <= timezone.now()


def test_the_home_asks_as_many_queries_for_many_items_as_for_few(
    client, course, ben, django_assert_max_num_queries
):
    def fill(chapters: int) -> None:
        for _ in range(chapters):
            chapter = make_chapter(course)
            for kind in ("lab", "quiz"):
                item = make_item(course, kind, chapter=chapter, due_at=timezone.now())
                record_score(item=item, user=ben, fraction=0.5, reason="graded")

    fill(2)
    client.force_login(ben)
    with django_assert_max_num_queries(20) as few:
        client.get(course.get_absolute_url())
    fill(40)
    with django_assert_max_num_queries(len(few)):
        client.get(course.get_absolute_url())
