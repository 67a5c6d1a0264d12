"""Questions and quizzes for tests, written as an author writes them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from tests.quizzes.writing import QUIZ, quiz_of


@pytest.fixture
def make_quiz(course: Any) -> Callable[..., Any]:
    """A quiz item of the course, stored from YAML; `QUIZ` has a question of several types."""
    from quizzes.authoring.loading import digest_of
    from quizzes.services import store_revision
    from tests.factories import make_item

    def make(text: str = QUIZ, **fields: Any) -> Any:
        quiz = quiz_of(textwrap.dedent(text))
        item = make_item(course, "quiz", title=quiz.title, **fields)
        store_revision(item=item, quiz=quiz, digest=digest_of(quiz))
        return item

    return make
