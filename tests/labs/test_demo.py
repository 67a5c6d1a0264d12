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
from courseware.people.models import User
from labs import demo
from labs.models import Purpose, State, Submission
from labs.overview import states
from tests.courseware.demo.stored import everything
from tests.factories import make_item, make_student

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
    kind_named("lab").make_demo_work(lab, turns, turns[0].user)
    made = Submission.objects.filter(state=State.DONE)
    assert made.filter(verdict="passed").exists() and made.exclude(verdict="passed").exists()
    assert set(made.values_list("created_at", flat=True)) <= {
        at for turn in turns for at in turn.tries
    }
    assert Submission.objects.filter(user=turns[4].user).latest("created_at").is_trial
    for submission in made:
        assert submission.cases.exists()
        assert submission.graded_at - submission.created_at == demo.GRADED_AFTER
        assert (submission.late_by > timedelta()) == (submission.created_at > turns[0].due_at)
    passed = made.filter(verdict="passed", purpose=Purpose.GRADED).first()
    assert passed.score >= 80 and passed.report["performance"]
    score = Score.objects.get(user=passed.user)
    assert score.fraction == pytest.approx(passed.score / 100)
    assert set(ScoreChange.objects.values_list("at", flat=True)) <= {
        at + demo.GRADED_AFTER for turn in turns for at in turn.tries
    }
    assert states([lab], passed.user)[lab.pk].name == "done"

    # A second time everything comes from the cache, and is the same.
    first = submissions()
    assert list((settings.VAR_DIR / demo.FOLDER).glob("*.json"))
    monkeypatch.setattr("grader.grade", lambda *_, **__: pytest.fail("graded twice"))
    Submission.objects.all().delete()
    kind_named("lab").make_demo_work(lab, turns, turns[0].user)
    assert submissions() == first


def test_one_could_not_be_graded_and_is_flagged(lab, turns, course):
    demo.make_work(lab, turns)
    failed = Submission.objects.get(state=State.FAILED)
    assert failed.grader_error and failed.score is None
    assert [work.person for work in kind_named("lab").flagged(course)] == [failed.user.display_name]


def test_deleting_the_students_deletes_all_of_it(lab, course):
    before = everything()
    user = make_student(course, "demo-x")
    demo.make_work(lab, [Turn(user, 0.9, (NOW,), None, "seed")])
    assert Submission.objects.exists()
    delete_in_batches(User, [user.pk])
    assert everything() == before


def test_labs_without_programs_of_their_own_or_with_a_form_are_left_out(
    make_lab, make_playground_lab, course
):
    labs = [make_playground_lab(), *(make_lab(slug) for slug in ("a", "b", "c"))]
    assert demo.items(labs) == labs[1:3]
    assert demo.items([make_item(course, "lab")]) == []
