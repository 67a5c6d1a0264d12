import pytest
from django.urls import resolve, reverse

from quizzes.urls import urlpatterns

ARGUMENTS = {"slug": "penalties", "pk": 7, "question": "zero", "number": 2}


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_each_address_leads_to_its_view_and_back(pattern):
    names = pattern.pattern.converters
    address = reverse(
        f"quizzes:{pattern.name}",
        kwargs={"course": "ml"} | {name: ARGUMENTS[name] for name in names},
    )
    assert address.startswith("/courses/ml/quizzes/")
    match = resolve(address)
    assert (match.url_name, match.func) == (pattern.name, pattern.callback)


def test_a_quiz_cannot_take_the_address_of_the_pages_for_authors():
    assert resolve("/courses/ml/quizzes/authors/coverage/").url_name == "coverage"
    assert resolve("/courses/ml/quizzes/authors/").url_name == "quiz"


@pytest.mark.parametrize("pk", ["x", "-1", "1.5"])
def test_only_numbers_are_attempts(pk):
    from django.urls import Resolver404

    with pytest.raises(Resolver404):
        resolve(f"/courses/ml/quizzes/penalties/attempts/{pk}/")
