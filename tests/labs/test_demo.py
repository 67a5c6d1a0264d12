"""Demo work in labs: real programs, really graded, and each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from courseware.deletion.cascade import delete_in_batches
from courseware.gradebook.models import Score, ScoreChange
from courseware.items.kinds import kind_named
from courseware.items.turns import Turn
from courseware.manual_grading.models import Mark, Rubric
from courseware.people.models import User
from courseware.people.policy import access_of
from grader import SandboxUnavailable
from labs import demo, style
from labs.models import Purpose, State, Submission
from labs.overview import states
from tests.courseware.demo.stored import everything
from tests.factories import make_item, make_student
from tests.labs.writing import FILES

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def turns(course: Any) -> list[Turn]:
    """Five students with up to three tries over five days; the last only begins."""
    return [
        Turn(
            make_student(course, f"demo-{number}"),
            0.3 + 0.15 * number,
            tuple(NOW - timedelta(days=5 - n) for n in range((1, 2, 3, 2, 1)[number])),
            NOW - timedelta(days=4, hours=1),
            f"seed {number}",
            number < 4,
        )
        for number in range(5)
    ]


def submissions() -> list[Any]:
    fields = ("user__username", "created_at", "purpose", "state", "verdict", "correctness")
    return list(Submission.objects.order_by("user__username", "created_at").values_list(*fields))


def test_what_students_hand_in_is_graded_and_dated(lab, turns, monkeypatch):
    kind_named("lab").make_demo_work(lab, turns, None)
    made = Submission.objects.filter(state=State.DONE)
    assert made.filter(verdict="passed").exists() and made.exclude(verdict="passed").exists()
    for turn in turns:
        dates = made.filter(user=turn.user).values_list("created_at", flat=True)
        assert set(turn.tries) & set(dates)
        assert min(dates) >= turn.tries[0] - timedelta(minutes=28)
        assert max(dates) <= turn.tries[-1] + timedelta(minutes=25)
    assert Submission.objects.filter(user=turns[4].user).latest("created_at").is_trial
    for submission in made:
        assert submission.cases.exists()
        assert submission.graded_at - submission.created_at == demo.GRADED_AFTER
        assert (submission.late_by > timedelta()) == (submission.created_at > turns[0].due_at)
    passed = made.filter(verdict="passed", purpose=Purpose.GRADED).first()
    assert passed.score >= 80 and passed.report["performance"]
    score = Score.objects.get(user=passed.user)
    assert score.fraction == pytest.approx(passed.score / 100)
    graded = made.filter(purpose=Purpose.GRADED).values_list("graded_at", flat=True)
    assert set(ScoreChange.objects.values_list("at", flat=True)) <= set(graded)
    assert states([lab], passed.user)[lab.pk].name == "done"

    # A second time everything comes from the cache, and is the same.
    first = submissions()
    assert list((settings.VAR_DIR / demo.FOLDER).glob("*.json"))
    monkeypatch.setattr("grader.grade", lambda *_, **__: pytest.fail("graded twice"))
    Submission.objects.all().delete()
    kind_named("lab").make_demo_work(lab, turns, None)
    assert submissions() == first


def test_the_style_of_half_of_the_students_is_graded(lab, turns, ada):
    kind_named("lab").make_demo_work(lab, turns, ada)
    found = style.works(lab, "style", User.objects.all())
    graded = [work for work in found if work.graded]
    assert 0 < len(graded) == len(found) // 2
    assert any(mark.remarks.exists() for mark in Mark.objects.filter(by=ada))
    assert Rubric.objects.get().share == demo.STYLE_SHARE


def test_a_few_are_stuck_and_most_run_the_visible_cases_first(lab, course):
    turns = [
        Turn(make_student(course, f"demo-{n}"), 0.0, (NOW - timedelta(days=1),), NOW, f"seed {n}")
        for n in range(3)
    ]
    demo.make_work(lab, turns)
    graded = Submission.objects.filter(purpose=Purpose.GRADED, state=State.DONE)
    stuck = [graded.filter(user=turn.user).count() > demo.STUCK_TRIES for turn in turns]
    assert stuck == [True] * 3 and not graded.filter(verdict="passed").exists()
    assert Submission.objects.filter(purpose=Purpose.TRIAL).exists()


def test_one_could_not_be_graded_and_is_flagged(lab, turns, course, ada):
    demo.make_work(lab, turns)
    failed = Submission.objects.get(state=State.FAILED)
    assert failed.grader_error and failed.score is None
    flagged = kind_named("lab").flagged(access_of(ada, course))
    assert [work.person for work in flagged] == [failed.user.display_name]


def test_deleting_the_students_deletes_all_but_the_history_of_scores(lab, course):
    before = everything()
    user = make_student(course, "demo-x")
    demo.make_work(lab, [Turn(user, 0.9, (NOW,), None, "seed")])
    assert Submission.objects.exists()
    delete_in_batches(User, [user.pk])
    after = everything()
    kept = after.pop(ScoreChange._meta.label)
    assert after | {ScoreChange._meta.label: []} == before
    # The audit trail stays, and names nobody.
    assert [(row["fields"]["score"], row["fields"]["user_number"]) for row in kept] == [
        (None, user.pk)
    ]


def test_labs_without_programs_of_their_own_or_with_a_form_are_left_out(
    make_lab, make_playground_lab, course
):
    labs = [make_playground_lab(), *(make_lab(slug) for slug in ("a", "b", "c"))]
    assert demo.items(labs) == labs[1:3]
    assert demo.items([make_item(course, "lab")]) == []


@pytest.fixture
def programs(lab: Any) -> Any:
    return demo._Programs(lab.lab_revisions.get())


def test_programs_are_the_solutions_and_some_mistakes_and_the_starter(programs):
    files = programs.revision.files
    assert programs.right == [files["solutions/product.py"], files["solutions/sum.py"]]
    assert programs.wrong[0] == files["starter.py"]
    mistakes = {text for name, text in files.items() if name.startswith("mistakes/")}
    assert set(programs.wrong[1:]) == mistakes


def test_of_many_mistakes_a_few_are_made_and_always_the_same(make_lab):
    item = make_lab("many")
    revision = item.lab_revisions.get()
    revision.files |= {f"mistakes/m{n}.py": f"x = {n}\n" for n in range(20)}
    chosen = demo._Programs(revision).wrong[1:]
    assert len(chosen) == demo.MISTAKES
    assert demo._Programs(revision).wrong[1:] == chosen


def test_a_trial_run_and_a_submission_have_results_of_their_own(programs, monkeypatch):
    code = programs.right[0]
    whole = programs.report(code, visible_only=False)
    trial = programs.report(code, visible_only=True)
    assert whole["correctness"]["of"] > trial["correctness"]["of"]
    monkeypatch.setattr("grader.grade", lambda *_, **__: pytest.fail("graded twice"))
    assert programs.report(code, visible_only=False) == whole
    assert programs.report(code, visible_only=True) == trial


def test_other_code_or_another_revision_is_graded_for_itself(programs, make_lab):
    digests = {programs._digest(code, False) for code in (*programs.right, *programs.wrong)}
    assert len(digests) == len(programs.right) + len(programs.wrong)
    other = demo._Programs(
        make_lab("other", {"hints_md": FILES["hints.md"] + "\n"}).lab_revisions.get()
    )
    assert other._digest(programs.right[0], False) not in digests


def test_where_nothing_can_be_graded_nothing_is_stored(programs, lab, course, monkeypatch):
    def unavailable(*_: Any, **__: Any) -> Any:
        raise SandboxUnavailable("no sandbox here")

    monkeypatch.setattr("grader.grade", unavailable)
    monkeypatch.setattr(demo, "FOLDER", "demo-results-of-nobody")
    with pytest.raises(SandboxUnavailable):
        demo.make_work(lab, [Turn(make_student(course, "demo-x"), 0.9, (NOW,), None, "seed")])
    assert not Submission.objects.exists()
