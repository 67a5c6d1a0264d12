from __future__ import annotations

import pytest
from django.template import Context, Template

from courseware.ui.scaling_plot import HEIGHT, WIDTH, plot

POINTS = [
    {"n": 1000 * 2**k, "reference_ms": 0.1 * 2**k, "submission_ms": 0.2 * 4**k} for k in range(4)
]
SLOPES = {"reference": 1.0, "submission": 2.0}


def test_marks_stand_on_their_own_line() -> None:
    found = plot(POINTS, SLOPES)
    assert found is not None
    first, last = found.submission.marks[0], found.submission.marks[-1]
    assert found.submission.fit == f"M{first.x} {first.y}L{last.x} {last.y}"


def test_twice_as_steep_is_twice_as_steep() -> None:
    found = plot(POINTS, SLOPES)
    assert found is not None
    rises = [line.marks[0].y - line.marks[-1].y for line in (found.reference, found.submission)]
    assert rises[1] == pytest.approx(2 * rises[0], abs=0.3)


def test_everything_stands_inside() -> None:
    found = plot(POINTS, SLOPES)
    assert found is not None
    marks = [*found.reference.marks, *found.submission.marks, *found.up, *found.across]
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in marks)
    assert [mark.label for mark in found.across] == ["1000", "2000", "4000", "8000"]
    assert len(found.up) >= 2


def test_one_point_is_no_plot() -> None:
    assert plot(POINTS[:1], SLOPES) is None


def test_component_says_the_exponents_in_words() -> None:
    side = {"exponent": 2.0, "low": 1.9, "high": 2.1}
    scaling = {"points": POINTS, "sentence": "Grows.", "submission": side}
    scaling["reference"] = {"exponent": 1.0, "low": 0.9, "high": 1.1}
    page = Template("{% load ui %}{% scaling_plot scaling %}").render(Context({"scaling": scaling}))
    assert "Grows." in page
    assert "n<sup>2.0</sup> (1.9 to 2.1)" in page
    assert "style=" not in page
    assert Template("{% load ui %}{% scaling_plot s %}").render(Context({"s": None})).strip() == ""
