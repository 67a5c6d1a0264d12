from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quizzes.delivery.clock import Allowance
from quizzes.models import Accommodation


def test_an_accommodation_gives_what_its_fields_say(course, ben):
    accommodation = Accommodation(
        course=course,
        user=ben,
        multiplier=1.5,
        extra_minutes=10,
        shift_minutes=60,
        extra_attempts=2,
    )
    expected = Allowance(1.5, timedelta(minutes=10), timedelta(hours=1), 2)
    assert accommodation.allowance == expected
    assert str(accommodation) == f"{ben}: all quizzes"


def test_what_is_left_out_grants_nothing(course, ben):
    assert Accommodation(course=course, user=ben).allowance == Allowance()


def test_one_for_each_quiz_and_one_for_all(course, ben, make_quiz):
    item = make_quiz()
    for quiz in (item, None):
        Accommodation.objects.create(course=course, user=ben, item=quiz)
        with pytest.raises(IntegrityError), transaction.atomic():
            Accommodation.objects.create(course=course, user=ben, item=quiz)
    assert Accommodation.objects.count() == 2


@pytest.mark.parametrize(
    "fields", [{"multiplier": 0.9}, {"extra_minutes": -1}, {"shift_minutes": -1}], ids=str
)
def test_nothing_can_be_taken_away(course, ben, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Accommodation.objects.create(course=course, user=ben, **fields)
