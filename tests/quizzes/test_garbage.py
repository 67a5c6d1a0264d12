"""No form of a quiz answers 500, whatever is sent to it, and an accepted answer is never lost."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizzes import selectors, services
from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.types import type_names
from tests.quizzes.test_no_hints import as_entry
from tests.quizzes.writing import example_of

ROUNDS = 30  # of each form; the seed is fixed, so that a failure comes again
VALUES = [
    "", " ", "0", "1", "-1", "2", "nan", "inf", "-0", "1e999", "1e-999", "1,5", "1/0", "0x10",
    "9" * 5000, "1" + "0" * 400, "1e" + "9" * 50, "٣", "²", "½", "𝟙", "true", "TRUE", "None",
    "\x00", "a\x00b", "\ud800", "\u202e", "\r\n", "[]", "{}", "null", "[" * 5000, "a b c",
    "?", "?:1", ":", "::", "x:" + "1" * 5000, "x:-1", "x:9", "x:x", "<b>", "'", '"', "%s",
    "(" * 499, "x**x**x", "__import__('os')", "lambda: 0", "1 if 1 else 1", "x.y", "1_000", "e^e^e",
    "../..", "é" * 300, "a" * 30_000, "2024-01-01", "on", "1 2 3", "1\t2",
]  # fmt: skip
NAMES = [
    "", "x", "0-0", "99-99", "verdict", "reason", ":certainty", ":page", ":go", "place-", "indent-",
    "place-x", ".", "..", "a.b", "\x00", "é", "0", "-1", "__class__", "a" * 500,
]  # fmt: skip


def strict(client: Client, user: Any) -> Client:
    client.raise_request_exception = False
    client.force_login(user)
    return client


@pytest.fixture
def attempt(make_quiz, ben):
    """One question of each type, which can be checked."""
    text = "title: All\ntries: {rule: adaptive}\nquestions:\n"
    text += "".join(as_entry(example_of(kind)) for kind in type_names())
    return services.start_attempt(item=make_quiz(text), user=ben)


def pieces(rng: random.Random, attempt: Any) -> tuple[list[str], list[str]]:
    """Names of fields and values, good and bad, of an attempt."""
    names, values = ["basis", "changed", "check", "next", "finish", ":go", ":page"], list(VALUES)
    for row in selectors.attempt_questions(attempt):
        own = OpaqueIds(attempt.pk, row.question)
        right = own.to_form(row.question.parse_response(row.question.samples().right))
        parts = [*right, *NAMES]
        names += [f"{row.question.id}.{part}" if part else row.question.id for part in parts]
        values += [value for given in right.values() for value in given]
        values += [row.question.id, f"{row.question.id}:0:1:me", f"{row.question.id}:{'9' * 400}::"]
        values += [f"{value}:{'7' * 5000}" for given in right.values() for value in given[:1]]
    return names, values


def form(rng: random.Random, names: list[str], values: list[str]) -> dict[str, list[str]]:
    chosen = rng.choices(names, k=rng.randint(1, 12))
    posted = {name: rng.choices(values, k=rng.choice([0, 1, 1, 1, 2, 5])) for name in chosen}
    if rng.random() < 0.6:
        posted["changed"] = [*rng.choices(names, k=rng.randint(0, 4)), *chosen[:3]]
    return posted


def utf8(text: str) -> str:
    """As a browser would encode it."""
    return text.encode("utf-8", "replace").decode()


def sent(client: Client, address: str, posted: dict[str, list[str]]) -> None:
    clean = {name: list(map(utf8, values)) for name, values in posted.items()}
    response = client.post(address, clean)
    assert response.status_code < 500, (response.status_code, address, str(posted)[:2000])


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 8))]
)
def test_saving_checking_and_going_on(client, attempt, ben, seed):
    rng = random.Random(seed)
    client = strict(client, ben)
    names, values = pieces(rng, attempt)
    save = reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])
    for _ in range(ROUNDS):
        sent(client, save, form(rng, names, values))
        page = client.get(attempt.get_absolute_url(), {"question": utf8(rng.choice(values))})
        assert page.status_code == 200
    sent(client, reverse("quizzes:finish", args=["ml", attempt.item.slug, attempt.pk]), {})
    for _ in range(10):
        sent(client, save, form(rng, names, values))
    assert client.get(attempt.get_absolute_url()).status_code == 200


def test_raw_bodies(client, attempt, ben):
    client = strict(client, ben)
    save = reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])
    bodies = [b"", b"\xff\xfe", b"%", b"%00=%00", b"changed=%ED%A0%80", b"a=1&" * 900, b"=" * 1000,
              b"[" * 100_000, b"changed=a&changed=a&a=1&a=2"]  # fmt: skip
    kinds = ["application/x-www-form-urlencoded", "application/json", "text/plain", "", "x",
             "multipart/form-data", "multipart/form-data; boundary=x",
             "application/x-www-form-urlencoded; charset=utf-16",
             "application/x-www-form-urlencoded; charset=no-such"]  # fmt: skip
    for kind in kinds:
        for body in bodies:
            response = client.generic("POST", save, body, content_type=kind)
            assert response.status_code < 500, (kind, body[:40])


@pytest.mark.slow
def test_accommodations_and_regrades(client, attempt, ada):
    rng = random.Random("people")
    services.finish_attempt(attempt=attempt, by=attempt.user)
    client = strict(client, ada)
    place = ["ml", attempt.item.slug]
    granted = reverse("extension-give", args=["ml"])
    override = reverse("override", args=["ml", attempt.user_id, "quiz", attempt.item.slug])
    regrade = reverse("regrade-new", args=["ml", "quiz", place[1]])
    names = ["whom", "item",
             "reason", "time_factor", "extra_minutes", "later_days", "extra_attempts", "due_at",
             "closes_at", "points", "revision", "part", "people", "work", *NAMES]  # fmt: skip
    usual = {"whom": [f"student:{attempt.user_id}"], "item": [""], "time_factor": ["1"],
             "later_days": ["1"], "extra_attempts": ["0"], "reason": ["x"]}  # fmt: skip
    for _ in range(ROUNDS):
        posted = form(rng, names, VALUES)
        for address in (granted, override, regrade):
            sent(client, address, posted)
        sent(client, granted, usual | {rng.choice(names): rng.choices(VALUES)})
    assert client.get(granted).status_code == 200
