"""What a browser sends for answers.

A question's fields are named by its id, those of its parts ``<id>.<part>``. A script sends the
fields of one question and names it in ``only``; a plain form sends all of them.
"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from quizzes.models import QuizRevision
from quizzes.types import type_named


def posted_answers(revision: QuizRevision, post: QueryDict) -> dict[str, Any]:
    """The response to each question that the form speaks of, by question id."""
    types = {slot["id"]: slot["type"] for slot in revision.content["slots"]}
    only = post.get("only")
    wanted = list(types) if only is None else [only]
    fields: dict[str, dict[str, list[str]]] = {question: {} for question in wanted}
    for name in post:
        question, _, part = name.partition(".")
        if question in fields:
            fields[question][part] = post.getlist(name)
    return {
        question: type_named(types[question]).collect(given) if question in types else None
        for question, given in fields.items()
    }
