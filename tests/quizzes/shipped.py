"""The shipped quizzes by name. Nothing is read here: tests are collected in every process."""

from __future__ import annotations

import fcntl
import os
from functools import cache
from pathlib import Path

import pytest

from grader.files.faults import Faults
from quizzes.authoring import cache as certified
from quizzes.authoring.files import SHIPPED
from quizzes.questions.question import Question, Quiz
from tests.selection import some_of_each

SLUGS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
LARGE = [slug for slug in SLUGS if slug.endswith("-review")]
"""Each has as many questions as all the others, and takes seconds where those take none."""
every_shipped_quiz = pytest.mark.parametrize("slug", SLUGS)
every_small_quiz = pytest.mark.parametrize(
    "slug", [pytest.param(s, marks=[pytest.mark.slow] if s in LARGE[1:] else []) for s in SLUGS]
)
some_shipped_quizzes = pytest.mark.parametrize(
    "slug", some_of_each(SLUGS, lambda _: "", lambda slug: (slug,), str, always=4)
)


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one run share."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    (shared / "certified").mkdir(exist_ok=True)
    return shared / "certified"


@cache
def certified_quiz(slug: str, folder: Path) -> Quiz:
    """The quiz without a fault. Of several workers one certifies it, the others wait for it."""
    faults = Faults()
    with (folder / f".{slug}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        quiz = certified.read(SHIPPED / f"{slug}.yaml", faults, f"{slug}.yaml")
    assert [f"{fault.line}: {fault.message}" for fault in faults] == []
    assert quiz is not None
    return quiz


def first_variants(quiz: Quiz, count: int = 2) -> list[Question]:
    """The first variants of each question."""
    return [variant for slot in quiz.slots for variant in slot.variants[:count]]
