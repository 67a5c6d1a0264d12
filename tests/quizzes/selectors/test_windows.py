"""Dates of quizzes for somebody who was granted later ones."""

from datetime import UTC, datetime, timedelta

from courseware.items.deadlines import Window
from courseware.items.models import Extension
from courseware.items.windows import due_dates_of
from quizzes import services
from quizzes.selectors.windows import windows
from quizzes.services import Grant
from tests.factories import make_item

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def allow(course, item, user, ada, minutes):
    grant = Grant(shift_minutes=minutes)
    services.grant_accommodation(
        course=course, item=item, user=user, grant=grant, reason="", by=ada
    )


def test_what_is_granted_for_one_quiz_counts_instead_of_what_is_granted_for_all(
    course, ada, ben, make_quiz, django_assert_num_queries
):
    one = make_quiz(due_at=DUE, closes_at=DUE + HOUR)
    other, undated = make_quiz(due_at=DUE), make_quiz()
    allow(course, None, ben, ada, 60)
    allow(course, one, ben, ada, 120)
    with django_assert_num_queries(1):
        found = windows([one, other, undated], ben)
    assert found == {
        one.id: Window(due_at=DUE + 2 * HOUR, closes_at=DUE + 3 * HOUR),
        other.id: Window(due_at=DUE + HOUR),
    }
    assert {window.due_at for window in windows([one, other], ada).values()} == {DUE}


def test_later_dates_of_all_quizzes_leave_labs_alone(course, ada, ben, make_quiz):
    quiz, lab = make_quiz(due_at=DUE), make_item(course, "lab", due_at=DUE)
    allow(course, None, ben, ada, 60)
    assert due_dates_of([quiz, lab], ben) == {quiz.id: DUE + HOUR, lab.id: DUE}
    Extension.objects.create(item=quiz, user=ben, due_at=DUE + 3 * HOUR)
    assert due_dates_of([quiz], ben) == {quiz.id: DUE + 3 * HOUR}


def test_the_grades_show_the_persons_own_date(client, course, ada, ben, make_quiz):
    make_quiz(due_at=DUE)
    allow(course, None, ben, ada, 60)
    client.force_login(ben)
    grades = client.get("/courses/ml/grades/").content.decode()
    assert "2026-12-04T19:00:00+00:00" in grades
    assert "extended" in grades
    client.force_login(ada)
    assert "2026-12-04T18:00:00+00:00" in client.get("/courses/ml/grades/").content.decode()
