"""The form of a lab that asks for answers instead of code, and what is posted with it.

What is posted becomes one text (`grader.lab.answer_form`), which is stored and graded like code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from courseware.chapters.markdown import render_inline
from courseware.ui.grader_messages import translated
from grader.lab.answer_form import (
    CHOICES,
    STATE,
    AnswersError,
    read_answers,
    write_answers,
)
from grader.playground import StateError, parse_state
from labs.submissions.refusals import SubmissionRefused

POSTED = "answers"
"""The name of a hidden field by which a post says that it comes from such a form."""
PREFIX = "answer-"


@dataclass(frozen=True)
class Option:
    """One option of a choice; ``label`` is safe HTML."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class AnswerRow:
    """One field of the form as the page shows it; ``label`` is safe HTML."""

    name: str
    kind: str
    label: str
    value: str
    start: str
    options: tuple[Option, ...]
    facts: Mapping[str, str]
    stored_only: bool


def answer_rows(form: Sequence[Mapping[str, Any]], text: str) -> list[AnswerRow]:
    """The fields of a revision's form, filled with the answers in a text."""
    try:
        answers = read_answers(_names(form), text)
    except AnswersError:
        answers = {form[0]["name"]: text}
    return [_row(field, answers.get(field["name"], "")) for field in form]


def posted_text(form: Sequence[Mapping[str, Any]], data: QueryDict) -> str:
    """The answers of a post as one text."""
    answers = {field["name"]: _posted(field, data) for field in form}
    return write_answers(_names(form), answers)


def check_states(form: Sequence[Mapping[str, Any]], text: str) -> None:
    """Raises: SubmissionRefused: no state is there, or one is none; its text says why."""
    try:
        answers = read_answers(_names(form), text)
    except AnswersError as error:
        raise SubmissionRefused(translated(error.message)) from error
    asked = [field for field in form if field["kind"] == STATE]
    given = [field for field in asked if answers[field["name"]]]
    if asked and not given:
        raise SubmissionRefused(
            _("There is no state yet. Paste the URL of a playground, or the part after #.")
        )
    for field in given:
        try:
            parse_state(answers[field["name"]])
        except StateError as error:
            sentence = translated(error.message)
            several = len(asked) > 1
            raise SubmissionRefused(
                f"{field['label']}: {sentence}" if several else sentence
            ) from error


def _names(form: Sequence[Mapping[str, Any]]) -> list[str]:
    return [field["name"] for field in form]


def _posted(field: Mapping[str, Any], data: QueryDict) -> str:
    values = data.getlist(PREFIX + field["name"])
    if field["kind"] == CHOICES:
        return ", ".join(values)
    value = values[-1] if values else ""
    return "".join(value.split()) if field["kind"] == STATE else value


def _row(field: Mapping[str, Any], answer: str) -> AnswerRow:
    chosen = {part.strip() for part in answer.split(",")}
    return AnswerRow(
        name=PREFIX + field["name"],
        kind=field["kind"],
        label=render_inline(field["label"]),
        value=answer,
        start=field["start"],
        options=tuple(
            Option(value, render_inline(label), value in chosen)
            for value, label in field["options"]
        ),
        facts=field["facts"],
        stored_only=field["stored_only"],
    )
