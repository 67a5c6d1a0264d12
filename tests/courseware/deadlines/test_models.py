from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension
from courseware.people.models import Section
from tests.factories import make_item

pytestmark = pytest.mark.django_db


def test_an_extension_gives_what_its_fields_say(course, ben):
    values = {"shift_minutes": 60, "time_factor": 1.5, "extra_minutes": 10, "extra_attempts": 2}
    extension = Extension(course=course, user=ben, **values)
    hour, ten = timedelta(hours=1), timedelta(minutes=10)
    assert extension.grant == Grant(None, None, hour, 1.5, ten, 2)
    assert str(extension) == f"all items for {ben}"
    assert Extension(course=course, user=ben).grant == NO_GRANT


def test_one_for_each_item_and_one_for_all(course, ben):
    section = Section.objects.create(course=course, name="A")
    for whom in ({"user": ben}, {"section": section}):
        for item in (make_item(course), None):
            Extension.objects.create(course=course, item=item, **whom)
            with pytest.raises(IntegrityError), transaction.atomic():
                Extension.objects.create(course=course, item=item, **whom)
    assert Extension.objects.count() == 4


@pytest.mark.parametrize(
    "fields", [{"time_factor": 0.9}, {"extra_minutes": -1}, {"shift_minutes": -1}], ids=str
)
def test_nothing_can_be_taken_away(course, ben, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(course=course, user=ben, **fields)


def test_one_for_nobody_is_refused(course):
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(course=course)
