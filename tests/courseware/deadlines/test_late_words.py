import pytest

from courseware.deadlines.late import Charge, LatePolicy
from courseware.deadlines.late_words import charge_words, cost_sentence, policy_words

DAILY = LatePolicy(percent=10)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ({}, "no late penalty"),
        ({"per_day": 10}, "10% off per day"),
        ({"per_hour": 0.5, "grace": 15}, "0.5% off per hour; 15 minutes grace period"),
        ({"accepted": False, "grace": 60}, "late work is not accepted; 1 hour grace period"),
        ({"per_day": 5, "no_credit_after": 7}, "5% off per day; no credit after 7 days"),
        (
            {"no_credit_from": "2026-12-04T18:00:00+00:00"},
            "no credit after Fri 4 Dec 2026, 18:00 UTC",
        ),
    ],
)
def test_a_policy_in_words(policy, words):
    assert policy_words(policy) == words


@pytest.mark.parametrize(
    ("charged", "words"),
    [
        (Charge(), ""),
        (Charge(late_days=1), "1 late day used"),
        (Charge(units=2, keeps=0.8), "2 days late, 10% off per day"),
        (
            Charge(units=1, late_days=2, keeps=0.9),
            "2 late days used, 1 more day late, 10% off per day",
        ),
        (Charge(units=11, keeps=0), "11 days late, no credit"),
    ],
)
def test_a_charge_in_words(charged, words):
    assert charge_words(DAILY, charged) == words


def test_the_cost_names_the_points_before_and_after():
    charged = Charge(units=2, keeps=0.8)
    expected = "2 days late, 10% off per day: 7.5 of 10 became 6"
    assert cost_sentence(DAILY, charged, 0.75, 10) == expected
    assert cost_sentence(DAILY, charged, 0.0, 10).endswith("0 of 10 became 0")
    assert cost_sentence(DAILY, charged, 0.5, 0) == "2 days late, 10% off per day"
    assert cost_sentence(DAILY, Charge(), 0.75, 10) == ""
