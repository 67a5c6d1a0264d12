from datetime import timedelta

from django.utils import timezone

from courseware.people.selectors import students_of
from courseware.teaching.due import MOST, due_next
from tests.factories import make_item, make_student
from tests.labs.analysis.made import hand_in

NOW = timezone.now()
DAY = timedelta(days=1)


def test_what_is_open_and_due_in_two_weeks_the_earliest_first(course):
    late, soon = (make_item(course, due_at=NOW + days * DAY) for days in (9, 2))
    make_item(course, due_at=NOW + DAY, opens_at=NOW + DAY / 2)
    make_item(course, due_at=NOW + 15 * DAY)
    make_item(course, due_at=NOW - DAY)
    items = list(course.items.all())
    assert [each.item for each in due_next(items, students_of(course), 0, NOW)] == [soon, late]


def test_how_many_have_not_begun(course, lab, ben, ada):
    lab.due_at = NOW + DAY
    hand_in(lab, ben, {1})
    hand_in(lab, ben)
    hand_in(lab, ada)
    make_student(course)
    (found,) = due_next([lab], students_of(course), 2, NOW)
    assert (found.begun, found.not_begun, found.kind) == (1, 1, "Lab")


def test_a_page_has_room_for_few(course):
    items = [make_item(course, due_at=NOW + DAY) for _ in range(MOST + 2)]
    assert len(due_next(items, students_of(course), 0, NOW)) == MOST
