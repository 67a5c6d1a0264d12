import pytest
from django.urls import reverse
from django.utils import timezone

from courseware.manual_grading.selectors import part_or_404
from courseware.manual_grading.services import start_rubric
from courseware.people.models import Enrollment, Role
from courseware.people.policy import Access
from courseware.teaching.waiting import waiting_work
from courseware.threads import services as threads
from quizzes.models import Attempt, QuizRevision
from tests.factories import make_item, make_user
from tests.labs.analysis.made import hand_in


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


@pytest.fixture
def essay(course, ben):
    """An attempt with an answer that a person has to grade."""
    item = make_item(course, title="Why")
    revision = QuizRevision.objects.create(item=item, number=1, digest="1", title="Why", content={})
    now = timezone.now()
    return Attempt.objects.create(
        item=item,
        revision=revision,
        user=ben,
        number=1,
        seed=1,
        started_at=now,
        submitted_at=now,
        possible=1.0,
        waiting=1,
    )


def test_essays_wait_by_quiz(course, essay):
    (found,) = waiting_work(access(course, Role.INSTRUCTOR))
    assert (found.title, found.count) == ("Attempts to grade: Why", 1)
    assert found.oldest == essay.submitted_at


def test_everybody_sees_what_they_may_do_something_about(course, essay, asked):
    titles = {
        role: [work.title for work in waiting_work(access(course, role))]
        for role in (Role.GRADER, Role.AUTHOR, Role.ASSISTANT)
    }
    assert titles[Role.GRADER] == ["Attempts to grade: Why"]
    assert titles[Role.AUTHOR] == []
    assert len(titles[Role.ASSISTANT]) == 2


def test_requests_and_code_to_grade_wait_where_they_are_done(course, ada, ben, lab):
    hand_in(lab, ben)
    threads.ask(item=lab, asker=ben, place="score", text="Look again.", regrade=True)
    start_rubric(item=lab, part=part_or_404(lab, "style"), by=ada, share=20)
    found = {work.title: work for work in waiting_work(access(course, Role.INSTRUCTOR))}
    grading = reverse("grading", args=[course.slug])
    request = found["Regrade requests to decide"]
    style = found[f"Code style to grade: {lab.title}"]
    assert (request.count, style.count) == (1, 1)
    assert (request.url, style.url) == (f"{grading}#requests", grading)
    assert "Questions to answer" not in found
