"""What a browser sends for answers.

A question's field is named by its id, those of its parts ``<id>.<part>``. A script sends the
fields that changed and names each in ``changed``; a plain form sends every field. Both say with
``basis`` which version of an answer they had seen: ``<id>:<version>:<stamp>:<writer>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from quizzes.contract.answers import is_storable
from quizzes.pages.navigation import PAGE
from quizzes.questions.question import Question
from quizzes.services.changes import Basis, Change, Fields
from quizzes.types.common.numbers import parse_number

MAX_COMMENT = 5000  # characters of the comment on an answer that a person grades
CERTAINTY = ":certainty"  # the part that says how sure somebody is; no author's id looks like it
_BASIS = re.compile(r"([^:]{1,80}):(\d{1,9}):(\d{0,15}):([\w-]{0,40})")


def number_in(text: str | None) -> int | None:
    """The number of a question from an address or a button, if it is one."""
    return int(text) if text and len(text) < 7 and text.isdecimal() else None


def on_page(post: QueryDict, questions: list[str]) -> list[str]:
    """Of an attempt's questions those that stand on the page that was posted."""
    only = post.get(PAGE)
    return questions if only is None else [each for each in questions if each == only]


def is_script(post: QueryDict) -> bool:
    return "changed" in post


def changes_in(post: QueryDict, questions: Iterable[str] = ()) -> list[Change]:
    """What a form changes, in the order of the questions; unknown ones come last.

    A script names what it changes; of a plain form the ``questions`` on its page are read.
    """
    script = is_script(post)
    names = list(dict.fromkeys(post.getlist("changed"))) if script else list(post)
    found: dict[str, Fields] = {} if script else {question: {} for question in questions}
    for name in names:
        question, _, part = name.partition(".")
        if script or question in found:
            found.setdefault(question, {})[part] = post.getlist(name)
    bases = _bases(post)
    return [
        Change(
            question,
            {part: values for part, values in fields.items() if part != CERTAINTY},
            whole=not script,
            certainty=_certainty(fields.get(CERTAINTY, [])),
            basis=bases.get(question),
            opaque=True,
        )
        for question, fields in found.items()
    ]


def _bases(post: QueryDict) -> dict[str, Basis]:
    matches = (_BASIS.fullmatch(text) for text in post.getlist("basis"))
    return {
        match[1]: Basis(int(match[2]), int(match[3] or 0), match[4]) for match in matches if match
    }


def _certainty(values: list[str]) -> int | None:
    return int(values[0]) if values and values[0] in ("1", "2", "3") else None


def criteria_of(question: Question) -> dict[str, float]:
    """The most points by criterion; of a question that nobody grades by hand there are none."""
    return question.question_type.rubric(question.body)


@dataclass(frozen=True)
class Grading:
    """A person's grading as typed: points by criterion, what is wrong with each, a comment."""

    typed: dict[str, str]
    points: dict[str, float]
    comment: str
    errors: dict[str, str]  # by criterion; "comment" and "" are the comment and the whole

    @property
    def whole(self) -> str:
        return self.errors.get("", "")

    def with_error(self, sentence: str) -> Grading:
        return replace(self, errors={**self.errors, "": sentence})


def grading_in(post: QueryDict, criteria: Mapping[str, float]) -> Grading:
    """What a form says of these criteria, each with its most points."""
    typed = {name: post.get(f"points-{name}", "").strip() for name in criteria}
    points, errors = {}, {}
    for name, most in criteria.items():
        number = parse_number(typed[name])
        if number is None:
            errors[name] = f"“{typed[name][:40]}” is no number of points; write for example 1.5."
        elif not 0 <= number <= most:
            errors[name] = f"It has 0 to {most:g} points, not {number:g}."
        else:
            points[name] = number
    if {name for name in post if name.startswith("points-")} - {f"points-{each}" for each in typed}:
        errors[""] = f"Give points for each of: {', '.join(typed) or 'none'}."
    comment = post.get("comment", "").replace("\r\n", "\n")
    if len(comment) > MAX_COMMENT:
        errors["comment"] = f"The comment has {len(comment)} characters; {MAX_COMMENT} at most."
    elif not is_storable(comment):
        errors["comment"] = "The comment holds a character that cannot be stored; delete it."
    return Grading(typed, points, comment, errors)
