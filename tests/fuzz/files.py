"""Every reader of a file, with a good file to damage and the errors that it may raise."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courseware.courses.checker import check_course
from courseware.exchange.files import write_xlsx
from courseware.exchange.sheets import SheetRefused, rows_of
from courseware.items.exports import Table
from courseware.roster.files.decoding import text_of
from courseware.roster.files.reading import read_roster
from grader.exchange.errors import CannotExchange
from grader.exchange.imports.importing import read_assignment
from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.formats import FORMATS, export_quiz, import_quiz, read_text
from tests.courseware.role_world import write_course

ROOT = Path(__file__).resolve().parents[2]
QUIZ = ROOT / "quizzes" / "bank"
CELLS = [
    {"cell_type": "raw", "source": "# ASSIGNMENT CONFIG\nname: one\n", "metadata": {}},
    {
        "cell_type": "code",
        "source": "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n",
        "metadata": {"nbgrader": {"grade": False, "solution": True, "grade_id": "a"}},
    },
    {
        "cell_type": "code",
        "source": "assert f(2) == 4\n",
        "metadata": {"nbgrader": {"grade": True, "points": 1, "grade_id": "b", "locked": True}},
    },
]
NOTEBOOK = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": CELLS}


@dataclass
class Reader:
    """``good`` is a file that ``read`` takes; only ``errors`` may come of a bad one."""

    name: str
    good: bytes
    read: Callable[[bytes], Any]
    errors: tuple[type[Exception], ...] = ()


def readers(folder: Path) -> list[Reader]:
    found = [
        Reader("roster", b"username,email,name\nada,ada@e.org,Ada L\nben,b@e.org,B\n", _roster),
        Reader("sheet", _sheet(), rows_of, (SheetRefused,)),
        Reader("notebook", json.dumps(NOTEBOOK).encode(), read_assignment, (CannotExchange,)),
    ]
    files = sorted(QUIZ.rglob("*.yaml"))[:12]
    for number, format in enumerate(FORMATS):
        quiz = next(quiz for file in files[number:] if (quiz := read_text(file.read_text())[0]))
        good = export_quiz(quiz, format)[0]
        found.append(Reader(format, good, _importer(format), (ExchangeError,)))
    found += [Reader(f"quiz {file.stem}", file.read_bytes(), _quiz) for file in files[:3]]
    return found + _course_files(folder)


def _roster(data: bytes) -> Any:
    return read_roster(text_of(data))


def _quiz(data: bytes) -> Any:
    return read_text(data.decode("utf-8", "replace"))


def _importer(format: str) -> Callable[[bytes], Any]:
    return lambda data: import_quiz(data, format, "Quiz")


def _sheet() -> bytes:
    file = io.BytesIO()
    write_xlsx(Table("scores", ["username", "quiz"], [["ada", 1.5], ["ben", None]]), file)
    return file.getvalue()


def _course_files(folder: Path) -> list[Reader]:
    """`check_course` on a course of which one file is damaged."""
    folder.mkdir()
    course = write_course(folder)
    found = []
    for file in sorted(path for path in course.rglob("*") if path.is_file()):
        good = file.read_bytes()

        def check(data: bytes, file: Path = file, good: bytes = good) -> Any:
            file.write_bytes(data)
            try:
                return check_course(course)
            finally:
                file.write_bytes(good)

        found.append(Reader(file.name, good, check))
    shutil.rmtree(folder / "__pycache__", ignore_errors=True)
    return found
