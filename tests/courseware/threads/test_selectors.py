"""Which threads somebody sees, and what they are about."""

from __future__ import annotations

import pytest
from django.http import Http404

from courseware.people.models import Enrollment, Role
from courseware.people.policy import access_of
from courseware.threads.models import State
from courseware.threads.selectors import place_of, rows_of, thread_or_404, threads_of
from courseware.threads.services import ask, write
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_course, make_item, make_staff, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(course, ben):
    return ask(item=make_item(course), asker=ben, place="score", text="Why?")


def test_students_see_their_own_and_the_staff_sees_all_of_its_course(course, ben, ada, thread):
    dora = make_student(course, "dora")
    hers = ask(item=thread.item, asker=dora, place="score", text="Why?")
    other = ask(item=make_item(make_course()), asker=ben, place="score", text="Why?")
    assert list(threads_of(access_of(ben, course))) == [thread]
    assert set(threads_of(access_of(ada, course))) == {thread, hers}
    assert other not in threads_of(access_of(ben, course))
    for reader, pk in ((dora, thread.pk), (ben, other.pk), (ben, 0)):
        with pytest.raises(Http404):
            thread_or_404(access_of(reader, course), pk)
    assert thread_or_404(access_of(ada, course), thread.pk) == thread


def test_rows_are_of_one_state_or_of_all(course, ben, ada, thread):
    answered = ask(item=make_item(course), asker=ben, place="score", text="Why?")
    write(thread=answered, author=ada, text="Because.")
    all_threads = threads_of(access_of(ada, course))
    assert [row.thread for row in rows_of(all_threads, State.OPEN)] == [thread]
    assert [row.thread for row in rows_of(all_threads, "answered")] == [answered]
    assert [row.thread for row in rows_of(all_threads, "")] == [answered, thread]
    assert len(rows_of(all_threads, "nonsense")) == 2


def test_a_score_is_a_place_of_every_item_and_a_kind_without_places_has_no_other(course, ben):
    with registered(Essays()):
        item = make_item(course, "essay")
        assert place_of(item, "score", ben).url == "/courses/ml/grades/"
        assert place_of(item, "attempt/1/x", ben) is None


def test_a_thread_whose_place_is_gone_is_still_listed(course, ben):
    ask(item=make_item(course), asker=ben, place="attempt/99/gone", text="Why?")
    (row,) = rows_of(threads_of(access_of(ben, course)), "")
    assert row.place is None


def test_an_assistant_of_sections_sees_what_their_students_ask(course, ben, thread):
    monday = course.sections.create(name="Monday")
    assistant = make_staff(course, Role.ASSISTANT, sections=[monday])
    assert list(threads_of(access_of(assistant, course))) == []
    Enrollment.objects.get(user=ben).sections.add(monday)
    assert list(threads_of(access_of(assistant, course))) == [thread]
    assert list(threads_of(access_of(make_staff(course, Role.OBSERVER), course))) == []
