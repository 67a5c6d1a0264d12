import pytest

from quizzes.delivery.counting import RULES, Counted, Done, counted

ATTEMPTS = [Done(3, 0.5), Done(2, 1.0, late=True), Done(1, 0.25)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("best", Counted(1.0, True, (2,))),
        ("last", Counted(0.5, False, (3,))),
        ("first", Counted(0.25, False, (1,))),
        ("average", Counted(1.75 / 3, True, (1, 2, 3))),
    ],
)
def test_the_score_of_several_attempts(rule, expected):
    assert counted(ATTEMPTS, rule) == expected


def test_of_equal_bests_the_earliest_counts():
    assert counted([Done(2, 0.5, late=True), Done(1, 0.5)], "best") == Counted(0.5, False, (1,))


@pytest.mark.parametrize("rule", RULES)
def test_nothing_graded_makes_no_score(rule):
    assert counted([], rule) is None


def test_the_reason_names_the_attempts():
    assert counted(ATTEMPTS, "best").reason == "Quiz attempt 2"
    assert counted(ATTEMPTS, "average").reason == "Mean of quiz attempts 1, 2, 3"
