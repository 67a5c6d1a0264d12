import pytest

from grader.lab import Thresholds
from labs.analysis.speed_page import speed_context, typed
from labs.models import LabRevision

FACTS = {"speeds": [[[1.0, 0.9, 1.1]], [[4.0, 3.9, 4.1], [3.0, 2.9, 3.1]], [[9.0, 9.0, 9.0]]]}


def revision(**fields) -> LabRevision:
    usual = {
        "weights": {"correctness": 80, "performance": 20},
        "thresholds": {"full_at": 2, "zero_at": 8},
    }
    return LabRevision(**usual | fields)


def test_what_was_measured():
    found = speed_context(revision(), FACTS, {})
    assert (found["people"], found["faster"], found["points"]) == (3, 0, 20)
    assert found["quartiles"][1] == 3.0
    assert found["typed"] == {"full_at": "2", "zero_at": "8"}
    assert "change" not in found


def test_other_thresholds_are_compared_with_those_of_the_lab():
    found = speed_context(revision(), FACTS, {"full_at": "4", "zero_at": "16"})
    assert (found["change"].gain, found["change"].lose, found["change"].same) == (2, 0, 1)
    assert found["snippet"] == "performance:\n  full_at: 4\n  zero_at: 16\n"
    assert found["other"] == Thresholds(4.0, 16.0)


def test_an_empty_field_is_the_threshold_of_the_lab():
    assert speed_context(revision(), FACTS, {"full_at": "", "zero_at": "16"})["other"] == (
        Thresholds(2.0, 16.0)
    )


@pytest.mark.parametrize(
    "thresholds", [{}, {"full_at": "x", "zero_at": 1}, {"full_at": 3, "zero_at": 1}]
)
def test_a_revision_without_usable_thresholds_has_no_drawing(thresholds):
    found = speed_context(revision(thresholds=thresholds), FACTS, {"full_at": "1"})
    assert found["current"] is None and "drawing" not in found and "change" not in found


def test_a_comma_is_a_decimal_point():
    assert typed({"full_at": "1,5", "zero_at": "3"}) == (Thresholds(1.5, 3.0), "")


def test_nobody_was_measured():
    found = speed_context(revision(), {"speeds": []}, {"full_at": "1", "zero_at": "2"})
    assert (found["people"], found["quartiles"], found["change"]) == (0, None, None)
