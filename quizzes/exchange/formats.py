"""A quiz to a file of another system, and back; with everything that is lost on the way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.files.faults import Fault, Faults
from quizzes.authoring.loading import read_quiz
from quizzes.contract.neutral import Loss, NeutralQuestion
from quizzes.exchange import gift_reader, gift_writer, moodle_reader, moodle_writer
from quizzes.exchange.exporting import neutral_questions
from quizzes.exchange.importing import quiz_yaml
from quizzes.questions.question import Quiz


@dataclass(frozen=True)
class Format:
    """How the files of another system are read and written, each with what is lost."""

    read: Callable[[bytes], tuple[list[NeutralQuestion], list[Loss]]]
    write: Callable[[Sequence[NeutralQuestion]], tuple[str, list[Loss]]]


FORMATS = {
    "moodle": Format(moodle_reader.read, moodle_writer.write),
    "gift": Format(gift_reader.read, gift_writer.write),
}


def export_quiz(quiz: Quiz, format: str, seed: int = 0) -> tuple[str, list[Loss]]:
    """The text of a file in one of `FORMATS`, for the variants of a seed."""
    questions, losses = neutral_questions(quiz, seed)
    text, more = FORMATS[format].write(questions)
    return text, losses + more


def import_quiz(data: bytes, format: str, title: str) -> tuple[str, list[Loss], list[Fault]]:
    """A quiz file of ours from a file of theirs, what was lost, and what an author must correct.

    Raises: ExchangeError: the file as a whole cannot be read.
    """
    questions, losses = FORMATS[format].read(data)
    text, more = quiz_yaml(title, questions)
    return text, losses + more, faults_in(text)


def faults_in(text: str) -> list[Fault]:
    """The faults of a quiz file that is not on disk yet."""
    faults = Faults()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.yaml"
        path.write_text(text, encoding="utf-8")
        read_quiz(path, faults, "quiz.yaml")
    return list(faults)
