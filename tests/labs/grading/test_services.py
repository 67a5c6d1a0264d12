"""Grading in earnest: real lab, real sandbox, real database, called as a worker calls it."""

from __future__ import annotations

import html
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.models import Score, ScoreChange
from courseware.outbox.models import Message
from courseware.outbox.services import enqueue
from grader.sandbox import host
from labs.grading import leases, services
from labs.grading.services import grade_submission
from labs.models import GRADE_SUBMISSION, CaseRecord, LabRevision, Purpose, State, Submission
from labs.pages.result_panel import result_panel
from labs.submissions.services import regrade
from labs.submissions.uploads import read_upload
from tests.grader.files.notebooks import notebook
from tests.labs.writing import DOUBLE, HALF_WRONG, WRONG
from tests.selection import some_of

HOUR = timedelta(hours=1)


def graded(submission: Any) -> Submission:
    grade_submission(submission_id=submission.pk)
    return Submission.objects.get(pk=submission.pk)


def test_right_code_gets_its_verdict_cases_and_score_in_one_go(
    submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    submission = graded(submit(DOUBLE))

    assert (submission.state, submission.verdict, submission.correctness) == ("done", "passed", 1.0)
    assert 80 <= submission.score <= 100
    assert submission.report["performance"]["ratio"] > 0
    cases = [record.result for record in submission.cases.all()]
    assert [(case["name"], case["visible"], case["passed"]) for case in cases] == [
        ("one two three", True, True),
        ("a matrix", True, True),
        ("drawn numbers", False, True),
        ("Inputs of the timed size", False, True),
    ]
    assert Score.objects.get(item=lab, user=ben).fraction == submission.score / 100
    assert Message.objects.get().done_at is not None
    assert (submission.claim, submission.grader_error) == ("", "")


def test_correctness_is_told_before_speed_is_measured(submit: Any, monkeypatch: Any) -> None:
    seen = []

    def note(submission: Submission) -> None:
        seen.append(result_panel(Submission.objects.get(pk=submission.pk)))

    monkeypatch.setattr(services, "_announce", note)
    graded(submit("print('hello')\n" + DOUBLE))
    (panel,) = [panel for panel in seen if panel.word == "Measuring speed"]
    assert (panel.facts, panel.finished) == ("4 of 4 cases pass", False)
    assert "hello" in seen[-1].report


def test_a_notebook_keeps_its_points_beside_a_cell_that_fails(submit: Callable[..., Any]) -> None:
    submission = graded(submit(read_upload("a.ipynb", notebook("import nowhere", DOUBLE))))

    assert submission.verdict == "passed"
    words = "cell 1, line 1: ModuleNotFoundError: No module named 'nowhere'"
    assert [note["text"] for note in submission.report["skipped"]] == [words]
    assert words in html.unescape(result_panel(submission).report)


def test_wrong_code_is_shown_input_expected_got_and_where(
    submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    submission = graded(submit(HALF_WRONG))

    assert submission.verdict == "wrong_values"
    case = submission.cases.get(position=0).result
    assert case["input"] == [{"name": "x", "text": "[1., 2., 3.]"}]
    assert (case["expected"], case["got"]) == ("[2., 4., 6.]", "[3., 6., 9.]")
    assert case["worst"]["index"] in ([2], "2", "[2]")
    assert submission.report["performance"] is None
    assert submission.score == 60.0  # three of four cases of equal weight, of 80
    assert Score.objects.get(item=lab, user=ben).fraction == 0.6


def test_a_task_that_runs_twice_gives_one_verdict(submit: Callable[..., Any], lab: Any) -> None:
    submission = graded(submit(DOUBLE))

    again = graded(submission)

    assert (again.graded_at, again.score) == (submission.graded_at, submission.score)
    assert again.tries == 1
    assert CaseRecord.objects.count() == 4
    assert ScoreChange.objects.count() == 1


def test_the_message_of_a_submission_that_is_gone_is_done(db: None) -> None:
    enqueue(GRADE_SUBMISSION, 12345)

    grade_submission(submission_id=12345)

    assert Message.objects.get().done_at is not None
    assert Submission.objects.count() == 0


def test_what_another_living_worker_has_in_hand_is_left_to_it(submit: Callable[..., Any]) -> None:
    submission = submit()
    code = "from labs.grading.leases import new_claim; print(new_claim(), flush=True); input()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        claim = other.stdout.readline().strip()
        Submission.objects.update(
            state=State.RUNNING, claim=claim, lease_until=timezone.now() + HOUR, tries=1
        )
        left = graded(submission)
        other.communicate("\n")
    taken_over = graded(submission)  # the other has ended without a verdict

    assert (left.state, left.claim, left.tries) == (State.RUNNING, claim, 1)
    assert (taken_over.state, taken_over.verdict, taken_over.tries) == ("done", "passed", 2)


def test_the_best_submission_counts_and_a_worse_one_takes_nothing_away(
    submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    worse, better = graded(submit(WRONG)), graded(submit(HALF_WRONG))
    assert (worse.score, better.score) == (0.0, 60.0)

    graded(submit(WRONG + "\n"))

    assert Score.objects.get(item=lab, user=ben).fraction == 0.6


def test_of_equals_the_one_in_time_counts(submit: Callable[..., Any], lab: Any, ben: Any) -> None:
    graded(submit(HALF_WRONG))
    lab.due_at = timezone.now() - timedelta(hours=1)
    lab.save()

    late = graded(submit(HALF_WRONG + "\n"))

    assert late.late_by > timedelta(hours=1)
    assert (Score.objects.get().fraction, Score.objects.get().late_by) == (0.6, timedelta())


def test_a_better_late_one_counts_and_is_flagged(submit: Callable[..., Any], lab: Any) -> None:
    graded(submit(WRONG))
    lab.due_at = timezone.now() - timedelta(hours=1)
    lab.save()

    late = graded(submit(HALF_WRONG))

    assert (Score.objects.get().fraction, Score.objects.get().late_by) == (0.6, late.late_by)
    assert late.late_by > timedelta(hours=1)


def test_a_trial_runs_the_visible_cases_alone_and_counts_for_nothing(
    submit: Callable[..., Any],
) -> None:
    submission = graded(submit(HALF_WRONG, purpose=Purpose.TRIAL))

    assert [record.result["name"] for record in submission.cases.all()] == [
        "one two three",
        "a matrix",
    ]
    assert (submission.score, submission.correctness) == (None, 0.5)
    assert submission.report["performance"] is None
    assert Score.objects.count() == 0


def test_a_submission_is_graded_by_the_lab_as_it_was(submit: Callable[..., Any], lab: Any) -> None:
    submission = submit(DOUBLE)
    LabRevision.objects.update(current=False)
    LabRevision.objects.create(item=lab, digest="d", files={"lab.yaml": "broken"}, number="L9.1")

    assert graded(submission).verdict == "passed"


# -- what code does to a grader -------------------------------------------------------------------
HEAD = "import numpy as np\nimport os, sys, time\n\n\ndef double(x):\n    "


ENDS = [
    ("ended_early", HEAD + "import ctypes; ctypes.string_at(0)"),
    ("time_limit", HEAD + "while True: pass"),
    ("memory_limit", HEAD + "return [np.zeros(10**8) for _ in range(1000)]"),
    ("process_limit", HEAD + "[os.fork() for _ in range(1000)]"),
    ("output_limit", HEAD + "while True: print('x' * 10**6)"),
    ("ended_early", HEAD + "os._exit(0)"),
    ("not_finite", HEAD + "return np.full_like(x, np.nan)"),
    ("wrong_type", HEAD + "return object()"),
    ("raised", HEAD + "raise ValueError(repr(x) + 'a\\x00b\\ud800')"),
    ("does_not_parse", "def double(x:\n"),
    ("no_such_function", "def duoble(x):\n    return 2 * x\n"),
    ("does_not_parse", ">>> def double(x): return x\n"),
    ("time_limit", "while True: pass\n"),
    ("ended_early", "import sys; sys.exit(0)\n"),
]
"""Attacks and the tests of `grader` have more, where they take less."""


@pytest.mark.parametrize(("verdict", "code"), some_of(ENDS, 5))
def test_whatever_code_does_it_gets_its_verdict_and_the_next_is_graded_normally(
    submit: Callable[..., Any], verdict: str, code: str
) -> None:
    submission = graded(submit(code))
    following = graded(submit(DOUBLE, purpose=Purpose.TRIAL))

    assert (submission.state, submission.verdict, submission.grader_error) == ("done", verdict, "")
    assert submission.score == 0
    assert following.verdict == "passed"


def test_nothing_of_a_hidden_case_is_stored_whatever_code_says(submit: Callable[..., Any]) -> None:
    submission = graded(
        submit(
            "import sys, warnings\n\n\ndef double(x):\n"
            "    if x.size in (3, 4):\n        return 2.0 * x\n"
            "    text = 'CANARY' + repr(x)\n    print(text)\n    print(text, file=sys.stderr)\n"
            "    warnings.warn(text)\n    raise type(text[:60], (Exception,), {})(text)\n"
        )
    )

    hidden = submission.cases.get(result__name="drawn numbers").result
    assert (hidden["visible"], hidden["passed"], hidden["verdict"]) == (False, False, "raised")
    stored = json.dumps([submission.report, *CaseRecord.objects.values_list("result", flat=True)])
    assert "CANARY" not in stored
    assert submission.seed not in stored
    assert str(int(submission.seed, 16)) not in stored


def test_what_visible_cases_print_is_stored_even_when_no_database_would_take_it(
    submit: Callable[..., Any],
) -> None:
    submission = graded(submit("def double(x):\n    print('a\\x00b')\n    return 2.0 * x\n"))

    assert submission.verdict == "passed"
    output = submission.cases.get(position=0).result["output"]
    assert "\x00" not in output
    assert output.startswith("a")


def test_hidden_inputs_differ_between_submissions_and_not_between_tries(
    submit: Callable[..., Any],
) -> None:
    first, second = submit("a = 1\n"), submit("a = 1\n", purpose=Purpose.TRIAL)

    assert first.seed != second.seed
    graded(first)
    assert Submission.objects.get(pk=first.pk).seed == first.seed


# -- when the grader is at fault ------------------------------------------------------------------
def broken_lab(submission: Any) -> Any:
    """The revision's files cannot be read any more: nobody's code is at fault."""
    LabRevision.objects.update(digest="broken", files={"lab.yaml": "number: 7\n"})
    return submission


def test_the_graders_failure_costs_nothing_and_waits_for_another_try(
    submit: Callable[..., Any],
) -> None:
    submission = graded(broken_lab(submit(DOUBLE)))

    assert (submission.state, submission.verdict, submission.score) == ("queued", "", None)
    assert "lab.yaml" in submission.grader_error
    message = Message.objects.get()
    assert (message.done_at, message.sent_at) == (None, None)
    assert message.due_at == submission.not_before
    assert Score.objects.count() == 0


def test_before_its_time_it_is_not_tried_again(submit: Callable[..., Any]) -> None:
    submission = graded(graded(broken_lab(submit(DOUBLE))))
    assert submission.not_before > timezone.now()

    assert graded(submission).tries == 2


def test_when_the_trouble_is_over_it_is_graded_as_if_nothing_had_been(
    submit: Callable[..., Any], lab: Any
) -> None:
    files = LabRevision.objects.get().files
    submission = graded(broken_lab(submit(DOUBLE)))
    LabRevision.objects.update(digest="mended", files=files)
    Submission.objects.update(not_before=timezone.now())

    submission = graded(submission)

    assert (submission.state, submission.verdict, submission.grader_error) == ("done", "passed", "")


def test_after_the_last_try_it_is_given_up_visibly_and_can_be_graded_again(
    submit: Callable[..., Any],
) -> None:
    files = LabRevision.objects.get().files
    submission = broken_lab(submit(DOUBLE))
    for _ in range(leases.MAX_TRIES):
        submission = graded(submission)
        Submission.objects.update(not_before=None)

    assert (submission.state, submission.tries) == ("failed", leases.MAX_TRIES)
    assert "lab.yaml" in submission.grader_error
    assert Message.objects.get().done_at is not None

    LabRevision.objects.update(digest="mended-later", files=files)
    assert regrade(submissions=[submission]) == 1
    submission = graded(submission)
    assert (submission.state, submission.verdict) == ("done", "passed")


def test_code_whose_worker_ends_again_and_again_is_given_up(submit: Callable[..., Any]) -> None:
    submission = submit(DOUBLE)
    for _ in range(leases.MAX_TRIES):
        services._claim(submission.pk)
        Submission.objects.update(lease_until=timezone.now() - HOUR)

    submission = graded(submission)

    assert submission.state == State.FAILED
    assert submission.grader_error == "The worker that graded it ended."


def test_grading_again_keeps_the_score_until_there_is_a_new_one(
    submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    submission = graded(submit(HALF_WRONG))

    assert regrade(submissions=[submission]) == 1
    waiting = Submission.objects.get()
    assert (waiting.state, waiting.score) == (State.QUEUED, 60.0)
    assert Score.objects.get().fraction == 0.6
    assert graded(submission).score == 60.0
    assert regrade(submissions=[waiting]) == 1
    assert regrade(submissions=[waiting]) == 0


# -- when the host ends sandboxes -----------------------------------------------------------------
class Killer:
    """Ends the newest sandbox's parent after each of the first cases, as an out-of-memory kill."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, *_: object) -> None:
        if self.left:
            self.left -= 1
            for parent in host.warm_parents().values():
                os.kill(parent.inside_pid, signal.SIGKILL)


@pytest.mark.parametrize("times", [1, 3])
def test_right_code_whose_sandboxes_are_killed_passes_in_the_end(
    submit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, times: Any
) -> None:
    kill, record = Killer(times), services._CaseRecorder.__call__

    def recorded(self: Any, case: Any) -> None:
        record(self, case)
        kill()

    monkeypatch.setattr(services._CaseRecorder, "__call__", recorded)
    submission = submit(DOUBLE)
    while submission.is_waiting:
        submission = graded(submission)
        assert submission.tries < leases.MAX_TRIES
        Submission.objects.filter(state=State.QUEUED).update(not_before=None)

    assert kill.left == 0
    assert (submission.verdict, submission.correctness) == ("passed", 1.0)
