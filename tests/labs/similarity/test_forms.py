"""What is asked of staff on the pages of similarity."""

from __future__ import annotations

from labs.similarity.forms import ComparisonForm, ReviewForm
from tests.factories import make_course, make_item


def test_other_courses_are_offered_where_there_are_some(db: None) -> None:
    assert "earlier" not in ComparisonForm(earlier=[]).fields
    item = make_item(make_course(title="Last year"), "lab")
    form = ComparisonForm({"choice": "last", "earlier": [str(item.pk)]}, earlier=[item])
    assert form.is_valid() and form.earlier == [item]
    assert "Last year" in str(form)
    none = ComparisonForm({"choice": "last"}, earlier=[item])
    assert none.is_valid() and none.earlier == []


def test_a_course_that_was_not_offered_is_refused(db: None) -> None:
    item = make_item(make_course(), "lab")
    assert not ComparisonForm({"choice": "last", "earlier": ["999"]}, earlier=[item]).is_valid()


def test_a_review_needs_a_result_and_no_note() -> None:
    assert ReviewForm({"verdict": "fine"}).is_valid()
    assert not ReviewForm({"verdict": "", "note": "Hm."}).is_valid()
    assert not ReviewForm({"verdict": "fine", "note": "x" * 2001}).is_valid()
