import pytest

from courseware.people.models import Enrollment, Role
from courseware.people.policy import Access
from courseware.teaching.waiting import waiting_work
from courseware.threads import services as threads
from tests.factories import make_item, make_user
from tests.labs.analysis.made import hand_in
from tests.labs.conftest import lab, make_lab  # noqa: F401


def access(course, role: str) -> Access:
    mine = Enrollment.objects.create(user=make_user(), course=course, role=role)
    return Access(mine.user, course, mine)


@pytest.fixture
def asked(course, ben):
    return threads.ask(item=make_item(course), asker=ben, place="score", text="Why?")


def test_open_questions_wait_and_answered_ones_do_not(course, ada, asked):
    instructor = access(course, Role.INSTRUCTOR)
    (found,) = waiting_work(instructor)
    assert (found.title, found.count, found.oldest) == ("Questions to answer", 1, asked.updated_at)
    threads.write(thread=asked, author=ada, text="So.")
    assert waiting_work(instructor) == []


def test_what_the_grader_gave_up_waits(course, ben, lab):  # noqa: F811
    hand_in(lab, ben, state="failed")
    (found,) = waiting_work(access(course, Role.INSTRUCTOR))
    assert (found.title, found.count) == ("Submissions that could not be graded", 1)


def test_everybody_sees_what_they_may_do_something_about(course, ben, lab, asked):  # noqa: F811
    hand_in(lab, ben, state="failed")
    titles = {
        role: [work.title for work in waiting_work(access(course, role))]
        for role in (Role.GRADER, Role.AUTHOR, Role.ASSISTANT)
    }
    assert titles[Role.GRADER] == ["Submissions that could not be graded"]
    assert titles[Role.AUTHOR] == []
    assert len(titles[Role.ASSISTANT]) == 2
