"""Quizzes that were certified before, so that loading an unchanged course is quick.

Dealing and trying thousands of variants takes seconds. The result depends on the file, on this
code and on the reference alone; it is kept in ``var/`` under a hash of all of them, and only for
files without a fault.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings

from grader import reference
from grader.files.faults import Faults
from grader.values import comparison
from quizzes.authoring.loading import read_quiz
from quizzes.questions.encoding import encode
from quizzes.questions.question import Quiz, quiz_from_plain

FOLDER = "certified-quizzes"


def read(path: Path, faults: Faults, shown: str | None = None) -> Quiz | None:
    """As `read_quiz`, from what was kept where nothing has changed since."""
    kept = _kept_at(path)
    if kept is not None and kept.is_file():
        try:
            return quiz_from_plain(json.loads(kept.read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            kept.unlink(missing_ok=True)  # damaged: made anew below
    quiz = read_quiz(path, faults, shown)
    if quiz is not None and kept is not None:
        _keep(quiz, kept)
    return quiz


def _kept_at(path: Path) -> Path | None:
    """Where the quiz of this file is kept; ``None`` for what cannot be read."""
    if path.is_symlink() or not path.is_file():
        return None
    mark = hashlib.sha256(_code() + path.read_bytes()).hexdigest()
    return settings.VAR_DIR / FOLDER / f"{mark}.json"


def _keep(quiz: Quiz, kept: Path) -> None:
    """Written aside first, so that no reader finds a half; failing to keep costs only time."""
    aside = kept.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(encode(quiz)), "utf-8")
        aside.replace(kept)


@cache
def _code() -> bytes:
    """A hash of everything but the file that a certified quiz depends on."""
    mark = hashlib.sha256(f"{np.__version__} {platform.python_version()}".encode())
    folders = (Path(__file__).parents[1], Path(reference.__file__).parent)
    files = [file for folder in folders for file in folder.rglob("*.py")]
    for file in sorted([*files, Path(comparison.__file__)]):
        mark.update(file.read_bytes())
    return mark.digest()
