"""What the page is made of: bars, words and what is kept from whom."""

from __future__ import annotations

import pytest

from courseware.analysis.scope import WHOLE_COURSE
from labs.analysis.facts import facts_of
from labs.analysis.page import MINUTES, MOST_TRIES, analysis_context
from tests.factories import make_student
from tests.labs.analysis.made import hand_in

SLIP = {"source": "mutation", "name": None, "sentence": "A slip."}
OTHER = {"source": "unwritten", "name": None, "sentence": "Nothing is written."}


@pytest.fixture
def context(lab):
    def context(names: bool = True, **changed):
        facts = facts_of(lab, WHOLE_COURSE.students(lab.course)) | changed
        return analysis_context(lab, facts, names=names)

    return context


def test_few_students_have_no_scatter_and_no_judgment(context, lab, ben):
    hand_in(lab, ben, {1})
    found = context()
    assert (found["enough"], found["dots"], found["doubtful"]) == (False, [], 0)
    assert [row["flags"] for row in found["rows"]] == [[], [], []]
    assert found["mean"] == pytest.approx(2 / 3, abs=1e-4)


def test_cases_that_never_fail_are_counted(context, lab):
    for number in range(20):
        hand_in(lab, make_student(lab.course), {1} if number % 2 else set())
    found = context()
    assert (found["enough"], found["never"]) == (True, 2)
    assert [row["number"] for row in found["rows"]] == [1, 2, 3]


def test_mistakes_have_words_for_how_they_were_recognized(context, lab, ben):
    example = hand_in(lab, ben, {1}, causes=[SLIP, OTHER])
    slip, other = context()["mistakes"]
    assert (slip["words"], str(slip["source"]), slip["share"]) == (
        "A slip.",
        "Slip in one place",
        1,
    )
    assert str(other["source"]) == "Found in the code"
    assert slip["url"].endswith(f"/submissions/{example.pk}/")
    assert [each["url"] for each in context(names=False)["mistakes"]] == ["", ""]


def test_stuck_students_are_named_to_those_who_may_see_grades(context, lab, ben):
    for _ in range(5):
        hand_in(lab, ben, {2})
    (stuck,) = context()["stuck"]
    assert (stuck["person"], stuck["submissions"], stuck["cases"]) == (ben, 5, ["Large"])
    assert context(names=False)["stuck"] == []
    assert context(names=False)["stuck_on"] == [("Large", 1)]


def test_a_student_who_is_gone_is_left_out(context, lab, ben):
    gone = [{"user": 10**9, "submissions": 5, "last": 1, "cases": [0, 99]}]
    assert context(stuck=gone)["stuck"] == []


def test_unstable_results_link_to_their_submissions(context, lab, ben):
    pks = [hand_in(lab, ben, failed, hashed="abc").pk for failed in (set(), {1})]
    (found,) = context()["unstable"]
    assert found["verdicts"] == ["Passed", "Wrong values"]
    assert [pk for pk, _url in found["submissions"]] == pks
    assert context(names=False)["unstable"][0]["submissions"] == []


def test_tries_and_minutes_are_counted_in_bars(context):
    found = context(tries=[1, 1, 3, MOST_TRIES, 40], minutes=[0.0, 4.9, 5.0, MINUTES[-1], 500.0])
    assert [bar.count for bar in found["tries"]] == [2, 0, 1, 0, 0, 0, 0, 2]
    assert [bar.count for bar in found["minutes"]] == [2, 1, 0, 0, 0, 0, 0, 0, 2]
    assert (found["median_tries"], found["median_minutes"]) == (3, 5.0)
    assert found["minutes"][0].label == "0 to 5 minutes"


def test_nobody_has_passed(context):
    found = context()
    assert (found["tries"], found["minutes"], found["median_tries"]) == ([], [], None)
