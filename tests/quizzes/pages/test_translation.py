"""Whether the pages of quizzes can be shown in another language as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from quizzes.services import finish_attempt, start_attempt
from tests.pseudo_language import machine_values, pseudo_language, untranslated
from tests.quizzes.writing import QUIZ

pytestmark = pytest.mark.django_db

# What authors and people wrote: the quiz's file, names of people, types and events.
KEYS = "Width by […], depth by […] neurons, layers Clipping; A lower rate"
CONTENT = f"{QUIZ} {KEYS} Ada Ben UTC single multiple blanks"


def page_of(client: Any, address: str) -> str:
    with pseudo_language():
        return client.get(address).content.decode()


def values_of(client: Any, address: str, language: str) -> list[tuple[str, str, str]]:
    response = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    return machine_values(page)


def addresses(item: Any, *names: str) -> list[str]:
    return [reverse(f"quizzes:{name}", args=[item.course.slug, item.slug]) for name in names]


def test_pages_of_a_student(client: Any, attempt: Any, ben: Any) -> None:
    item, client_content = attempt.item, f"{CONTENT} {attempt.item.course.title}"
    client.force_login(ben)
    finish = reverse("quizzes:finish", args=[item.course.slug, item.slug, attempt.pk])
    for address in (item.get_absolute_url(), attempt.get_absolute_url(), finish):
        assert untranslated(page_of(client, address), client_content, "ben") == [], address

    finish_attempt(attempt=attempt, by=ben)
    for address in (item.get_absolute_url(), attempt.get_absolute_url()):
        assert untranslated(page_of(client, address), client_content, "ben") == [], address


def test_pages_of_an_instructor(client: Any, attempt: Any, ada: Any, ben: Any) -> None:
    item, content = attempt.item, f"{CONTENT} {attempt.item.course.title}"
    finish_attempt(attempt=attempt, by=ben)
    client.force_login(ada)
    record = reverse("quizzes:record", args=[item.course.slug, item.slug, attempt.pk])
    pages = addresses(item, "people", "analysis", "author")
    pages = [*pages, reverse("regrades", args=["ml"])]
    for address in (attempt.get_absolute_url(), record, *pages):
        assert untranslated(page_of(client, address), content, "ada ben") == [], address


NUMBERS = """title: Numbers
time_limit: 7.5
questions:
  - id: share
    type: numeric
    points: 0.5
    text: How much?
    answer: 0.75
    explanation: So.
  - id: place
    type: plot
    text: Where?
    plot:
      x: {from: -1.5, to: 2.5}
      y: {from: 0, to: 1}
      description: An axis.
    answer: {x: [0.4, 0.6]}
    explanation: There.
"""


@pytest.mark.parametrize("language", ["de", "es"])
def test_scripts_and_drawings_get_the_same_numbers(
    client: Any, make_quiz: Any, ada: Any, ben: Any, language: str
) -> None:
    item = make_quiz(NUMBERS)
    attempt = start_attempt(item=item, user=ben)
    client.force_login(ben)
    pages = [item.get_absolute_url(), attempt.get_absolute_url()]
    for address in pages:
        assert values_of(client, address, language) == values_of(client, address, "en"), address
    finish_attempt(attempt=attempt, by=ben)
    client.force_login(ada)
    for address in [*pages, *addresses(item, "people", "analysis")]:
        assert values_of(client, address, language) == values_of(client, address, "en"), address


def test_a_decimal_comma_is_read_and_shown_on_the_page(
    client: Any, make_quiz: Any, ben: Any
) -> None:
    attempt = start_attempt(item=make_quiz(NUMBERS), user=ben)
    client.force_login(ben)
    names = [reverse(f"quizzes:{name}", args=["ml", attempt.item.slug, attempt.pk])
             for name in ("save", "attempt")]  # fmt: skip
    in_german = {"HTTP_ACCEPT_LANGUAGE": "de"}
    sent = client.post(names[0], {"changed": "share", "share": "1,234"}, **in_german)
    assert sent.json()["readings"] == {"share": "Gelesen als 1,234"}
    answer = attempt.responses.get(question="share")
    assert answer.answer == "1.234"
    assert 'value="1,234"' in client.get(names[1], **in_german).content.decode()
    assert 'value="1.234"' in client.get(names[1]).content.decode()
    refused = client.post(names[0], {"changed": "share", "share": "1.234"}, **in_german)
    assert "„1.234“ kann 1234 oder 1,234 bedeuten" in refused.json()["sentence"]
    answer.refresh_from_db()
    assert answer.answer == "1.234"
