import math
import re
from dataclasses import replace

import pytest

from grader.formats.playground.conditions import parse_condition
from grader.playground import findings, parse_state, train

STATE = parse_state("dataset=gauss&points=100&networkShape=3,2&regularization=L2")


@pytest.fixture(scope="module")
def found():
    return findings(train(STATE, 2))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("units <= 5", True),
        ("layers = 1", False),
        ("inputs == 2", True),
        ("regularization = L2", True),
        ("regularization != L2", False),
        ("networkShape = 3,2", True),
        ("learningRate < 0.1", True),
        ("x = true", True),
        ("dataset > 3", False),
    ],
)
def test_conditions_on_a_state(text: str, holds: bool, found):
    assert parse_condition(text).holds(STATE, found) is holds


def test_a_measure_holds_for_enough_seeds(found):
    mixed = [replace(each, test_loss=n / 10) for n, each in enumerate(found)]
    assert parse_condition("test_loss <= 0.3 in 4 of 10 seeds").holds(STATE, mixed)
    assert not parse_condition("test_loss <= 0.3").holds(STATE, mixed)
    assert parse_condition("test_loss <= 0.3", usual=4).holds(STATE, mixed)


@pytest.mark.parametrize("sign", ["<=", ">=", "==", "<", ">"])
def test_what_is_not_a_number_reaches_nothing(sign: str, found):
    lost = [replace(each, test_loss=math.nan) for each in found]
    assert parse_condition(f"test_loss {sign} 1").count(lost) == 0


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("small loss", "is no condition"),
        ("test_los <= 1", 'Did you mean "test_loss"?'),
        ("test_loss <= small", "is no number"),
        ("dataset <= circle", "is no number"),
        ("units <= 3 in 8 of 10 seeds", "only measures differ by seed"),
        ("test_loss <= 1 in 11 of 10 seeds", "counts seeds"),
        ("test_loss <= 1 in 4 of 9 seeds", "there are 10"),
    ],
)
def test_what_is_no_condition_is_said(text: str, part: str):
    with pytest.raises(ValueError, match=re.escape(part)):
        parse_condition(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("test_loss<=0.02", ("test_loss", "<=", 0.02, 10)),
        (" nonzero  >  4 ", ("nonzero", ">", 4.0, 10)),
        ("dead_units >= 2 in 1 of 10 seeds", ("dead_units", ">=", 2.0, 1)),
        ("gradient_ratio < 1e-3", ("gradient_ratio", "<", 1e-3, 10)),
        ("regularization = none", ("regularization", "=", "none", 10)),
        ("networkShape != 4,2", ("networkShape", "!=", "4,2", 10)),
        ("sinX = true", ("sinX", "=", "true", 10)),
    ],
)
def test_the_parts_of_a_condition(text: str, expected):
    condition = parse_condition(text)
    found = (condition.subject, condition.sign, condition.value, condition.least)
    assert found == expected


@pytest.mark.parametrize(
    ("sign", "holding"),
    [
        ("<=", {0.1, 0.2}),
        ("<", {0.1}),
        (">=", {0.2, 0.3}),
        (">", {0.3}),
        ("=", {0.2}),
        ("==", {0.2}),
        ("!=", {0.1, 0.3}),
    ],
)
def test_signs_compare_as_they_look(sign: str, holding, found):
    condition = parse_condition(f"test_loss {sign} 0.2")
    values = (0.1, 0.2, 0.3)
    assert {x for x in values if condition.holds_for(replace(found[0], test_loss=x))} == holding
