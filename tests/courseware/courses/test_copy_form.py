"""What an instructor types to copy a course."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.courses.copy_form import CopyForm
from courseware.courses.copying import Copy

pytestmark = pytest.mark.django_db
GOOD = {"title": "ML, spring", "slug": "ml-spring-2027", "days": "182", "staff": "on"}


def test_it_proposes_the_title_half_a_year_and_the_staff(course: Any) -> None:
    page = CopyForm(course=course).as_p()
    assert 'value="Machine learning"' in page and 'value="182"' in page
    assert 'name="staff" id="id_staff" checked' in page


def test_what_is_typed_is_the_copy_that_is_wanted(course: Any) -> None:
    form = CopyForm(GOOD, course=course)
    assert form.is_valid()
    assert form.wanted() == Copy("ml-spring-2027", "ML, spring", days=182, staff=True)
    alone = CopyForm({**GOOD, "days": "-7", "staff": ""}, course=course)
    assert alone.is_valid()
    assert (alone.wanted().days, alone.wanted().staff) == (-7, False)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("slug", "ml", "There is already a course “ml”. Choose another slug."),
        ("slug", "spring 2027", "cannot be used in a URL"),
        ("slug", "frühling", "cannot be used in a URL"),
        ("slug", "../ml", "cannot be used in a URL"),
        ("slug", "a" * 81, "at most 80 characters"),
        ("slug", "  ", "required"),
        ("title", "", "required"),
        ("title", "a" * 201, "at most 200 characters"),
        ("title", "a\0b", "Null characters"),
        ("days", "", "required"),
        ("days", "half a year", "whole number"),
        ("days", "0.5", "whole number"),
        ("days", "3651", "less than or equal to 3650"),
        ("days", "-3651", "greater than or equal to -3650"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    course: Any, field: str, typed: str, sentence: str
) -> None:
    form = CopyForm({**GOOD, field: typed}, course=course)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]
