"""``manage.py quiz show|score|export|import``: quizzes as files, without a site or an attempt."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from grader.files.faults import FaultyFiles
from quizzes.authoring import preview
from quizzes.contract.neutral import ExchangeError
from quizzes.exchange import formats


class Command(BaseCommand):
    """Each action prints a report, as text or as JSON."""

    help = "Shows, scores, exports and imports quizzes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        show = actions.add_parser(
            "show", help="the dealt questions, each with a full-mark response"
        )
        score = actions.add_parser("score", help="scores a JSON object {question id: response}")
        score.add_argument("--responses", type=Path, required=True, help="a JSON file")
        export = actions.add_parser("export", help="writes Moodle XML, GIFT or QTI")
        for action in (show, score, export):
            action.add_argument("quiz", help="the quiz's slug")
            action.add_argument("--seed", type=int, default=0)
            action.add_argument("--course", type=Path, default=settings.SHIPPED_COURSE)
        import_ = actions.add_parser("import", help="makes a quiz file of Moodle XML, GIFT or QTI")
        import_.add_argument("file", type=Path)
        import_.add_argument("--title", help="of the quiz; the file's name if left out")
        for action in (export, import_):
            action.add_argument("--format", choices=formats.FORMATS, required=True)
            action.add_argument("--out", type=Path, required=True, help="the file to write")
        for action in (show, score, export, import_):
            action.add_argument("--json", action="store_true", help="reports as JSON")

    def handle(self, *, action: str, **options: Any) -> None:
        try:
            report = self._actions[action](**options)
        except (preview.PreviewError, ExchangeError, FaultyFiles) as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._print(report)

    @property
    def _actions(self) -> dict[str, Callable[..., dict[str, Any]]]:
        return {
            "show": self._show,
            "score": self._score,
            "export": self._export,
            "import": self._import,
        }

    def _show(self, *, quiz: str, seed: int, course: Path, **_: Any) -> dict[str, Any]:
        checked = preview.find_quiz(quiz, course)
        questions = preview.show_questions(checked, _check_seed(seed))
        return {"quiz": quiz, "title": checked.title, "seed": seed, "questions": questions}

    def _score(
        self, *, quiz: str, seed: int, course: Path, responses: Path, **_: Any
    ) -> dict[str, Any]:
        checked = preview.find_quiz(quiz, course)
        given = preview.read_responses(_read(responses).decode("utf-8", "replace"))
        questions = preview.score_responses(checked, _check_seed(seed), given)
        return {
            "quiz": quiz,
            "title": checked.title,
            "seed": seed,
            "questions": questions,
            "points": sum(question["points"] for question in questions),
            "possible": checked.points,
        }

    def _export(
        self, *, quiz: str, seed: int, course: Path, format: str, out: Path, **_: Any
    ) -> dict[str, Any]:
        checked = preview.find_quiz(quiz, course)
        data, losses = formats.export_quiz(checked, format, _check_seed(seed))
        _write(out, data)
        return {"quiz": quiz, "file": str(out), "lost": [asdict(loss) for loss in losses]}

    def _import(
        self, *, file: Path, format: str, out: Path, title: str | None, **_: Any
    ) -> dict[str, Any]:
        text, losses, faults = formats.import_quiz(_read(file), format, title or file.stem)
        quiz, _faults = formats.read_text(text)
        _write(out, text.encode())
        return {
            "file": str(out),
            "imported": preview.show_questions(quiz, 0) if quiz else [],
            "lost": [asdict(loss) for loss in losses],
            "faults": [fault.as_dict() | {"file": str(out)} for fault in faults],
        }

    def _print(self, report: dict[str, Any]) -> None:
        if "questions" in report:
            self._print_questions(report)
            return
        for number, question in enumerate(report.get("imported", ()), start=1):
            self._print_question(number, question)
        self.stdout.write(f"Wrote {report['file']}.")
        for loss in report["lost"]:
            self.stdout.write(f"  lost: {loss['question']}: {loss['what']}")
        for fault in report.get("faults", ()):
            self.stdout.write(f"  to correct: {fault['file']}:{fault['line']}: {fault['message']}")
        if "imported" in report:
            self.stdout.write(
                f"{len(report['imported'])} questions, and none of them is on the site yet. Read "
                f"them above or with “manage.py preview {report['file']}”; then name the quiz in "
                "course.yaml and load the course."
            )

    def _print_questions(self, report: dict[str, Any]) -> None:
        self.stdout.write(f"{report['title']} (seed {report['seed']})")
        for number, question in enumerate(report["questions"], start=1):
            self._print_question(number, question)

    def _print_question(self, number: int, question: dict[str, Any]) -> None:
        self.stdout.write(f"\n{number}. {question['id']}: {question['points']:g} points")
        for key in ("type", "text", "options", "fields", "key", "feedback"):
            if question.get(key):
                self.stdout.write(f"   {key}: {_one_line(question[key])}")


def _check_seed(seed: int) -> int:
    if seed < 0:
        raise preview.PreviewError(f"The seed is {seed}; write a whole number from 0.")
    return seed


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise preview.PreviewError(f"{path} cannot be read: {error.strerror}.") from None


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise preview.PreviewError(f"{path} cannot be written: {error.strerror}.") from None


def _one_line(value: Any) -> str:
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
