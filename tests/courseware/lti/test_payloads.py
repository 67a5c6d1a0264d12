from __future__ import annotations

import pytest

from courseware.lti.payloads import payload_of, says_nothing_new

GRADED = {"fraction": 1 / 3, "excused": False, "held": False, "points": 10.0}


def test_a_score_is_given_in_points_with_their_maximum():
    payload = payload_of(**GRADED)
    assert (payload["scoreGiven"], payload["scoreMaximum"]) == (3.3333, 10.0)
    assert (payload["activityProgress"], payload["gradingProgress"]) == (
        "Completed",
        "FullyGraded",
    )


def test_an_item_without_points_has_shares():
    payload = payload_of(**GRADED | {"points": 0.0})
    assert (payload["scoreGiven"], payload["scoreMaximum"]) == (0.3333, 1.0)


@pytest.mark.parametrize(
    ("change", "progress"),
    [
        ({"held": True}, "Pending"),
        ({"held": True, "excused": True}, "Pending"),
        ({"excused": True}, "NotReady"),
        ({"fraction": None}, "NotReady"),
    ],
)
def test_otherwise_there_is_no_score(change, progress):
    payload = payload_of(**GRADED | change)
    assert "scoreGiven" not in payload and payload["gradingProgress"] == progress


def test_zero_is_a_score():
    assert payload_of(**GRADED | {"fraction": 0.0})["scoreGiven"] == 0.0


def test_only_what_is_new_is_said():
    graded, held = payload_of(**GRADED), payload_of(**GRADED | {"held": True})
    assert says_nothing_new(graded, graded) and not says_nothing_new(held, graded)
    assert says_nothing_new(held, None) and not says_nothing_new(graded, None)
