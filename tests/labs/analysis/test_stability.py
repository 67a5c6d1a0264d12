import pytest

from labs.analysis.stability import GradedOnce, unstable


def graded(pk: int, verdict: str = "passed", speed: float | None = 0.5, **given) -> GradedOnce:
    return GradedOnce(pk, given.get("code", "abc"), given.get("revision", 1), verdict, speed)


def test_the_same_code_with_two_verdicts_is_told():
    (found,) = unstable([graded(1), graded(2, "wrong_values", None), graded(3)])
    assert (found.submissions, found.verdicts) == ((1, 2, 3), ("passed", "wrong_values"))
    assert found.by_verdict


@pytest.mark.parametrize(("speed", "told"), [(0.5, False), (0.59, False), (0.65, True)])
def test_points_for_speed_may_differ_by_a_tenth(speed, told):
    found = unstable([graded(1), graded(2, speed=speed)])
    assert [(each.slowest, each.fastest) for each in found] == ([(0.5, speed)] if told else [])


def test_other_code_and_other_revisions_are_no_comparison():
    others = [graded(2, "raised", code="def"), graded(3, "raised", revision=2)]
    assert unstable([graded(1), *others]) == []


def test_reports_without_a_hash_are_left_out():
    assert unstable([graded(1, code=""), graded(2, "raised", code="")]) == []


def test_verdicts_come_before_speed():
    found = unstable(
        [graded(1), graded(2, speed=1.0), graded(3, code="x"), graded(4, "raised", None, code="x")]
    )
    assert [each.by_verdict for each in found] == [True, False]
