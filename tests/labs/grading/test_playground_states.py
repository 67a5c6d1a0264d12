"""A lab on the playground, from its folder to the gradebook and the page."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courseware.gradebook.models import Score
from labs.grading.services import grade_submission
from labs.models import State, Submission
from labs.submissions.services import regrade, submit_code
from tests.grader.playground_lab import FILES, RIGHT


@pytest.fixture
def clouds(make_playground_lab: Any) -> Any:
    return make_playground_lab()


def graded(item: Any, user: Any, code: str, **given: Any) -> Submission:
    sent = submit_code(item=item, user=user, code=code, **given)
    grade_submission(submission_id=sent.pk)
    return Submission.objects.get(pk=sent.pk)


def test_a_state_is_graded_counted_and_shown_like_code(
    clouds: Any, ben: Any, client: Client
) -> None:
    wrong = graded(clouds, ben, FILES["mistakes/too_slow.txt"], purpose="graded")
    assert (wrong.state, wrong.verdict, wrong.score) == (State.DONE, "below_target", 20.0)
    client.force_login(ben)
    page = client.get(wrong.get_absolute_url()).text
    assert "The steps are too short." in page and "0 of 10 runs reach it" in page
    picture = '<svg viewBox="-2 -8 660 284" role="img" aria-label="Left: the predictions of the run'
    assert picture in page
    assert "Retrained from 10 fixed seeds" in page
    assert page.count('<path class="training-curve"') == 9
    assert page.count('<path class="training-curve training-drawn"') == 1
    assert page.count('<span class="meta">drawn</span>') == 1
    assert '<h2 id="code-title">Answers</h2>' in page and "A line is enough." in page

    right = graded(clouds, ben, RIGHT)
    assert (right.verdict, right.score) == ("passed", 100.0)
    assert Score.objects.get(item=clouds, user=ben).fraction == 1.0
    assert right.report["result"]["record"]["value"] == 18.0


def test_grading_again_comes_to_the_same(clouds: Any, ben: Any) -> None:
    first = graded(clouds, ben, RIGHT)
    regrade(submissions=[first])
    grade_submission(submission_id=first.pk)

    again = Submission.objects.get(pk=first.pk)
    assert json.dumps(again.report["result"]) == json.dumps(first.report["result"])
    assert again.graded_at > first.graded_at


def test_late_work_is_late_and_a_trial_counts_nothing(
    clouds: Any, ben: Any, client: Client
) -> None:
    clouds.due_at = timezone.now() - timedelta(hours=1)
    clouds.save()

    trial = graded(clouds, ben, RIGHT, purpose="trial")
    assert trial.score is None and not Score.objects.exists()
    client.force_login(ben)
    assert "Trial run by " in client.get(trial.get_absolute_url()).text
    history = client.get(reverse("labs:history", args=[clouds.course.slug, clouds.slug])).text
    assert "<span>trial</span>" in history and "visible cases" not in history.lower()
    assert graded(clouds, ben, RIGHT).late_by > timedelta(minutes=59)


def test_a_text_by_hand_that_holds_no_answers_is_answered(
    clouds: Any, ben: Any, client: Client
) -> None:
    odd = graded(clouds, ben, "what\nis this\n")
    assert (odd.state, odd.score) == (State.DONE, 0.0)
    client.force_login(ben)
    assert "begins no answer" in client.get(odd.get_absolute_url()).text
