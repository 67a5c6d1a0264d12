"""Whether the pages of quizzes can be shown in another language as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from quizzes.services import finish_attempt
from tests.pseudo_language import pseudo_language, untranslated
from tests.quizzes.writing import QUIZ

pytestmark = pytest.mark.django_db

# What authors and people wrote: the quiz's file, names of people, types and events.
KEYS = "Width by […], depth by […] neurons, layers Clipping; A lower rate"
CONTENT = f"{QUIZ} {KEYS} Ada Ben UTC single multiple blanks"


def page_of(client: Any, address: str) -> str:
    with pseudo_language():
        return client.get(address).content.decode()


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
