"""What a demo class has changed."""

from __future__ import annotations

import pytest

from courseware.demo.models import DemoClass

pytestmark = pytest.mark.django_db


def test_it_is_named_after_its_course(course):
    assert str(DemoClass.objects.create(course=course, seed=1)) == "Demo class of Machine learning"


def test_it_goes_with_its_course(course):
    DemoClass.objects.create(course=course, seed=1)
    course.delete()
    assert not DemoClass.objects.exists()
