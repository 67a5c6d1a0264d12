import pytest
from django.http import Http404

from courseware.people.models import Enrollment
from quizzes.selectors.own_attempt import AttemptLookup, versions_of
from tests.factories import make_student, make_user
from tests.quizzes.attempts import RIGHT, save


def lookup(attempt, user=None, **place):
    fields = {"course": "ml", "slug": attempt.item.slug, "pk": attempt.pk} | place
    return AttemptLookup.at(**fields, user=user or attempt.user)


def test_the_owner_finds_the_attempt_with_its_clock_in_one_query(
    attempt, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = lookup(attempt).attempt_or_404()
        assert found.item.slug == attempt.item.slug
    assert (found, found.has_extension) == (attempt, False)


@pytest.mark.parametrize("place", [{"course": "other"}, {"slug": "other"}, {"pk": 10**6}], ids=str)
def test_another_address_finds_nothing(attempt, place):
    elsewhere = lookup(attempt, **place)
    with pytest.raises(Http404):
        elsewhere.attempt_or_404()
    with pytest.raises(Http404):
        elsewhere.page_questions_or_404()
    assert elsewhere.locked({"zero"}) == elsewhere.locked({"zero", "cures"}) == {}


def test_another_student_finds_nothing(attempt, course):
    assert not lookup(attempt, make_student(course)).attempts.exists()


def test_who_left_the_course_finds_nothing(attempt):
    Enrollment.objects.filter(user=attempt.user).delete()
    assert not lookup(attempt).attempts.exists()
    assert AttemptLookup.of(attempt).attempts.get() == attempt  # for services, which have checked


def test_a_superuser_needs_no_enrollment(attempt):
    root = make_user("root", is_superuser=True)
    assert not lookup(attempt, root).enrolled
    assert not lookup(attempt, root).attempts.exists()  # but an attempt of their own


def test_a_retired_quiz_is_not_found(attempt):
    attempt.item.retired = True
    attempt.item.save()
    assert not lookup(attempt).attempts.exists()


@pytest.mark.parametrize("questions", [{"zero"}, {"zero", "grow"}, {"zero", "no-such"}], ids=sorted)
def test_of_the_questions_those_that_exist_come_with_their_attempt(attempt, questions):
    found = lookup(attempt).locked(questions)
    assert set(found) == questions - {"no-such"}
    assert {response.attempt for response in found.values()} == {attempt}


def test_names_that_no_database_stores_find_nothing(attempt):
    assert set(lookup(attempt).locked({"zero", "a\x00b"})) == {"zero"}


def test_the_page_shows_all_questions_or_the_one_that_is_reached(begin, attempt):
    assert lookup(attempt).page_questions_or_404() == ["zero", "cures", "grow"]
    assert lookup(begin("one_way: true\n")).page_questions_or_404() == ["zero"]


def test_every_save_makes_a_version(attempt):
    assert versions_of(attempt) == {"zero": 0, "cures": 0, "grow": 0}
    save(attempt, RIGHT)
    assert versions_of(attempt) == {"zero": 1, "cures": 0, "grow": 0}
