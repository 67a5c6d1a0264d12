"""Export, then import: the same key, and the same score for every answer that both can hold."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.exchange import formats
from quizzes.questions.question import Question
from quizzes.types import question_type, type_names
from tests.quizzes.writing import example_of, quiz_of

HELD = {
    "moodle": {
        "single", "multiple", "true_false", "numeric", "short_text", "blanks", "matching",
        "ordering", "essay",
    },
    "gift": {"single", "multiple", "true_false", "numeric", "short_text", "matching", "essay"},
    "qti": {
        "single", "multiple", "true_false", "numeric", "short_text", "blanks", "matching",
        "ordering", "essay",
    },
}  # fmt: skip
HELD["qti3"] = HELD["qti"]
TRUE_FALSE = "id: t\ntype: true_false\ntext: It is.\nanswer: false\nexplanation: It is not."
ORDERING = """\
id: o
type: ordering
credit: all-or-nothing
text: "Sort {these}: a ~ b = c # d"
items:
  - {id: a, text: First}
  - {id: b, text: Second = 2}
  - {id: c, text: "Third: #3"}
explanation: By number.
"""
CASES = {name: example_of(name) for name in type_names()} | {
    "true_false": TRUE_FALSE,
    "ordering": ORDERING,
}


def there_and_back(text: str, format: str) -> Question:
    """The question after its way through a file of the format."""
    lines = [("  - " if n == 0 else "    ") + line for n, line in enumerate(text.splitlines())]
    quiz = quiz_of("title: There\nquestions:\n" + "\n".join(lines))
    written, _ = formats.export_quiz(quiz, format)
    ours, _, faults = formats.import_quiz(written, format, "Back")
    assert faults == [], ours
    (slot,) = quiz_of(ours).slots
    return slot.variants[0]


def original(text: str) -> Question:
    lines = [("  - " if n == 0 else "    ") + line for n, line in enumerate(text.splitlines())]
    return quiz_of("title: There\nquestions:\n" + "\n".join(lines)).slots[0].variants[0]


def translated(before: Question, after: Question, response: Any) -> Any:
    """The response with the ids of the question that came back: found by their texts."""
    ids = _ids(before, after)
    if isinstance(response, str):
        return ids.get(response, response)
    if isinstance(response, list):
        return [ids.get(entry, entry) for entry in response]
    if isinstance(response, dict):
        return {
            ids.get(k, k): ids.get(v, v) if isinstance(v, str) else v for k, v in response.items()
        }
    return response


def _ids(before: Question, after: Question) -> dict[str, str]:
    if before.type == "blanks":
        pairs = zip(before.body.blanks, after.body.blanks, strict=True)
        return {old.id: new.id for old, new in pairs}
    ids = {}
    for group in ("options", "pairs", "targets", "items"):
        texts = {each.text: each.id for each in getattr(after.body, group, ())}
        for each in getattr(before.body, group, ()):
            ids[each.id] = texts.get(each.text.strip(), each.id)
    return ids


CASE_LIST = [(format, name) for format, names in HELD.items() for name in sorted(names)]


@pytest.mark.parametrize(("format", "name"), CASE_LIST)
def test_key_and_scores_stay(format, name):
    before, after = original(CASES[name]), there_and_back(CASES[name], format)
    assert (after.type, after.points if format != "gift" else 1.0) == (name, before.points)
    samples = before.samples()
    answers = {"key": samples.right} | {k: v.response for k, v in samples.wrong.items()}
    for what, response in answers.items():
        if name == "ordering" and what == "with a distractor":
            continue
        moved = after.parse_response(translated(before, after, response))
        old, new = before.score(before.parse_response(response)), after.score(moved)
        assert new.fraction == pytest.approx(old.fraction, abs=1e-6), what
        assert new.pending == old.pending


@pytest.mark.parametrize(("format", "name"), CASE_LIST)
def test_words_stay(format, name):
    before, after = original(CASES[name]), there_and_back(CASES[name], format)
    gaps = before.type == "blanks"
    assert gaps or after.text.strip() == before.text.strip()
    assert after.explanation.strip() == before.explanation.strip()


@pytest.mark.parametrize("format", formats.FORMATS)
def test_every_type_is_held_or_reported(format):
    for name in type_names():
        lines = CASES[name].splitlines()
        text = "\n".join(("  - " if n == 0 else "    ") + line for n, line in enumerate(lines))
        quiz = quiz_of("title: There\nquestions:\n" + text)
        _, losses = formats.export_quiz(quiz, format)
        left_out = [loss for loss in losses if loss.what.startswith("left out")]
        assert (left_out == []) == (name in HELD[format]), name


def test_a_rule_that_cannot_be_held_is_reported():
    text = CASES["multiple"].replace("credit: balanced", "credit: coverage")
    lines = [("  - " if n == 0 else "    ") + line for n, line in enumerate(text.splitlines())]
    _, losses = formats.export_quiz(quiz_of("title: T\nquestions:\n" + "\n".join(lines)), "moodle")
    assert [loss.what for loss in losses] == ["the credit rule coverage; it becomes net-correct"]


def test_the_variant_of_a_seed_is_written_and_the_generator_reported():
    lines = example_of("numeric").splitlines()
    text = "\n".join(("  - " if n == 0 else "    ") + line for n, line in enumerate(lines))
    quiz = quiz_of("title: T\nquestions:\n" + text)
    first, losses = formats.export_quiz(quiz, "moodle", 1)
    second, _ = formats.export_quiz(quiz, "moodle", 2)
    assert first != second
    assert losses[0].what == "the generator stays behind; this is its variant for seed 1"


def test_types_say_themselves_what_other_systems_hold():
    held = set()
    for name in type_names():
        question = original(CASES[name])
        if question_type(name).to_neutral(question.body) is not None:
            held.add(name)
    assert held == HELD["moodle"]
