"""The figures as they are stored: plain JSON, without a name and without a NaN."""

from __future__ import annotations

import json
from datetime import timedelta

from django.utils import timezone

from courseware.analysis.scope import WHOLE_COURSE
from labs.analysis.facts import facts_of
from labs.models import Submission
from tests.factories import make_student
from tests.labs.analysis.made import hand_in

MISTAKE = {
    "source": "mistake",
    "name": "no_square",
    "sentence": "Squares are missing.",
    "stage": "values",
}


def facts(lab):
    found = facts_of(lab, WHOLE_COURSE.students(lab.course))
    json.dumps(found, allow_nan=False)
    return found


def test_an_empty_class_has_figures_that_say_nothing(lab):
    found = facts(lab)
    assert (found["people"], found["cases"], found["mistakes"], found["stuck"]) == (0, [], [], [])
    assert (found["speeds"], found["unstable"], found["tries"]) == ([], [], [])


def test_one_student_has_no_discrimination(lab, ben):
    hand_in(lab, ben, {1})
    found = facts(lab)
    assert (found["people"], found["submissions"], found["passed"]) == (1, 1, 0)
    assert [case["first"]["discrimination"] for case in found["cases"]] == [None] * 3
    assert [case["first"]["facility"] for case in found["cases"]] == [100.0, 0.0, 100.0]
    assert found["totals"] == [0.666667]


def test_all_alike_are_undefined_and_never_nan(lab):
    for _ in range(25):
        hand_in(lab, make_student(lab.course), {1})
    found = facts(lab)
    assert [case["first"]["discrimination"] for case in found["cases"]] == [None] * 3
    assert (found["whole"]["consistency"], found["whole"]["skewness"]) == (None, None)


def test_first_and_best_submissions_stand_side_by_side(lab, ben):
    dora = make_student(lab.course, "dora")
    hand_in(lab, ben, {0, 1})
    hand_in(lab, ben)
    hand_in(lab, dora, {1})
    found = facts(lab)
    assert [case["first"]["facility"] for case in found["cases"]] == [50.0, 0.0, 100.0]
    assert [case["best"]["facility"] for case in found["cases"]] == [100.0, 50.0, 100.0]


def test_mistakes_are_counted_by_students(lab, ben):
    dora = make_student(lab.course, "dora")
    example = hand_in(lab, ben, {0}, causes=[MISTAKE])
    hand_in(lab, ben)
    hand_in(lab, dora, {0}, causes=[MISTAKE])
    (found,) = facts(lab)["mistakes"]
    assert (found["name"], found["students"], found["left"]) == ("no_square", 2, 1)
    assert (found["example"], found["sentence"]) == (
        example.pk,
        {"sentence": "Squares are missing."},
    )


def test_who_is_stuck_and_on_which_case(lab, ben):
    for _ in range(4):
        hand_in(lab, ben, {0, 2})
    last = hand_in(lab, ben, {2})
    found = facts(lab)
    assert found["stuck"] == [{"user": ben.pk, "submissions": 5, "last": last.pk, "cases": [2]}]
    assert found["stuck_on"] == [[2, 1]]


def test_tries_and_minutes(lab, ben):
    start = timezone.now() - timedelta(days=1)
    for minutes, failed in ((0, {1}), (12, set())):
        submission = hand_in(lab, ben, failed)
        at = start + timedelta(minutes=minutes)
        Submission.objects.filter(pk=submission.pk).update(created_at=at)
    found = facts(lab)
    assert (found["tries"], found["minutes"], found["passed"]) == ([2], [12.0], 1)


def test_unstable_results_name_their_submissions(lab, ben):
    first = hand_in(lab, ben, hashed="abc")
    second = hand_in(lab, ben, {1}, hashed="abc")
    (found,) = facts(lab)["unstable"]
    assert found["submissions"] == (first.pk, second.pk)


def test_speeds_are_measurements_by_person(lab, ben):
    hand_in(lab, ben, ratio=2.0)
    hand_in(lab, ben, ratio=1.5)
    hand_in(lab, make_student(lab.course), {1}, ratio=0.5)  # not measured: not right
    assert facts(lab)["speeds"] == [[(2.0, 2.0, 2.0), (1.5, 1.5, 1.5)]]
