"""An instructor's pages about the questions: item analysis and regrades."""

import pytest
from django.urls import reverse

from quizzes import services
from tests.quizzes.services.test_regrades import L2, complete_attempt, correct_key, work


@pytest.fixture
def item(make_quiz):
    return make_quiz()


@pytest.fixture
def gains(item, ben):
    return complete_attempt(item, ben, L2)


def test_the_page_shows_the_dry_run_and_applies_it(client, item, gains, ada):
    correct_key(item)
    client.force_login(ada)
    url = reverse("quizzes:regrade", args=["ml", item.slug])
    page = client.post(url, {"dry_run": "1"}, follow=True).content.decode()
    assert "Previewing the changes of revision 2" in page
    assert "0 of 1 attempts" in page
    work(item)
    page = client.get(url).content.decode()
    assert "<strong>1</strong> would gain points, and <strong>0</strong> would lose points." in page
    gains.refresh_from_db()
    assert gains.earned == 0.0
    assert (
        "Regrading with revision 2"
        in client.post(url, {"reason": "A slip."}, follow=True).content.decode()
    )
    work(item)
    page = client.get(url).content.decode()
    assert "ben, attempt 1: 0 to 2" in page
    assert "would gain" not in page  # that was before
    assert item.regrades.get(dry_run=False).reason == "A slip."
    client.post(url, {"dry_run": "1"})
    work(item)
    assert "Every attempt already has the points" in client.get(url).content.decode()


def test_an_open_page_hears_how_far_it_is_and_loads_itself_at_the_end(client, item, gains, ada):
    correct_key(item)
    client.force_login(ada)
    services.start_regrade(item=item, by=ada)
    url = reverse("quizzes:regrade-progress", args=["ml", item.slug])
    assert "0 of 1 attempts" in client.get(url).content.decode()
    work(item)
    assert client.get(url)["HX-Refresh"] == "true"


def test_students_cannot_grade_again(client, item, gains):
    client.force_login(gains.user)
    url = reverse("quizzes:regrade", args=["ml", item.slug])
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    url = reverse("quizzes:regrade-progress", args=["ml", item.slug])
    assert client.get(url).status_code == 403


def test_a_reason_for_grading_again_that_is_too_long_comes_back(client, ada, item):
    client.force_login(ada)
    reason = "The key was wrong. " * 20
    response = client.post(reverse("quizzes:regrade", args=["ml", item.slug]), {"reason": reason})
    assert response.status_code == 422
    assert reason.strip() in response.content.decode()
