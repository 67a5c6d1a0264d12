"""A quiz to a file of another system, and back; with everything that is lost on the way."""

from __future__ import annotations

import tempfile
from pathlib import Path

from grader.files.faults import Fault, Faults
from quizzes.exchange import gift_in, gift_out, moodle_in, moodle_out
from quizzes.exchange.arriving import quiz_text
from quizzes.exchange.forms import Loss
from quizzes.exchange.leaving import sheets_of
from quizzes.loading import read_quiz
from quizzes.questions import Quiz

FORMATS = ("moodle", "gift")


def export(quiz: Quiz, form: str, seed: int = 0) -> tuple[str, list[Loss]]:
    """The text of a file in the format, for the variants of a seed."""
    sheets, losses = sheets_of(quiz, seed)
    if form == "moodle":
        return moodle_out.write(sheets), losses
    text, more = gift_out.write(sheets)
    return text, losses + more


def take(data: bytes, form: str, title: str) -> tuple[str, list[Loss], list[Fault]]:
    """A quiz file of ours from a file of theirs, what was lost, and what an author must mend.

    Raises: CannotExchange: the file as a whole cannot be read.
    """
    sheets, losses = moodle_in.read(data) if form == "moodle" else gift_in.read(data)
    text, more = quiz_text(title, sheets)
    return text, losses + more, faults_of(text)


def faults_of(text: str) -> list[Fault]:
    """The faults of a quiz file that is not on disk yet."""
    faults = Faults()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.yaml"
        path.write_text(text, encoding="utf-8")
        read_quiz(path, faults, "quiz.yaml")
    return list(faults)
