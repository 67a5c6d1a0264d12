"""Opaque names for the ids of options, blanks and entries while an attempt is open.

An author's id is often the answer (`right`, `layers`), so no page, request or reply of an open
attempt holds one. Each id gets a name of fixed length from a keyed hash: it differs from attempt
to attempt, says nothing without the site's secret key, and is the same whenever the page is drawn,
so that drafts kept in a browser stay valid. The database keeps the author's ids.

A type whose answers hold ids says so by `author_ids` and `rename_ids` of its contract
(`quizzes.contract.question_type`).
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


class OpaqueIds:
    """The opaque ids of one question in one attempt, or in what is shown before there is one."""

    def __init__(self, attempt: int | str, question: Question) -> None:
        self.question = question
        self._key = _key_of(settings.SECRET_KEY, attempt, question.id)
        self._type = question.question_type

    def template_context(self, answer: Any) -> tuple[Question, dict[str, Any]]:
        """The question of an open page and what its template shows, all under opaque names."""
        renamed = replace(
            self.question,
            body=self._type.rename_ids(self.question.body, self.opaque_id),
            text=self._type.rename_ids_in_text(self.question.text, self.opaque_id),
        )
        return renamed, renamed.template_context(self._hide_ids(answer))

    def to_form(self, answer: Any) -> dict[str, list[str]]:
        """The fields of a form that hold a stored answer."""
        return self.question.to_form(self._hide_ids(answer))

    def from_form(self, fields: dict[str, list[str]]) -> Any:
        """A form's fields as a response with the author's ids."""
        response = self.question.from_form(fields)
        if response is None:
            return None
        ids = {
            (group, self.opaque_id(group, author_id)): author_id
            for group, author_ids in self._type.author_ids(self.question.body).items()
            for author_id in author_ids
        }
        return self._type.rename_ids_in_response(
            response, lambda group, opaque_id: ids.get((group, opaque_id), UNKNOWN)
        )

    def opaque_id(self, group: str, author_id: str) -> str:
        """The replacement for an author's id on the open page."""
        text = f"{group}/{author_id}".encode()
        return hashlib.blake2b(text, key=self._key, digest_size=_SIZE).hexdigest()

    def _hide_ids(self, answer: Any) -> Any:
        """The answer with opaque ids."""
        if answer is None:
            return None
        return self._type.rename_ids_in_response(answer, self.opaque_id)


@cache
def _site_key(secret: str) -> bytes:
    return salted_hmac("quizzes.naming", "names", secret=secret, algorithm="sha256").digest()


def _key_of(secret: str, attempt: int | str, question: str) -> bytes:
    text = f"{attempt}/{question}".encode()
    return hashlib.blake2b(text, key=_site_key(secret), digest_size=32).digest()
