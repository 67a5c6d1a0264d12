"""Answers that are graded later: by a worker in the sandbox, by a person with a rubric."""

from dataclasses import replace
from datetime import timedelta

import pytest

from courseware.gradebook.models import Score
from courseware.items.kinds import ItemState
from courseware.items.manual import Criterion, ManualGrade, Remark
from courseware.items.progress import Progress
from courseware.outbox.models import Message
from grader import SandboxUnavailable, Verdict
from grader.sandbox import Outcome
from quizzes import selectors, services, tasks
from quizzes.models import Response
from quizzes.services.changes import Change
from tests.factories import make_instructor, make_student
from tests.quizzes.writing import example_of

SOLUTION = "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n"
HALF = "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)[:3] if x.ndim == 1 else x\n"


def quiz_with(*types):
    text = "title: Later\nquestions:\n"
    for name in types:
        lines = example_of(name).splitlines()
        text += "".join(f"  {'-' if n == 0 else ' '} {line}\n" for n, line in enumerate(lines))
    return text


@pytest.fixture
def hand_in(make_quiz, ben):
    def hand_in(**answers):
        types = {"relu-code": "code", "why-l1": "essay", "l2-zeros": "true_false"}
        item = make_quiz(quiz_with(*(types[name.replace("_", "-")] for name in answers)))
        attempt = services.start_attempt(item=item, user=ben)
        changes = [
            Change(name.replace("_", "-"), {"": [text]}) for name, text in answers.items() if text
        ]
        services.save_answers(attempt=attempt, changes=changes, by=ben)
        return services.finish_attempt(attempt=attempt, by=ben)

    return hand_in


def test_code_waits_for_a_worker_and_is_enqueued(hand_in):
    attempt = hand_in(relu_code=SOLUTION)
    assert (attempt.waiting, attempt.fraction) == (1, None)
    assert not Score.objects.exists()
    message = Message.objects.get(task="quizzes.grade_response")
    assert message.args == [attempt.responses.get().pk]
    assert selectors.states([attempt.item], attempt.user) == {
        attempt.item_id: ItemState("waiting", "being graded")
    }


def test_the_worker_grades_in_the_sandbox_and_tells_the_gradebook(hand_in):
    attempt = hand_in(relu_code=SOLUTION)
    tasks.grade_response(attempt.responses.get().pk)
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.fraction) == (0, 1.0)
    assert Score.objects.get().fraction == 1.0
    assert Message.objects.get().done_at is not None


def test_grading_twice_gives_one_result(hand_in):
    attempt = hand_in(relu_code=HALF)
    pk = attempt.responses.get().pk
    tasks.grade_response(pk)
    tasks.grade_response(pk)
    assert Response.objects.get(pk=pk).fraction == 0.5
    assert attempt.events.filter(name="graded").count() == 1
    assert Score.objects.get().changes.count() == 1


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("def relu(x:\n", "does_not_parse"),
        ("def other(x):\n    return x\n", "no_such_function"),
        ("def relu(x):\n    raise ValueError('no')\n", "raised"),
        ("def relu(x):\n    return x.tolist()\n", "wrong_type"),
        ("import os\ndef relu(x):\n    os._exit(0)\n", "ended_early"),
    ],
)
def test_every_end_of_a_program_has_its_verdict(hand_in, code, verdict):
    attempt = hand_in(relu_code=code)
    tasks.grade_response(attempt.responses.get().pk)
    response = attempt.responses.get()
    verdicts = {response.result["verdict"], *(c["verdict"] for c in response.result["cases"])}
    assert verdict in verdicts
    assert response.fraction == 0.0


def test_without_a_sandbox_the_message_stays_open(hand_in, monkeypatch):
    attempt = hand_in(relu_code=SOLUTION)

    def refuse(self, body, answer):
        raise SandboxUnavailable("There is no bubblewrap here.")

    monkeypatch.setattr("quizzes.types.code.CodeType.grade", refuse)
    tasks.grade_response(attempt.responses.get().pk)
    attempt.refresh_from_db()
    assert attempt.waiting == 1
    message = Message.objects.get()
    assert (message.done_at, message.sent_at) == (None, None)


def test_a_sandbox_that_is_killed_gives_no_result_and_the_answer_is_graded_again(
    hand_in, monkeypatch
):
    attempt = hand_in(relu_code=SOLUTION)
    pk = attempt.responses.get().pk
    failed = Outcome(Verdict.grader_failed, detail="The sandbox was killed.")
    with monkeypatch.context() as patched:
        patched.setattr("grader.sandbox.session.Session.call", lambda *_, **__: failed)
        tasks.grade_response(pk)
    assert attempt.responses.get().fraction is None
    assert Message.objects.get().due_at is not None

    tasks.grade_response(pk)
    assert attempt.responses.get().fraction == 1.0


def test_blank_code_and_the_untouched_starter_need_no_worker(hand_in):
    starter = example_of("code").split("starter: |\n")[1].split("answer:")[0]
    attempt = hand_in(relu_code=starter.replace("\n  ", "\n").strip())
    assert (attempt.waiting, attempt.fraction) == (0, 0.0)
    assert not Message.objects.exists()


# -- by hand -------------------------------------------------------------------------------------
GRADE = ManualGrade(
    points=2.5,
    out_of=3,
    items=(Criterion("Compares the slopes near zero", 2),),
    adjustment=0.5,
    reason="The example is half of one.",
    comment="Well told: $|x|$.",
    remarks=(Remark("Which kink?", quote="the kink"),),
)


def test_a_manual_grade_is_scored_recorded_and_replaced(hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    response = attempt.responses.get()
    services.store_manual_grade(response=response, result={"manual": GRADE.as_dict()}, by=ada)
    attempt.refresh_from_db()
    assert attempt.fraction == pytest.approx(2.5 / 3)
    assert Score.objects.get().fraction == pytest.approx(2.5 / 3)
    assert attempt.events.get(name="graded").by == ada
    better = {"manual": replace(GRADE, points=3).as_dict()}
    services.store_manual_grade(response=response, result=better, by=None, reason="Rubric changed")
    attempt.refresh_from_db()
    assert attempt.fraction == 1.0
    assert Score.objects.get().changes.first().reason.endswith(". Rubric changed")


def test_the_student_sees_lines_comment_and_remarks(client, hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(attempt.user)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert "Some answers are not graded yet" in page
    assert "Submitted, waiting for grading" in page
    services.store_manual_grade(
        response=attempt.responses.get(), result={"manual": GRADE.as_dict()}, by=ada
    )
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert "Compares the slopes near zero" in page
    assert "The example is half of one." in page
    assert "Which kink?" in page
    assert "<math" in page.split("Well told")[1][:200]
    assert "0.8 of 1" in page  # the question is worth a point
    assert "Grade this answer" not in page


def test_the_staff_is_led_from_the_answer_to_the_queue(client, hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(ada)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert f"?at=attempt/{attempt.pk}/why-l1" in page


def test_what_a_worker_or_a_rule_scores_is_not_graded_by_hand(hand_in, course):
    attempt = hand_in(relu_code=SOLUTION)
    with pytest.raises(services.AttemptRefused, match="not graded manually"):
        services.grade_by_hand(
            response=attempt.responses.get(), points={}, comment="", by=make_instructor(course)
        )


def test_an_essay_needs_grading_and_code_waits(hand_in, ben):
    essay = hand_in(why_l1="Corners.", relu_code=SOLUTION)
    code = hand_in(relu_code=SOLUTION)
    done = hand_in(l2_zeros="false")
    begun = services.start_attempt(
        item=hand_in(l2_zeros="true").item, user=make_instructor(essay.item.course)
    )
    items = [each.item for each in (essay, code, done, begun)]

    found = selectors.progress(items, [ben.pk, begun.user_id])

    assert [found[each.item_id, each.user_id] for each in (essay, code, done, begun)] == [
        Progress.NEEDS_GRADING,
        Progress.WAITING,
        Progress.HANDED_IN,
        Progress.STARTED,
    ]


def test_the_progress_of_many_takes_two_queries(hand_in, ben, django_assert_num_queries):
    items = [hand_in(why_l1="Corners.").item, hand_in(l2_zeros="false").item]
    with django_assert_num_queries(2):
        selectors.progress(items, [ben.pk])


def test_held_back_scores_are_not_in_the_review(hand_in, ben, client):
    attempt = hand_in(l2_zeros="false")
    attempt.item.scores_held = True
    attempt.item.save()
    client.force_login(ben)

    review = client.get(attempt.get_absolute_url()).content.decode()
    front = client.get(attempt.item.get_absolute_url()).content.decode()

    assert "when your instructor releases the scores" in review
    assert "100%" not in review and "Correct" not in review.replace("Correct answers", "")
    assert "graded, not released" in front


def test_decisions_of_many_people_follow_the_rule_of_the_item(hand_in, ben):
    attempt = hand_in(l2_zeros="false")
    item = attempt.item
    for number, share in ((1, 1.0), (2, 0.25)):
        attempt.pk = attempt.pk if number == 1 else None
        attempt.number, attempt.earned = number, share * attempt.possible
        attempt.save()

    assert selectors.decisions([item], [ben.pk])[item.pk, ben.pk][0] == 1.0
    item.counting = "last"
    assert selectors.decisions([item], [ben.pk])[item.pk, ben.pk][0] == 0.25


def test_late_days_of_many_people_take_as_many_queries_as_of_one(
    hand_in, ben, course, django_assert_max_num_queries
):
    attempt = hand_in(l2_zeros="false")
    item = attempt.item
    item.course.late_days, item.late_policy = 1, {"per_day": 50}
    item.course.save()
    item.save()
    attempt.late_by, attempt.earned = timedelta(days=1), attempt.possible
    attempt.save()
    with django_assert_max_num_queries(10) as one:
        assert selectors.decisions([item], [ben.pk])[item.pk, ben.pk][0] == 1.0
    others = [make_student(course) for _ in range(4)]
    for user in others:
        attempt.pk, attempt.user, attempt.late_by = None, user, timedelta(days=2)
        attempt.save()
    with django_assert_max_num_queries(len(one)):
        found = selectors.decisions([item], [ben.pk, *(user.pk for user in others)])
    assert [found[item.pk, user.pk][0] for user in (ben, *others)] == [1.0] + [0.5] * 4
