"""A quiz form without script that is refused comes back with everything that it held."""

from datetime import timedelta
from html import escape

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import selectors, services
from quizzes.questions.opaque_ids import OpaqueIds
from tests.quizzes.test_no_hints import as_entry
from tests.quizzes.writing import example_of

LONG = "A thought. " * 1900  # more than an essay takes
# By type: fields by part that cannot be read, and what must stand in the page again.
WRONG = {
    "numeric": {"": "about a half"},
    "formula": {"": "2 +* z"},
    "short_text": {"": "y" * 201},
    "essay": {"": LONG},
    "code": {"": "x = 1  # " + "n" * 20_000},
    "matrix": {"0-0": "one half", "0-1": "0.25"},
    "plot": {"x": "left of zero"},
    "blanks": {"dimensions": "z" * 201, "depth": "layers"},
}


@pytest.fixture
def begun(make_quiz, ben, client):
    def begin(*kinds):
        text = "title: One\nquestions:\n" + "".join(as_entry(example_of(kind)) for kind in kinds)
        client.force_login(ben)
        return services.start_attempt(item=make_quiz(text), user=ben)

    return begin


def save_address(attempt):
    return reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])


def fields_of(row, parts):
    names = OpaqueIds(row.response.attempt_id, row.question)
    rename = row.question.type == "blanks"
    named = {
        names.opaque_id("blank", part) if rename else part: text for part, text in parts.items()
    }
    return {row.question.id + (f".{part}" if part else ""): text for part, text in named.items()}


@pytest.mark.parametrize("kind", sorted(WRONG))
def test_what_cannot_be_read_stands_in_its_fields_again(client, begun, kind):
    attempt = begun(kind, "single")
    row, other = selectors.attempt_questions(attempt)
    (chosen, *_) = OpaqueIds(attempt.pk, other.question).template_context(None)[1]["options"]
    posted = fields_of(row, WRONG[kind]) | {other.question.id: chosen["id"], "finish": "1"}
    response = client.post(save_address(attempt), posted)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("Question 1 was not saved.") == 2  # at the top, and beside its fields
    for text in WRONG[kind].values():
        assert escape(text.strip()) in page
    assert f'value="{chosen["id"]}" checked' in page  # the other one is saved
    assert attempt.responses.get(question=other.question.id).answer is not None
    assert attempt.responses.get(question=row.question.id).answer is None


def test_an_order_with_a_place_taken_twice_comes_back(client, begun):
    attempt = begun("parsons")
    (row,) = selectors.attempt_questions(attempt)
    options = OpaqueIds(attempt.pk, row.question).template_context(None)[1]["options"]
    posted = {f"{row.question.id}.place-{option['id']}": "2" for option in options[:2]}
    posted |= {f"{row.question.id}.indent-{options[0]['id']}": "3"}
    response = client.post(save_address(attempt), posted)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count('<option value="2" selected>') == 2
    assert page.count('<option value="3" selected>') == 1


def test_what_comes_too_late_and_cannot_be_read_is_shown(client, begun):
    attempt = begun("essay", "numeric")
    essay, numeric = selectors.attempt_questions(attempt)
    posted = fields_of(essay, {"": "Because of the kink."}) | fields_of(numeric, {"": "a half"})
    attempt.item.closes_at = timezone.now() - timedelta(minutes=1)
    attempt.item.save()
    page = client.post(save_address(attempt), posted).content.decode()
    assert "time ran out" in page
    assert 'value="a half"' in page
    assert ">\nBecause of the kink.</textarea>" in page or "Because of the kink." in page
    services.finish_attempt(attempt=attempt, by=attempt.user)
    response = client.post(save_address(attempt), posted | fields_of(essay, {"": LONG}))
    page = response.content.decode()
    assert response.status_code == 409
    assert "was submitted at" in page
    assert LONG.strip() in page
    assert "a half" in page


def test_code_that_came_too_late_is_kept_whole(client, begun):
    attempt = begun("code")
    (row,) = selectors.attempt_questions(attempt)
    code = "def relu(x):\n    return max(x, 0)\n" + "# a long remark\n" * 30
    services.finish_attempt(attempt=attempt, by=attempt.user)
    client.post(save_address(attempt), {"changed": row.question.id, row.question.id: code})
    assert escape(code) in client.get(attempt.get_absolute_url()).content.decode()
