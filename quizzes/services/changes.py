"""Changes of answers, as a page sends them and a service saves them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.questions.question import Question

Fields = dict[str, list[str]]  # by part; "" is the question as a whole


@dataclass(frozen=True)
class Basis:
    """What a page had seen when its answer was changed: the version of the answer that stood.

    ``writer`` names the page, if a script runs in it, and ``stamp`` orders its changes.
    """

    seen: int
    stamp: int = 0
    writer: str = ""


@dataclass(frozen=True)
class Change:
    """New values of some fields of a question; ``whole`` when it has no other fields.

    ``opaque``: they come from a page, which knows the question's ids by their `OpaqueIds` only.
    """

    question: str
    fields: Fields = field(default_factory=dict)
    whole: bool = True
    certainty: int | None = None
    basis: Basis | None = None
    opaque: bool = False


def response_to(question: Question, attempt: int, saved: Any, change: Change) -> Any:
    """The response that a question has after a change of the ``saved`` answer."""
    if not change.whole and not change.fields:
        return saved  # nothing but the certainty has changed
    converter = OpaqueIds(attempt, question) if change.opaque else question
    before = {} if change.whole or saved is None else converter.to_form(saved)
    return converter.from_form(before | change.fields)
