"""Questions of a submitted attempt that a person can ask about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes.places import place, reference_of
from tests.quizzes.attempts import RIGHT, finish, save


@pytest.fixture
def submitted(attempt):
    save(attempt, RIGHT)
    return finish(attempt)


def test_a_question_of_a_submitted_attempt_is_a_place(submitted, ben):
    found = place(submitted.item, reference_of(submitted.pk, "zero"), ben)
    assert found.title == "Question 1 of attempt 1"
    assert found.url == submitted.question_url(1)


def test_an_attempt_in_progress_is_none(attempt, ben):
    assert place(attempt.item, reference_of(attempt.pk, "zero"), ben) is None


@pytest.mark.parametrize(
    "reference", ["", "attempt", "attempt/x/zero", "attempt/{}/none", "a/{}/zero"]
)
def test_anything_else_is_none(submitted, ben, reference):
    assert place(submitted.item, reference.format(submitted.pk), ben) is None


def test_only_ones_own_attempt_is_a_place(submitted, cleo):
    assert place(submitted.item, reference_of(submitted.pk, "zero"), cleo) is None


def test_each_question_of_the_review_leads_to_the_form(client, submitted, ben, ada):
    client.force_login(ben)
    page = client.get(submitted.get_absolute_url()).content.decode()
    url = reverse("ask", args=["ml", "quiz", submitted.item.slug])
    assert page.count("Ask the staff about this") == 3
    client.post(f"{url}?about=attempt/{submitted.pk}/zero", {"text": "Why not L2?"})
    page = client.get(submitted.get_absolute_url()).content.decode()
    assert page.count("Ask the staff about this") == 2 and "Question for the staff" in page
    client.force_login(ada)
    page = client.get(submitted.get_absolute_url()).content.decode()
    assert "Ask the staff about this" not in page and "Question for the staff" in page
