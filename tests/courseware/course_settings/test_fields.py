from datetime import UTC, datetime
from decimal import Decimal

import pytest

from courseware.course_settings.fields import ITEM_FIELDS, fields_of
from tests.factories import make_course, make_item

DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("due_at", DUE, "Fri 4 Dec 2026, 18:00 UTC"),
        ("due_at", None, "–"),
        ("points", Decimal("7.5"), "7.5"),
        ("retired", True, "yes"),
        ("retired", False, "no"),
        ("title", "Dropout", "Dropout"),
        ("late_policy", None, "same as the course"),
        ("late_policy", {"per_day": 10}, "10% off per day"),
    ],
)
def test_a_value_as_data_and_in_words(name, value, words):
    field = ITEM_FIELDS[name]
    assert field.value(field.plain(value)) == value
    assert field.words(field.plain(value)) == words


@pytest.mark.django_db
def test_every_field_is_one_of_the_model():
    course = make_course()
    for target in (course, make_item(course)):
        for name in fields_of(target):
            assert hasattr(target, name)
