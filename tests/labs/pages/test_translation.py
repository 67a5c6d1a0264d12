"""Whether the pages of labs can be shown in another language as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from grader import messages
from labs.models import State
from tests.labs.writing import FILES
from tests.pseudo_language import pseudo_language, untranslated

pytestmark = pytest.mark.django_db

# What authors and people wrote, and what is the same in every language.
CONTENT = " ".join(
    [*FILES.values(), "Ada Ben UTC SHA-256 NumPy Python L9.1 Return for every entry"]
)
REPORT = {
    "verdict": "wrong_values",
    "correctness": {"score": 0.5, "passed": 1, "of": 2, "first": "one two three"},
    "memory": {"submission_mib": 2, "reference_mib": 1},
    "receipt": {"code": "ab", "numpy": "2.4", "host": "x"},
}
ACCURACY = {
    "name": "entry",
    "value": 0.5,
    "credit": 0.5,
    "full_at": 1.0,
    "zero_at": 0.0,
    "baseline": 0.0,
    "reference": 1.0,
    "digits": 1,
}
REACHED = REPORT | {"result": {"measures": [ACCURACY], "public": False}}
HINT = messages.message("Every value is {factor} times ours.", factor=2)
CASES = [
    {
        "name": "one two three",
        "visible": True,
        "passed": False,
        "verdict": "wrong_values",
        "sentence": "The answer's values are wrong.",
        "hint": str(HINT),
        "hint_message": messages.encode(HINT),
        "expected": "[2.]",
        "got": "[3.]",
        "worst": {"index": "0", "expected": "2", "got": "3", "error": "1"},
    },
    {"name": "drawn numbers", "visible": False, "passed": True, "verdict": "passed"},
]


def page_of(client: Any, address: str) -> str:
    with pseudo_language():
        return client.get(address).content.decode()


@pytest.fixture
def content(course: Any) -> str:
    return f"{CONTENT} {course.title}"


def test_the_page_of_a_lab(client: Any, lab: Any, ben: Any, content: str) -> None:
    client.force_login(ben)
    assert untranslated(page_of(client, lab.get_absolute_url()), content, "ben") == []


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.FAILED, State.DONE])
def test_results_and_the_submission(
    client: Any, lab: Any, ben: Any, make_submission: Any, content: str, state: str
) -> None:
    done = state == State.DONE
    fields = {"verdict": "wrong_values", "score": 40.0, "correctness": 0.5, "report": REPORT}
    submission = make_submission(state=state, **(fields if done else {}))
    for position, case in enumerate(CASES if done else []):
        submission.cases.create(position=position, result=case)
    client.force_login(ben)
    for address in (
        lab.get_absolute_url(),
        submission.get_absolute_url(),
        reverse("labs:history", args=[lab.course.slug, lab.slug]),
    ):
        assert untranslated(page_of(client, address), content, "ben") == [], address


def test_what_a_model_reached(client: Any, ben: Any, make_submission: Any, content: str) -> None:
    done = {"state": State.DONE, "verdict": "below_target", "report": REACHED}
    make_submission(**done)
    submission = make_submission(**done)
    client.force_login(ben)

    page = page_of(client, submission.get_absolute_url())
    assert untranslated(page, content, "ben") == []
    assert "⟦That equals your best so far.⟧" in page


def test_the_graders_messages_are_worded_by_the_site(
    client: Any, ben: Any, make_submission: Any
) -> None:
    submission = make_submission(state=State.DONE, verdict="wrong_values", report=REPORT)
    submission.cases.create(position=0, result=CASES[0])
    client.force_login(ben)

    page = page_of(client, submission.get_absolute_url())
    assert "⟦Every value is 2 times ours.⟧" in page
    assert "⟦The answer&#x27;s values are wrong.⟧" in page
