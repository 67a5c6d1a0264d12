"""Quizzes that were certified before: thousands of variants take seconds.

Kept are quizzes, by their files, and their questions, so that of a file that changes only the
questions that differ are certified.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from courseware.items.reading_cache import ReadingCache
from grader import reference
from grader.files.faults import Faults
from grader.files.yaml_nodes import Node
from grader.values import comparison
from quizzes.authoring.loading import digest_of, read_quiz, read_slot
from quizzes.questions.encoding import encode
from quizzes.questions.question import Quiz, Slot, quiz_from_plain, slot_from_plain

FOLDER = "certified-quizzes"


def read(path: Path, faults: Faults, display_name: str | None = None) -> Quiz | None:
    """As `read_quiz`, from the cache where nothing has changed since."""
    found = read_with_digest(path, faults, display_name)
    return None if found is None else found[0]


def read_with_digest(
    path: Path, faults: Faults, display_name: str | None = None
) -> tuple[Quiz, str] | None:
    """The quiz with its `digest_of`."""
    if path.is_symlink() or not path.is_file():
        content = None
    else:
        content = path.read_bytes()
        if (kept := _cache.get(content)) is not None:
            try:
                return quiz_from_plain(kept["quiz"]), kept["digest"]
            except (ValueError, TypeError, KeyError):
                _cache.forget(content)  # damaged: read again below
    quiz = read_quiz(path, faults, display_name, _read_slot)
    if quiz is None:
        return None
    digest = digest_of(quiz)
    if content is not None:
        _cache.keep(content, {"quiz": encode(quiz), "digest": digest})
    return quiz, digest


def _read_slot(node: Node) -> Slot | None:
    """As `read_slot`, from the cache where the question says the same."""
    content = f"question {json.dumps(_said(node), default=repr)}".encode()
    if (kept := _cache.get(content)) is not None:
        try:
            return slot_from_plain(kept)
        except (ValueError, TypeError, KeyError):
            _cache.forget(content)
    slot = read_slot(node)
    if slot is not None:
        _cache.keep(content, encode(slot))
    return slot


def _said(node: Node) -> Any:
    """All that a question is read from: the value, and how its numbers are spelled."""
    if isinstance(node.value, dict):
        return {key: _said(entry) for key, entry in node.value.items()}
    if isinstance(node.value, list):
        return [_said(entry) for entry in node.value]
    return (node.value, node.spelling)


def _code() -> Iterator[Path]:
    for folder in (Path(__file__).parents[1], Path(reference.__file__).parent):
        yield from folder.rglob("*.py")
    yield Path(comparison.__file__)


_cache = ReadingCache(FOLDER, _code)
