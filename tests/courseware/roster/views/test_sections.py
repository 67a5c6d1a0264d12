"""The pages of sections."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_sections_are_added_renamed_and_deleted(signed_in, course):
    signed_in.post("/courses/ml/people/sections/", {"name": " Mon  day "})
    section = course.sections.get(name="Mon day")
    assert signed_in.post("/courses/ml/people/sections/", {"name": "mon day"}).status_code == 422
    signed_in.post(f"/courses/ml/people/sections/{section.pk}/", {"name": "Monday"})
    assert course.sections.get().name == "Monday"
    signed_in.post(f"/courses/ml/people/sections/{section.pk}/delete/")
    assert not course.sections.exists()
