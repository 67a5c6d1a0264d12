"""Answers that are graded later: by a worker in the sandbox, by a person with a rubric."""

import pytest
from django.urls import reverse

from courseware.gradebook.models import Score
from courseware.items.kinds import ItemState
from courseware.items.progress import Progress
from courseware.outbox.models import Message
from grader import SandboxUnavailable, Verdict
from grader.sandbox import Outcome
from quizzes import selectors, services, tasks
from quizzes.models import Response
from quizzes.services.changes import Change
from tests.factories import make_instructor
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
def grading(attempt):
    return reverse("quizzes:grade", args=["ml", attempt.item.slug, attempt.pk, "why-l1"])


GOOD = {"points-slope": "2", "points-example": "0,5", "comment": "Well told."}


def test_an_instructor_grades_an_essay_by_its_rubric(client, hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(ada)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert "Compares the slopes near zero (0 to 2)" in page
    client.post(grading(attempt), GOOD)
    attempt.refresh_from_db()
    assert attempt.fraction == pytest.approx(2.5 / 3)
    assert Score.objects.get().fraction == pytest.approx(2.5 / 3)
    assert attempt.events.get(name="graded").by == ada


def test_the_student_sees_points_and_comment(client, hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(attempt.user)
    assert (
        "Some answers are not graded yet" in client.get(attempt.get_absolute_url()).content.decode()
    )
    response = attempt.responses.get()
    services.grade_by_hand(
        response=response, points={"slope": 2, "example": 0.5}, comment="Well told.", by=ada
    )
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert "Well told." in page
    assert "0.5 of 1" in page
    assert "Save grade" not in page


def test_a_grading_can_be_corrected(client, hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(ada)
    client.post(grading(attempt), GOOD)
    client.post(grading(attempt), GOOD | {"points-example": "1"})
    attempt.refresh_from_db()
    assert attempt.fraction == 1.0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"points-slope": "3"}, "Enter 0 to 2 points, not 3"),
        ({"points-slope": "-1"}, "Enter 0 to 2 points, not -1"),
        ({"points-slope": "nan"}, "is not finite"),
        ({"points-style": "1"}, "Enter points for each of: slope, example"),
    ],
)
def test_a_bad_grading_gets_a_sentence_and_changes_nothing(client, hand_in, ada, changed, sentence):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(ada)
    response = client.post(grading(attempt), GOOD | changed)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    for typed in (GOOD | changed).values():  # all of it, beside the error
        assert (
            f'value="{typed}"' in page or f">\n{typed}</textarea>" in page or "each of" in sentence
        )
    assert attempt.responses.get().fraction is None


def test_a_comment_that_is_too_long_comes_back_whole(client, hand_in, ada):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(ada)
    for comment, status in (("word " * 1001, 422), ("x" * 5000, 302)):
        response = client.post(grading(attempt), GOOD | {"comment": comment})
        assert response.status_code == status
        assert status == 302 or comment in response.content.decode()
    assert attempt.responses.get().result["comment"] == "x" * 5000


def test_a_grading_of_an_attempt_that_still_runs_comes_back(client, make_quiz, ben, ada):
    attempt = services.start_attempt(item=make_quiz(quiz_with("essay")), user=ben)
    client.force_login(ada)
    response = client.post(grading(attempt), GOOD)
    assert response.status_code == 409
    assert "not been submitted yet" in response.content.decode()
    assert "Well told." in response.content.decode()


def test_nobody_but_an_instructor_grades(client, course, hand_in, cleo):
    attempt = hand_in(why_l1="Because of the kink.")
    client.force_login(attempt.user)
    assert client.post(grading(attempt), GOOD).status_code == 403
    client.force_login(cleo)
    assert client.post(grading(attempt), GOOD).status_code == 404
    assert attempt.responses.get().fraction is None


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
