import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.teaching.models import ClassSummary


def test_a_course_has_one_summary_a_scope(course):
    now = timezone.now()
    for scope in ("", "3"):
        made = ClassSummary.objects.create(course=course, scope=scope, data={}, made_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClassSummary.objects.create(course=course, scope="3", data={}, made_at=now)
    assert str(made).startswith(f"Summary of {course.title}, ")


def test_it_goes_with_the_course(course):
    ClassSummary.objects.create(course=course, data={}, made_at=timezone.now())
    course.delete()
    assert not ClassSummary.objects.exists()
