"""Questions and quizzes for tests, written as an author writes them."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from quizzes.authoring import cache
from quizzes.questions.question import Quiz
from tests.quizzes.shipped import certified_quiz, shared_folder
from tests.quizzes.writing import QUIZ, quiz_of


@pytest.fixture(scope="session", autouse=True)
def certified_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where certified quizzes are kept, one folder for all workers: each is certified once."""
    folder, link = shared_folder(tmp_path_factory), settings.VAR_DIR / cache.FOLDER
    shutil.rmtree(link, ignore_errors=True)  # of tests that loaded a course before these
    link.symlink_to(folder)
    yield folder
    link.unlink()


@pytest.fixture
def shipped_quiz(certified_folder: Path) -> Callable[[str], Quiz]:
    """A shipped quiz by its slug, certified and without a fault."""
    return lambda slug: certified_quiz(slug, certified_folder)


@pytest.fixture
def make_quiz(course: Any) -> Callable[..., Any]:
    """A quiz item of the course, stored from YAML; `QUIZ` has a question of several types."""
    from quizzes.authoring.loading import digest_of
    from quizzes.services import store_revision
    from tests.factories import make_item

    def make(text: str = QUIZ, **fields: Any) -> Any:
        quiz = quiz_of(textwrap.dedent(text))
        fields.setdefault("points", quiz.points)
        item = make_item(course, "quiz", title=quiz.title, **fields)
        store_revision(item=item, quiz=quiz, digest=digest_of(quiz))
        return item

    return make


@pytest.fixture
def attempt(make_quiz: Callable[..., Any], ben: Any) -> Any:
    """Ben's attempt at `QUIZ`, just started."""
    from quizzes.services import start_attempt

    return start_attempt(item=make_quiz(), user=ben)


@pytest.fixture
def begin(make_quiz: Callable[..., Any], ben: Any) -> Callable[..., Any]:
    """Starts an attempt of Ben's at `QUIZ` under other settings, written as in a quiz file."""
    from quizzes.services import start_attempt

    def start(settings: str, **fields: Any) -> Any:
        item = make_quiz(QUIZ.replace("pass: 0.5\n", settings), **fields)
        return start_attempt(item=item, user=ben)

    return start
