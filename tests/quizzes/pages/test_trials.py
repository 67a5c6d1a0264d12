"""A self-check without an attempt: what is asked, what is graded, what is never told before."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import QueryDict

from courseware.items.kinds import kind_named
from grader.files.faults import Faults
from quizzes.models import Attempt
from quizzes.pages import trials

pytestmark = pytest.mark.django_db
DOUBLED = """\
title: Doubled
self_check: true
questions:
  - id: double
    type: numeric
    variants: {seeds: 50, draw: {a: 'whole(2, 99)'}}
    text: What is twice {{ a }}?
    answer: '{{ 2 * a }}'
    tolerance: exact
    explanation: Twice {{ a }} is {{ 2 * a }}.
  - id: zero
    type: single
    text: Which penalty gives zeros?
    options:
      - {id: l1, text: L1, correct: true, feedback: The kink keeps it.}
      - {id: l2, text: Squared L2, feedback: Its slope fades away.}
    explanation: The slope stays.
"""


@pytest.fixture
def item(make_quiz):
    return make_quiz(DOUBLED, slug="doubled", public_trial=True)


def number_in(context) -> int:
    found = re.search(r"twice (\d+)", context["rows"][0]["question"].text)
    assert found
    return int(found[1])


def post(**fields: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(fields)
    return query


def option(trial, name: str) -> str:
    rows = trials.selectors.attempt_questions(trial.attempt)
    return trials.OpaqueIds(trial.name, rows[1].question).opaque_id("option", name)


def test_each_time_there_are_fresh_numbers(item):
    asked = {number_in(trials.open_context(trials.new_trial(item))) for _ in range(20)}
    assert len(asked) > 3


def test_the_answer_is_graded_for_the_numbers_that_were_shown_and_explained(item):
    trial = trials.new_trial(item)
    number = number_in(trials.open_context(trial))
    again = trials.trial_of(item, post(**{trials.TOKEN: trial.token}))
    assert again is not None

    result = trials.answered_context(again, post(double=str(2 * number), zero=option(trial, "l2")))

    assert [row["state"] for row in result["rows"]] == ["right", "wrong"]
    assert result["state"] == "partly" and not result["is_open"] and result["fresh"]
    assert result["rows"][0]["question"].explanation == f"Twice {number} is {2 * number}."
    assert result["visible"].key and result["visible"].explanation
    assert not Attempt.objects.exists()


def test_what_cannot_be_read_stays_in_its_field_with_the_other_answers(item):
    trial = trials.new_trial(item)
    chosen = option(trial, "l1")
    context = trials.answered_context(trial, post(double="two", zero=chosen))
    number, choice = context["rows"]
    assert context["is_open"] and number["error"] and number["error"] in context["notices"]
    assert number["page"]["given"] == "two"
    assert [entry["chosen"] for entry in choice["page"]["options"] if entry["id"] == chosen] == [
        True
    ]


def test_nothing_at_all_is_no_answer(item):
    context = trials.answered_context(trials.new_trial(item), post())
    assert context["is_open"]
    assert context["notices"] == ["Nothing was submitted: answer first, then check."]


def test_a_form_that_was_forged_or_made_for_other_questions_is_none(item, make_quiz, monkeypatch):
    token = trials.new_trial(item).token
    other = make_quiz(DOUBLED, slug="other")
    assert trials.trial_of(item, post(**{trials.TOKEN: token[:-1]})) is None
    assert trials.trial_of(item, post()) is None
    assert trials.trial_of(other, post(**{trials.TOKEN: token})) is None
    monkeypatch.setattr(trials, "EXPIRES", -timedelta(seconds=1))
    assert trials.trial_of(item, post(**{trials.TOKEN: token})) is None


def test_only_self_checks_can_be_tried(tmp_path):
    kind = kind_named("quiz")

    def fault(text: str) -> str:
        path, faults = tmp_path / "tried.yaml", Faults()
        path.write_text(text)
        definition = kind.read(path, faults, "tried.yaml")
        assert definition is not None, list(faults)
        return kind.trial_fault(definition)

    assert fault(DOUBLED) == ""
    assert "has no self_check: true" in fault(DOUBLED.replace("self_check: true\n", ""))
