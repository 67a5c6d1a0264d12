"""A quiz to a file of another system, and back; with everything that is lost on the way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.files.faults import Fault, Faults
from quizzes.authoring.loading import read_quiz
from quizzes.contract.neutral import ExchangeError, Loss, NeutralQuestion
from quizzes.exchange import gift_reader, gift_writer, moodle_reader, moodle_writer
from quizzes.exchange.exporting import neutral_questions
from quizzes.exchange.importing import as_comments, quiz_nodes, quiz_text
from quizzes.exchange.qti import reader as qti_reader
from quizzes.exchange.qti import writer as qti_writer
from quizzes.questions.question import Quiz

MAX_REASONS = 20  # why nothing was imported


@dataclass(frozen=True)
class Format:
    """How the files of another system are read and written, each with what is lost."""

    read: Callable[[bytes], tuple[list[NeutralQuestion], list[Loss]]]
    write: Callable[[Sequence[NeutralQuestion]], tuple[bytes, list[Loss]]]


FORMATS = {
    "moodle": Format(moodle_reader.read, moodle_writer.write),
    "gift": Format(gift_reader.read, gift_writer.write),
    "qti": Format(qti_reader.read, qti_writer.write_version_2),
    "qti3": Format(qti_reader.read, qti_writer.write_version_3),
}


def export_quiz(quiz: Quiz, format: str, seed: int = 0) -> tuple[bytes, list[Loss]]:
    """A file in one of `FORMATS`, for the variants of a seed."""
    questions, losses = neutral_questions(quiz, seed)
    data, more = FORMATS[format].write(questions)
    return data, losses + more


def import_quiz(data: bytes, format: str, title: str) -> tuple[str, list[Loss], list[Fault]]:
    """A quiz file of ours from a file of theirs, what was lost, and what an author must correct.

    A question with faults does not keep others from being loaded: it is added as comments at the
    end of the file, and its faults are among what was lost.

    Raises: ExchangeError: the file as a whole cannot be read, or holds no question to import.
    """
    questions, losses = FORMATS[format].read(data)
    nodes, more = quiz_nodes(questions)
    losses += more
    good: list[dict[str, Any]] = []
    faulty: list[dict[str, Any]] = []
    for node in nodes:
        faults = faults_in(quiz_text(title, [node]))
        (faulty if faults else good).append(node)
        losses += [Loss(node["id"], f"not imported: {fault.message}") for fault in faults]
    if not good:
        reasons = "\n".join(f"  {loss}" for loss in losses[:MAX_REASONS])
        raise ExchangeError(f"Nothing was imported: no question could be read.\n{reasons}".strip())
    text = quiz_text(title, good)
    return text + as_comments(faulty), losses, faults_in(text)


def faults_in(text: str) -> list[Fault]:
    """The faults of a quiz file that is not on disk yet."""
    return list(read_text(text)[1])


def read_text(text: str) -> tuple[Quiz | None, Faults]:
    """The quiz of a file that is not on disk yet, and its faults."""
    faults = Faults()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.yaml"
        path.write_text(text, encoding="utf-8")
        return read_quiz(path, faults, "quiz.yaml"), faults
