import pytest

from courseware.people.selectors import students_of
from quizzes.pages.accommodation_form import AccommodationForm
from quizzes.services import NO_GRANT, Grant
from tests.factories import make_student

USUAL = {"multiplier": "1", "extra_minutes": "0", "shift_minutes": "0", "extra_attempts": "0"}


def test_the_initial_values_withdraw_what_was_granted(course, ben):
    form = AccommodationForm(USUAL | {"user": ben.pk}, students=students_of(course))
    assert form.is_valid()
    assert form.grant() == NO_GRANT
    initial = {name: field.initial for name, field in form.fields.items() if name in USUAL}
    assert {name: str(value) for name, value in initial.items()} == USUAL


def test_the_values_are_granted_as_they_are_typed(course, ben):
    typed = {
        "multiplier": "1.5",
        "extra_minutes": "2.5",
        "shift_minutes": "60",
        "extra_attempts": "1",
    }
    form = AccommodationForm(typed | {"user": ben.pk}, students=students_of(course))
    assert form.is_valid()
    assert form.grant() == Grant(1.5, 2.5, 60.0, 1)


def test_students_of_the_course_are_offered_by_name(course, ada, ben, cleo):
    first = make_student(course, "zoe", last_name="Able", first_name="Zoe")
    make_student(course, "al", last_name="Zorn")
    names = list(AccommodationForm(students=students_of(course)).fields["user"].queryset)
    assert ada not in names and cleo not in names
    assert names.index(first) < len(names) - 1
    assert AccommodationForm(students=students_of(course)).fields["user"].label_from_instance(
        ben
    ) == (ben.display_name)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("multiplier", "0.5"),
        ("multiplier", "11"),
        ("extra_minutes", "-1"),
        ("extra_minutes", "1441"),
        ("shift_minutes", "inf"),
        ("extra_attempts", "1.5"),
        ("extra_attempts", "101"),
        ("reason", "x" * 201),
    ],
)
def test_values_out_of_range_are_errors(course, ben, field, value):
    form = AccommodationForm(USUAL | {"user": ben.pk, field: value}, students=students_of(course))
    assert list(form.errors) == [field]


def test_somebody_from_another_course_cannot_be_chosen(course, cleo):
    assert (
        "user" in AccommodationForm(USUAL | {"user": cleo.pk}, students=students_of(course)).errors
    )
