"""Trying a self-check without an account, with and without script."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from quizzes.models import Attempt, Event, Response
from quizzes.pages import trials

pytestmark = pytest.mark.django_db
CHECK = """\
title: One question
self_check: true
questions:
  - id: zero
    type: single
    text: Which penalty gives zeros?
    options:
      - {id: l1, text: L1, correct: true, feedback: The kink keeps it.}
      - {id: l2, text: Squared L2, feedback: Its slope fades away.}
    explanation: The slope of the absolute value stays.
"""
ADDRESS = "/courses/ml/quizzes/zeros/try/"
HTMX = {"HX-Request": "true"}
SECRETS = ("The kink keeps it.", "Its slope fades away.", "The slope of the absolute value stays.")


@pytest.fixture
def item(make_quiz):
    return make_quiz(CHECK, slug="zeros", public_trial=True)


def answer(client, text: str, **sent):
    """Chooses the option with this text on a page as it was loaded."""
    page = client.get(ADDRESS).text
    token = re.search(r'name=":trial" value="([^"]+)"', page)
    options = dict(re.findall(r'name="zero" value="(\w+)"> <span[^>]*>(.*?)</span>', page))
    chosen = next(name for name, shown in options.items() if text in shown)
    return client.post(ADDRESS, {":trial": token[1], "zero": chosen}, **sent)


def test_before_the_answer_the_page_tells_nothing_of_it(client, item):
    response = client.get(ADDRESS)
    assert "Which penalty gives zeros?" in response.text
    assert not any(secret in response.text for secret in SECRETS)
    assert 'value="l1"' not in response.text
    assert "no-store" in response["Cache-Control"]


def test_the_answer_is_explained_at_once_and_nothing_is_stored(client, item):
    right = answer(client, "L1")
    assert right.status_code == 200
    assert "Correct" in right.text and SECRETS[0] in right.text and SECRETS[2] in right.text
    wrong = answer(client, "Squared", headers=HTMX)
    assert "Incorrect" in wrong.text and SECRETS[1] in wrong.text and "<html" not in wrong.text
    assert f'href="{ADDRESS}"' in wrong.text
    assert not any(model.objects.exists() for model in (Attempt, Response, Event))


def test_an_empty_form_and_an_old_one_say_what_to_do(client, item):
    token = trials.new_trial(item).token
    empty = client.post(ADDRESS, {":trial": token})
    assert (empty.status_code, "answer first" in empty.text) == (422, True)
    old = client.post(ADDRESS, {":trial": "x"})
    assert (old.status_code, "Here is a new copy" in old.text) == (409, True)
    assert "Which penalty gives zeros?" in old.text


def test_over_the_limit_the_page_says_when_to_come_again_and_keeps_the_choice(
    client, item, settings
):
    settings.PUBLIC_ANSWERS_PER_ADDRESS = 1
    answer(client, "L1")
    response = answer(client, "L1")
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Wait 60 minutes" in response.text
    assert re.search(r'name="zero" value="\w+"[^>]* checked', response.text)
    assert not any(secret in response.text for secret in SECRETS)


def test_a_form_of_another_site_is_refused(item):
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, {":trial": trials.new_trial(item).token})
    assert response.status_code == 403


def test_what_visitors_may_not_try_has_no_such_page(client, item, settings):
    settings.PUBLIC_TRIALS = False
    assert client.get(ADDRESS).status_code == client.post(ADDRESS).status_code == 404
