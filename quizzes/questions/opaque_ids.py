"""Opaque names for the ids of options, blanks and entries while an attempt is open.

An author's id is often the answer (`right`, `layers`), so no page, request or reply of an open
attempt holds one. Each id gets a name of fixed length from a keyed hash: it differs from attempt
to attempt, says nothing without the site's secret key, and is the same whenever the page is drawn,
so that drafts kept in a browser stay valid. The database keeps the author's ids.

A type whose answers hold ids says so with three functions:

    groups(body) -> {group: ids}         ids that differ in what they stand for, such as pairs
                                         and targets, never share a name
    renamed(body, name) -> body          for the open page; ``name(group, id)``
    translated(response, name)           a response as `collect` and `read` give them
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from quizzes.questions.question import Question

UNKNOWN = "?"  # no author's id looks like it, so that a type refuses it as one it does not know
_SIZE = 6  # bytes; a name has twice as many characters


class Names:
    """The names of one question in one attempt."""

    def __init__(self, attempt: int, question: Question) -> None:
        self.question = question
        self._key = _key_of(settings.SECRET_KEY, attempt, question.id)
        self._groups = getattr(question.module, "groups", None)

    def page(self, answer: Any) -> tuple[Question, dict[str, Any]]:
        """The question of an open page and what its template shows, all under opaque names."""
        if self._groups is None:
            return self.question, self.question.page(answer)
        module, shown = self.question.module, self.question
        shown = replace(shown, body=module.renamed(shown.body, self.name))
        if hasattr(module, "renamed_text"):
            shown = replace(shown, text=module.renamed_text(shown.text, self.name))
        return shown, shown.page(self._hidden(answer))

    def spread(self, answer: Any) -> dict[str, list[str]]:
        """The fields of a form that hold a stored answer."""
        return self.question.spread(self._hidden(answer))

    def collect(self, fields: dict[str, list[str]]) -> Any:
        """A form's fields as a response with the author's ids."""
        posted = self.question.collect(fields)
        if self._groups is None or posted is None:
            return posted
        ids = {
            (group, self.name(group, each)): each
            for group, entries in self._groups(self.question.body).items()
            for each in entries
        }
        return self.question.module.translated(
            posted, lambda group, name: ids.get((group, name), UNKNOWN)
        )

    def name(self, group: str, author_id: str) -> str:
        text = f"{group}/{author_id}".encode()
        return hashlib.blake2b(text, key=self._key, digest_size=_SIZE).hexdigest()

    def _hidden(self, answer: Any) -> Any:
        if self._groups is None or answer is None:
            return answer
        return self.question.module.translated(answer, self.name)


@cache
def _site_key(secret: str) -> bytes:
    return salted_hmac("quizzes.naming", "names", secret=secret, algorithm="sha256").digest()


def _key_of(secret: str, attempt: int, question: str) -> bytes:
    text = f"{attempt}/{question}".encode()
    return hashlib.blake2b(text, key=_site_key(secret), digest_size=32).digest()
