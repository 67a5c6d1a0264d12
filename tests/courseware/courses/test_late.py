"""Late policies in course files."""

from __future__ import annotations

import pytest

from courseware.courses.late import read_late, read_late_days
from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml


def read(text: str):
    faults = Faults()
    node = parse_yaml(text, "course.yaml", faults)
    return read_late(node), read_late_days(node), [fault.message for fault in faults]


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("title: x", None),
        ("late:", None),
        ("late: {}", {}),
        ("late: {per_day: 10}", {"per_day": 10}),
        ("late: {per_hour: 0.5, grace: 15}", {"per_hour": 0.5, "grace": 15}),
        ("late: {accepted: false, grace: 5}", {"accepted": False, "grace": 5}),
        ("late: {accepted: true, no_credit_after: 7}", {"no_credit_after": 7}),
        (
            "late: {no_credit_from: 2026-12-10 18:00}",
            {"no_credit_from": "2026-12-10T18:00:00+00:00"},
        ),
    ],
)
def test_a_policy_is_read(text, policy):
    assert read(text) == (policy, 0, [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("late: soon", "late must be a mapping"),
        ("late: {per_week: 1}", 'unknown key "per_week"'),
        ("late: {per_day: 200}", "per_day is 200; write a number from 0 to 100"),
        ("late: {per_day: -1}", "per_day is -1"),
        ("late: {per_day: 1, per_hour: 1}", "write per_day or per_hour, not both"),
        ("late: {no_credit_from: soon}", '"soon" is not a date'),
        ("late_days: 2.5", "late_days is 2.5; write a whole number from 0 to 365"),
    ],
)
def test_a_mistake_is_told(text, sentence):
    faults = read(text)[2]
    assert len(faults) == 1 and sentence in faults[0]


def test_the_budget_is_read():
    assert read("late_days: 5") == (None, 5, [])
