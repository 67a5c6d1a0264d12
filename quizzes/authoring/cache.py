"""Quizzes that were certified before, so that loading an unchanged course is quick.

Certifying thousands of variants takes seconds. The result depends on the file, on this
code and on the reference alone; it is cached in ``var/`` under a hash of all of them, and only for
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


def read(path: Path, faults: Faults, display_name: str | None = None) -> Quiz | None:
    """As `read_quiz`, from the cache where nothing has changed since."""
    cached = _cache_path(path)
    if cached is not None and cached.is_file():
        try:
            return quiz_from_plain(json.loads(cached.read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            cached.unlink(missing_ok=True)  # damaged: read again below
    quiz = read_quiz(path, faults, display_name)
    if quiz is not None and cached is not None:
        _store(quiz, cached)
    return quiz


def _cache_path(path: Path) -> Path | None:
    """Where the quiz of this file is cached; ``None`` for a file that is not read."""
    if path.is_symlink() or not path.is_file():
        return None
    digest = hashlib.sha256(_code_digest() + path.read_bytes()).hexdigest()
    return settings.VAR_DIR / FOLDER / f"{digest}.json"


def _store(quiz: Quiz, cached: Path) -> None:
    """Written to another file first, so that no reader finds a half; failing costs only time."""
    temporary = cached.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        cached.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(encode(quiz)), "utf-8")
        temporary.replace(cached)


@cache
def _code_digest() -> bytes:
    """A hash of everything but the file that a certified quiz depends on."""
    digest = hashlib.sha256(f"{np.__version__} {platform.python_version()}".encode())
    folders = (Path(__file__).parents[1], Path(reference.__file__).parent)
    files = [file for folder in folders for file in folder.rglob("*.py")]
    for file in sorted([*files, Path(comparison.__file__)]):
        digest.update(file.read_bytes())
    return digest.digest()
