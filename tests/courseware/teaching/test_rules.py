"""Who is listed, with the figures in the sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courseware.teaching.rules import INACTIVE, RULES, Figures, explained, reasons

NOW = datetime(2030, 3, 1, tzinfo=UTC)


def told(**figures) -> list[str]:
    return [reason.sentence for reason in reasons(Figures(**figures), NOW)]


def test_who_does_the_work_is_not_listed():
    assert told(due=5, begun=5, last_work=NOW - timedelta(days=90)) == []
    assert told() == []


@pytest.mark.parametrize(("begun", "listed"), [(4, False), (3, True), (0, True)])
def test_two_missing_items_are_a_reason(begun, listed):
    found = told(due=5, begun=begun, last_work=NOW)
    missing = f"Has not started {5 - begun} of the 5 items due recently."
    assert found == ([missing] if listed else [])


@pytest.mark.parametrize(("ago", "listed"), [(INACTIVE - timedelta(hours=1), 0), (INACTIVE, 1)])
def test_inactivity_is_a_reason_where_work_is_missing(ago, listed):
    found = told(due=1, begun=0, last_work=NOW - ago)
    assert found == ["Last worked on something 10 days ago."] * listed
    assert told(due=1, begun=1, last_work=NOW - ago) == []


def test_who_has_never_worked_is_inactive_since_the_enrollment():
    assert told(due=1, begun=0, enrolled_at=NOW - timedelta(days=12)) == [
        "Has not worked on anything in 12 days."
    ]
    assert told(due=1, begun=0, enrolled_at=NOW - timedelta(days=2)) == []


def test_the_lab_with_the_most_tries_is_named():
    assert told(stuck=(("Adam", 6), ("SGD", 9))) == [
        "Stuck on “SGD”: 9 submissions, none passing. Also stuck on 1 more."
    ]


@pytest.mark.parametrize(
    ("lately", "count", "listed"), [(0.6, 3, True), (0.61, 3, False), (0.2, 2, False)]
)
def test_scores_fall_by_a_fifth_of_the_points(lately, count, listed):
    found = told(mean_before=0.8, scores_before=9, mean_lately=lately, scores_lately=count)
    assert bool(found) == listed
    if listed:
        assert found == ["Mean score fell from 80% to 60% on recently due items."]


def test_the_most_urgent_reason_comes_first():
    found = reasons(Figures(due=9, begun=0, last_work=NOW - INACTIVE, stuck=(("Adam", 5),)), NOW)
    assert [reason.rule for reason in found] == ["missing", "stuck", "inactive"]


def test_every_rule_is_explained():
    assert [rule for rule, _, _ in explained()] == list(RULES)
