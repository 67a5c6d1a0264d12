"""Who sees which grades, and what the pages say."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courseware.gradebook.models import Score
from courseware.gradebook.policy import LATE_BY_UNKNOWN
from courseware.threads.services import ask
from tests.factories import make_chapter, make_course, make_item, make_score, make_student

pytestmark = pytest.mark.django_db
BOOK, MINE = "/courses/ml/gradebook/", "/courses/ml/grades/"


def body(response: Any) -> str:
    return response.content.decode()


def test_my_grades_show_my_points_alone(client: Client, course: Any, ben: Any) -> None:
    item = make_item(course, title="Dropout", points=10)
    make_score(item, ben, 0.75)
    make_score(item, make_student(course, "dora"), 0.123)
    client.force_login(ben)
    page = body(client.get(MINE))
    assert "7.5 of 10" in page
    assert "1.2 of 10" not in page


def test_the_gradebook_adds_up_students_and_items(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    first, second = make_item(course, points=10), make_item(course, points=30)
    make_score(first, ben, 0.5)
    make_score(second, ben, 1.0)
    client.force_login(ada)
    page = body(client.get(BOOK))
    assert "87.5%" in page
    assert reverse("student", args=["ml", ben.id]) in page


def test_only_instructors_see_the_gradebook(
    client: Client, course: Any, ben: Any, cleo: Any
) -> None:
    assert client.get(BOOK).status_code == 302
    client.force_login(ben)
    assert client.get(BOOK).status_code == 403
    client.force_login(cleo)
    assert client.get(BOOK).status_code == 404


def test_an_instructor_of_another_course_is_a_stranger_here(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    other = make_course(slug="other")
    client.force_login(ada)
    assert client.get("/courses/other/gradebook/").status_code == 404
    stranger = make_student(other)
    assert client.get(f"/courses/ml/gradebook/{stranger.id}/").status_code == 404


def test_searching_narrows_the_rows_and_says_when_nobody_fits(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    make_student(course, "dora")
    client.force_login(ada)
    page = body(client.get(BOOK, {"q": "dor"}))
    assert "Dora" in page
    assert "Ben" not in page
    assert "No students found" in body(client.get(BOOK, {"q": "zzz\0"}))


def test_an_instructor_sets_a_score_by_hand_and_the_student_sees_why(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    item = make_item(course, kind="quiz", slug="q", points=10)
    client.force_login(ada)
    address = reverse("override", args=["ml", ben.id, "quiz", "q"])
    client.post(address, {"points": "9", "reason": "was ill"})
    assert Score.objects.get(item=item).effective == 0.9
    client.force_login(ben)
    page = body(client.get(MINE))
    assert "9 of 10" in page
    assert "was ill" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"points": "11", "reason": "x"},
        {"points": "-1", "reason": "x"},
        {"points": "nan", "reason": "x"},
        {"points": "many", "reason": "x"},
        {"points": "5", "reason": ""},
    ],
)
def test_a_wrong_override_is_refused_with_a_sentence_and_changes_nothing(
    client: Client, course: Any, ada: Any, ben: Any, sent: Any
) -> None:
    make_item(course, kind="quiz", slug="q", points=10)
    client.force_login(ada)
    address = reverse("override", args=["ml", ben.id, "quiz", "q"])
    response = client.post(address, sent)
    assert response.status_code == 422
    page = body(response)
    assert 'class="field-errors"' in page
    assert f'value="{sent["points"]}"' in page
    assert sent["reason"] == "" or f'value="{sent["reason"]}"' in page
    assert Score.objects.count() == 0


def test_a_student_cannot_set_a_score(client: Client, course: Any, ben: Any) -> None:
    make_item(course, kind="quiz", slug="q")
    client.force_login(ben)
    address = reverse("override", args=["ml", ben.id, "quiz", "q"])
    assert client.post(address, {"points": "10", "reason": "x"}).status_code == 403
    assert Score.objects.count() == 0


def test_every_page_of_grades_says_how_late_work_was(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    make_score(make_item(course, title="Dropout"), ben, 0.75, late_by=timedelta(hours=2))
    make_score(make_item(course), ben, 0.5)
    client.force_login(ben)
    assert "late by 2 hours" in body(client.get(MINE))
    client.force_login(ada)
    for address in (BOOK, f"{BOOK}{ben.pk}/"):
        page = body(client.get(address))
        assert page.count("late by 2 hours") == page.count("late by") > 0


def test_work_that_was_late_by_an_unknown_time_is_late(
    client: Client, course: Any, ben: Any
) -> None:
    make_score(make_item(course), ben, 0.75, late_by=LATE_BY_UNKNOWN)
    client.force_login(ben)
    page = body(client.get(MINE))
    assert ">late<" in page
    assert "late by" not in page


def test_my_grades_have_a_subtotal_for_each_chapter(client: Client, course: Any, ben: Any) -> None:
    chapter, other = make_chapter(course, title="Zeros"), make_chapter(course, title="Ones")
    make_score(make_item(course, chapter=chapter, points=10), ben, 0.75)
    make_item(course, chapter=chapter, points=30)
    make_item(course, chapter=other, points=5)
    client.force_login(ben)
    page = body(client.get(MINE))
    zeros, ones = page.index("</span> Zeros</h2>"), page.index("</span> Ones</h2>")
    assert zeros < page.index("<strong>7.5 of 40</strong>") < ones
    assert "graded so far 7.5 of 10 (75%)" in page[zeros:ones]
    assert "nothing graded yet" in page[ones:]
    assert page.count('<details class="course-chapter" open>') == 1


def test_the_student_page_shows_the_same_subtotals(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    make_score(make_item(course, chapter=make_chapter(course), points=10), ben, 0.75)
    client.force_login(ben)
    mine = body(client.get(MINE))
    asking = r'<p class="asked-here"><a href="[^"]*">Ask about this score</a></p>'
    assert re.search(asking, mine)  # which is for the student alone
    mine = re.sub(asking, "", mine)
    client.force_login(ada)
    theirs = body(client.get(reverse("student", args=["ml", ben.id])))
    start, end = '<section class="course-chapters"', "</section>"
    theirs = re.sub(r'<p class="cell-link">.*?</p>', "", theirs)  # and this for the staff
    shown = [page.split(start)[1].split(end)[0].split() for page in (mine, theirs)]
    assert shown[0] == shown[1]


def test_an_overdue_item_without_work_is_called_missing(
    client: Client, course: Any, ben: Any
) -> None:
    make_item(course, due_at=timezone.now() - timedelta(days=1))
    client.force_login(ben)
    assert "<span>Missing</span>" in body(client.get(MINE))


def test_my_grades_ask_as_many_queries_for_many_items_as_for_few(
    client: Client, course: Any, ben: Any, django_assert_max_num_queries: Any
) -> None:
    def fill(number: int) -> None:
        for _ in range(number):
            chapter = make_chapter(course)
            for kind in ("lab", "quiz"):
                make_score(make_item(course, kind, chapter=chapter), ben, 0.5)

    fill(1)
    client.force_login(ben)
    with django_assert_max_num_queries(18) as few:
        client.get(MINE)
    fill(20)
    with django_assert_max_num_queries(len(few)):
        client.get(MINE)


def test_the_page_of_a_student_asks_as_many_queries_for_many_items_as_for_few(
    client: Client, course: Any, ada: Any, ben: Any, django_assert_max_num_queries: Any
) -> None:
    def fill(number: int) -> None:
        for _ in range(number):
            for kind in ("lab", "quiz"):
                item = make_item(course, kind, chapter=make_chapter(course))
                make_score(item, ben, 0.5)
                ask(item=item, asker=ben, place="score", text="Why?")

    fill(1)
    address = reverse("student", args=["ml", ben.id])
    client.force_login(ada)
    with django_assert_max_num_queries(22) as few:
        client.get(address)
    fill(20)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_page_of_a_student_has_their_questions_and_leads_to_the_cells(
    client: Client, course: Any, ada: Any, ben: Any
) -> None:
    item = make_item(course, title="Dropout", slug="q")
    ask(item=item, asker=ben, place="score", text="Why?")
    other = ask(item=item, asker=make_student(course), place="score", text="Why not?")
    client.force_login(ada)
    page = body(client.get(reverse("student", args=["ml", ben.id])))
    assert "Questions for the staff" in page
    assert item.threads.get(asker=ben).get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert f'href="{reverse("cell", args=["ml", ben.id, "quiz", "q"])}"' in page
