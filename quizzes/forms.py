"""What a browser sends for answers.

A question's field is named by its id, those of its parts ``<id>.<part>``. A script sends the
fields that changed and names each in ``changed``; a plain form sends every field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from quizzes.questions import Question
from quizzes.types._tolerance import read_number

Fields = dict[str, list[str]]  # by part; "" is the question as a whole


@dataclass(frozen=True)
class Change:
    """New values of some fields of a question; ``whole`` when it has no other fields."""

    question: str
    fields: Fields = field(default_factory=dict)
    whole: bool = True


def changes_in(post: QueryDict, questions: list[str]) -> list[Change]:
    """What a form changes, in the order of the questions; unknown ones come last."""
    script = "changed" in post
    names = list(dict.fromkeys(post.getlist("changed"))) if script else list(post)
    found: dict[str, Fields] = {} if script else {question: {} for question in questions}
    for name in names:
        question, _, part = name.partition(".")
        if script or question in found:
            found.setdefault(question, {})[part] = post.getlist(name)
    return [Change(question, fields, whole=not script) for question, fields in found.items()]


def response_to(question: Question, saved: Any, change: Change) -> Any:
    """The response that a question has after a change of the ``saved`` answer."""
    before = {} if change.whole or saved is None else question.spread(saved)
    return question.collect(before | change.fields)


def graded_points(post: QueryDict) -> dict[str, float]:
    """Points by criterion from fields ``points-<criterion>``. Raises ValueError with a sentence."""
    points = {}
    for name, value in post.items():
        if name.startswith("points-"):
            number = read_number(value)
            if number is None:
                raise ValueError(f"“{value[:40]}” is no number of points; write for example 1.5.")
            points[name.removeprefix("points-")] = number
    return points
