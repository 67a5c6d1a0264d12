"""Submissions are graded again in the sandbox, and what was stored comes back by undoing."""

import pytest

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from courseware.outbox.models import Message
from courseware.regrades import services
from courseware.regrades.models import RegradedWork, Status
from grader.files.faults import Faults
from labs.grading.services import grade_submission
from labs.models import MEASURE_SPEED, State, Submission
from labs.submissions.services import regrade as grade_once_more
from tests.labs.writing import DOUBLE, FILES, HALF_WRONG, WRONG, write_lab
from tests.quizzes.regrading import apply, preview, start, undo, work

pytestmark = pytest.mark.django_db

UNTIMED = FILES["lab.yaml"].replace(
    "weights: {correctness: 80, performance: 20}", "weights: {correctness: 100, performance: 0}"
)
MORE_CASES = FILES["cases.py"].replace(
    "def hidden(rng):",
    'def hidden(rng):\n    yield Case("three", call("double", np.ones(3)), "Twice.", weight=2.0)',
)


@pytest.fixture
def lab(make_lab):
    return make_lab(files={"lab_yaml": UNTIMED}, points=10)


@pytest.fixture
def correct(lab, tmp_path):
    """Loads another revision of the lab."""

    def load(**files):
        folder = write_lab(tmp_path / "corrected", "twice", **{"lab_yaml": UNTIMED, **files})
        kind = kind_named("lab")
        definition = kind.read(folder, Faults(), "twice")
        kind.store(lab, definition)

    return load


@pytest.fixture
def graded(submit):
    def hand_in(code, **options):
        submission = submit(code, **options)
        grade_submission(submission_id=submission.pk)
        submission.refresh_from_db()
        return submission

    return hand_in


def stored(submission):
    """All that a grading decides."""
    row = Submission.objects.filter(pk=submission.pk).values().get()
    return row, list(submission.cases.order_by("position").values_list("position", "result"))


def test_a_corrected_reference_moves_scores_and_undo_gives_all_of_it_back(
    graded, correct, lab, ada, ben
):
    thrice = graded(WRONG)
    before, score = stored(thrice), Score.objects.get(user=ben).fraction
    assert score < 1
    correct(reference_py=FILES["reference.py"].replace("2.0", "3.0"))
    regrade = preview(lab, ada)
    row = regrade.works.get()
    assert (row.before, row.after, row.counts) == (score, 1.0, True)
    assert {part for part, *_shares in row.parts} >= {"one two three", "a matrix"}
    assert stored(thrice) == before
    services.apply(regrade=regrade, by=ada, reason="It is three times.")
    assert work(regrade).state == Status.APPLIED
    thrice.refresh_from_db()
    assert (thrice.score, thrice.verdict) == (100.0, "passed")
    assert thrice.revision == lab.lab_revisions.get(current=True)
    assert Score.objects.get(user=ben).fraction == 1.0
    change = Score.objects.get(user=ben).changes.first()
    assert change.reason.endswith("Regrade: It is three times.")
    undo(regrade, ada)
    assert stored(thrice) == before
    assert Score.objects.get(user=ben).fraction == score


def test_the_same_seed_gives_the_same_result(graded, lab, ada):
    graded(HALF_WRONG)
    row = preview(lab, ada).works.get()
    assert (row.before, row.changes, row.parts, row.error) == (row.after, False, [], "")


def test_a_new_case_is_part_of_the_result_of_those_who_pass_it(graded, correct, lab, ada):
    right = graded(DOUBLE)
    correct(cases_py=MORE_CASES)
    row = apply(lab, ada).works.get()
    assert (row.before, row.after, row.state) == (1.0, 1.0, RegradedWork.State.WRITTEN)
    assert "three" in {case.result["name"] for case in right.cases.all()}


def test_submissions_that_did_not_pass_a_case_can_be_chosen(graded, lab, ada):
    half, _right = graded(HALF_WRONG), graded(DOUBLE)
    regrade = preview(lab, ada, part="one two three")
    assert [row.work for row in regrade.works.all()] == [half.pk]


def test_work_that_could_not_be_graded_gets_a_grade_and_undo_takes_it(graded, lab, ada, ben):
    failed = graded(DOUBLE)
    Submission.objects.update(
        state=State.FAILED, score=None, correctness=None, graded_at=None, report={}, verdict=""
    )
    failed.cases.all().delete()
    Score.objects.all().delete()
    regrade = apply(lab, ada)
    assert regrade.works.get().before is None
    assert Score.objects.get(user=ben).fraction == 1.0
    undo(regrade, ada)
    failed.refresh_from_db()
    assert (failed.state, failed.score) == (State.FAILED, None)
    assert Score.objects.get(user=ben).fraction is None


def test_undo_asks_again_for_a_speed_that_was_held(graded, correct, lab, ada):
    held = graded(DOUBLE)
    Submission.objects.update(speed_held=True)
    waiting = Message.objects.filter(task=MEASURE_SPEED, args=[held.pk], done_at=None)
    correct(reference_py=FILES["reference.py"].replace("2.0", "3.0"))
    regrade = apply(lab, ada)
    held.refresh_from_db()
    assert not held.speed_held and not waiting.exists()
    undo(regrade, ada)
    held.refresh_from_db()
    assert held.speed_held and waiting.exists()


def test_what_was_graded_since_the_preview_is_graded_again(graded, correct, lab, ada):
    thrice = graded(WRONG)
    correct(reference_py=FILES["reference.py"].replace("2.0", "3.0"))
    regrade = preview(lab, ada)
    grade_once_more(submissions=[thrice])
    grade_submission(submission_id=thrice.pk)
    services.apply(regrade=regrade, by=ada, reason="")
    assert work(regrade).state == Status.APPLIED
    thrice.refresh_from_db()
    assert thrice.score == 100.0


def test_undo_leaves_what_was_graded_since(graded, correct, lab, ada):
    thrice = graded(WRONG)
    correct(reference_py=FILES["reference.py"].replace("2.0", "3.0"))
    regrade = apply(lab, ada)
    grade_once_more(submissions=[thrice])
    grade_submission(submission_id=thrice.pk)
    undo(regrade, ada)
    assert regrade.works.get().state == RegradedWork.State.KEPT
    thrice.refresh_from_db()
    assert thrice.score == 100.0


def test_undo_leaves_the_score_of_newer_work(graded, correct, lab, ada, ben):
    graded(WRONG)
    correct(reference_py=FILES["reference.py"].replace("2.0", "3.0"))
    regrade = apply(lab, ada)
    graded("import numpy as np\n\n" + WRONG)
    undo(regrade, ada)
    assert Score.objects.get(user=ben).fraction == 1.0


def test_a_lab_that_fails_on_hidden_inputs_is_said_and_changes_nothing(graded, correct, lab, ada):
    right = graded(DOUBLE)
    before = stored(right)
    # Whoever loads it draws one case, and the grading of this submission another.
    draws = "import numpy as np\nDRAWN = []\n" + FILES["cases.py"].replace(
        "    x = rng.standard_normal(5)",
        "    DRAWN.append(rng.random())\n    assert len(set(DRAWN)) < 2, 'drawn again'\n"
        "    x = rng.standard_normal(5)",
    )
    correct(cases_py=draws)
    regrade = apply(lab, ada)
    assert "drawn again" in regrade.works.get().error
    assert stored(right) == before


def test_a_host_that_cannot_run_code_fails_no_work(graded, lab, ada, monkeypatch):
    from courseware.outbox.models import Message
    from courseware.regrades import tasks
    from grader import SandboxUnavailable
    from labs.regrading import regrader

    graded(DOUBLE)

    def refuse(*_args, **_options):
        raise SandboxUnavailable("no namespaces")

    monkeypatch.setattr(regrader, "grade_again", refuse)
    regrade = start(lab, ada)
    tasks.work(regrade.pk)
    regrade.refresh_from_db()
    assert (regrade.state, regrade.works.count()) == (Status.PREVIEWING, 0)
    assert Message.objects.get(task=services.REGRADE, done_at=None).sent_at is None


def test_hidden_inputs_are_nowhere_in_what_is_stored(graded, correct, lab, ada):
    submission = graded(WRONG)
    correct(reference_py=FILES["reference.py"].replace("2.0", "3.0"))
    text = str(preview(lab, ada).works.get().payload)
    assert submission.seed not in text
    assert "seed" not in text
