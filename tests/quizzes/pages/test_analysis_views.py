"""An instructor's page about the questions; what it says is tested with the analysis."""

import pytest
from django.urls import reverse

from tests.quizzes.regrading import L2, complete_attempt


@pytest.fixture
def url(make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L2)
    return reverse("quizzes:analysis", args=["ml", item.slug])


def test_instructors_see_it_and_students_do_not(client, url, ada, ben):
    for person, status in ((ben, 403), (ada, 200)):
        client.force_login(person)
        assert client.get(url).status_code == status


def test_a_page_with_current_figures_loads_itself(client, url, ada):
    client.force_login(ada)
    client.get(url)
    answer = client.get(url, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
