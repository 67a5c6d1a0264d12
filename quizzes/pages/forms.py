"""What a browser sends for answers.

A question's field is named by its id, those of its parts ``<id>.<part>``. A script sends the
fields that changed and names each in ``changed``; a plain form sends every field. Both say with
``basis`` which version of an answer they had seen: ``<id>:<version>:<stamp>:<writer>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import QueryDict

from quizzes.pages.navigation import PAGE
from quizzes.services.changes import Basis, Change, Fields

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
            localized=True,
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
