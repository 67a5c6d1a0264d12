"""Names of made-up people."""

from __future__ import annotations

from django.utils.text import slugify

from courseware.demo.names import STUDENTS, TEACHER
from courseware.people.skeletons import skeleton_of


def test_forty_people_of_whom_no_two_can_be_mistaken_for_each_other():
    people = [*STUDENTS, TEACHER]
    assert len(STUDENTS) == 40
    assert len({skeleton_of(slugify(first)) for first, _ in people}) == 41
    assert len({last for _, last in people}) == 41
