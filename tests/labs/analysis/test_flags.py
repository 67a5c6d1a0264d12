import pytest

from labs.analysis.flags import case_flags, lab_flags


def case(**changes) -> dict:
    first = {"count": 40, "facility": 60.0, "discrimination": 45.0} | changes.pop("first", {})
    return {"first": first, "best": {"facility": 90.0} | changes.pop("best", {})}


def titles(row: dict) -> list[str]:
    return [flag.title for flag in case_flags(row)]


def test_a_good_case_has_no_flag():
    assert titles(case()) == []


def test_a_case_that_never_fails_is_told_so_and_nothing_else():
    assert titles(case(first={"facility": 100.0, "discrimination": None})) == ["Never fails"]


def test_a_case_that_only_good_submissions_fail_is_wrong():
    (flag,) = case_flags(case(first={"discrimination": -12.0}))
    assert (flag.meaning, flag.title) == ("wrong", "Only good submissions fail")


def test_a_case_that_hardly_anybody_passes_in_the_end():
    assert titles(case(first={"facility": 2.0}, best={"facility": 4.0})) == ["Almost no one passes"]


@pytest.mark.parametrize(
    ("discrimination", "words"), [(29.0, "weakly"), (19.0, "very weakly"), (None, "same result")]
)
def test_little_or_no_discrimination_is_told(discrimination, words):
    (flag,) = case_flags(case(first={"discrimination": discrimination}))
    assert words in flag.sentence


def test_few_students_are_not_judged():
    assert case_flags(case(first={"count": 19, "discrimination": -90.0})) == []
    assert case_flags(case(first={"facility": None})) == []


def test_the_lab_is_flagged_for_unstable_verdicts_and_stuck_students():
    facts = {
        "unstable": [{"verdicts": ["passed", "raised"]}, {"verdicts": ["passed"]}],
        "stuck": [{}],
    }
    unstable, stuck = lab_flags(facts)
    assert "1 program was graded more than once" in unstable.sentence
    assert "1 student has submitted often" in stuck.sentence
    assert lab_flags({"unstable": [], "stuck": []}) == []
