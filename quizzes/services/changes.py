"""Changes of answers, as pages send them and services save them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.questions.question import Question

Fields = dict[str, list[str]]  # by part; "" is the question as a whole


@dataclass(frozen=True)
class Basis:
    """The ``version`` of the saved answer that a page had seen when it changed the answer.

    ``writer`` names the page if a script runs in it, and ``stamp`` orders its changes.
    """

    version: int
    stamp: int = 0
    writer: str = ""


@dataclass(frozen=True)
class Change:
    """New values of some fields of a question, or of the ``whole`` question.

    ``opaque``: they come from a page, which knows the question's ids by their `OpaqueIds` only,
    made for the attempt or for what is ``shown_as``. ``localized``: numbers are written as on
    pages in the active language.
    """

    question: str
    fields: Fields = field(default_factory=dict)
    whole: bool = True
    certainty: int | None = None
    basis: Basis | None = None
    opaque: bool = False
    shown_as: str = ""
    localized: bool = False


def response_to(question: Question, attempt: int, saved: Any, change: Change) -> Any:
    """The response that a question has after a change of the ``saved`` answer."""
    if not change.whole and not change.fields:
        return saved  # only the certainty has changed
    converter = OpaqueIds(change.shown_as or attempt, question) if change.opaque else question
    before = {} if change.whole or saved is None else converter.to_form(saved)
    fields = question.from_page(change.fields) if change.localized else change.fields
    return converter.from_form(before | fields)
