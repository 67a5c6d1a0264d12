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
from django.utils.translation import gettext as _

from quizzes.contract.answers import is_storable
from quizzes.contract.readings import read_number
from quizzes.pages.navigation import PAGE
from quizzes.services.changes import Basis, Change, Fields

MAX_COMMENT = 5000  # characters of the comment on an answer that a person grades
CERTAINTY = ":certainty"  # the part that says how sure somebody is; no author's id looks like it
_BASIS = re.compile(r"([^:]{1,80}):(\d{1,9}):(\d{0,15}):([\w-]{0,40})")


def parse_question_number(text: str | None) -> int | None:
    """The number of a question from an address or a button, if it is one."""
    return int(text) if text and len(text) < 7 and text.isdecimal() else None


def questions_on_page(post: QueryDict, questions: list[str]) -> list[str]:
    """Those of an attempt's questions that are on the page that was posted."""
    only = post.get(PAGE)
    return [question for question in questions if only in (None, question)]


def is_script(post: QueryDict) -> bool:
    return "changed" in post


def parse_changes(post: QueryDict, questions: Iterable[str] = ()) -> list[Change]:
    """The changes that a form sends, in the order of the questions; unknown ones come last.

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


@dataclass(frozen=True)
class TypedGrading:
    """A grading as an instructor typed it: points by criterion, errors, a comment."""

    typed: dict[str, str]
    points: dict[str, float]
    comment: str
    errors: dict[str, str]  # by criterion, by "comment", and by "" for the form as a whole

    @property
    def form_error(self) -> str:
        return self.errors.get("", "")

    def with_error(self, sentence: str) -> TypedGrading:
        return replace(self, errors={**self.errors, "": sentence})


def parse_grading(post: QueryDict, criteria: Mapping[str, float]) -> TypedGrading:
    """The grading in a form; ``criteria`` are the maximum points by criterion."""
    typed = {name: post.get(f"points-{name}", "").strip() for name in criteria}
    points, errors = {}, {}
    for name, maximum in criteria.items():
        reading = read_number(typed[name])
        number = reading.value
        if number is None:
            errors[name] = reading.problem
        elif not 0 <= number <= maximum:
            errors[name] = _("Enter 0 to %(most)g points, not %(number)g.") % {
                "most": maximum,
                "number": number,
            }
        else:
            points[name] = number
    posted = {name.removeprefix("points-") for name in post if name.startswith("points-")}
    if posted - set(typed):
        errors[""] = _("Enter points for each of: %(names)s.") % {
            "names": ", ".join(typed) or _("none")
        }
    comment = post.get("comment", "").replace("\r\n", "\n")
    if len(comment) > MAX_COMMENT:
        errors["comment"] = _(
            "The comment has %(count)d characters. At most %(most)d are allowed."
        ) % {"count": len(comment), "most": MAX_COMMENT}
    elif not is_storable(comment):
        errors["comment"] = _("The comment contains a character that cannot be stored. Delete it.")
    return TypedGrading(typed, points, comment, errors)
