"""``manage.py quiz show|score``: a quiz from its file, without a site or an attempt."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from grader.faults import FaultyFiles
from quizzes import trying


class Command(BaseCommand):
    help = "Shows a quiz as it is dealt for a seed, or scores responses to it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        show = actions.add_parser(
            "show", help="the dealt questions, each with a full-mark response"
        )
        score = actions.add_parser("score", help="scores a JSON object {question id: response}")
        score.add_argument("--responses", type=Path, required=True, help="a JSON file")
        for action in (show, score):
            action.add_argument("quiz", help="the quiz's slug")
            action.add_argument("--seed", type=int, default=0)
            action.add_argument("--json", action="store_true")
            action.add_argument("--course", type=Path, default=settings.SHIPPED_COURSE)

    def handle(self, *, action: str, quiz: str, seed: int, course: Path, **options: Any) -> None:
        if seed < 0:
            raise CommandError(f"The seed is {seed}; write a whole number from 0.")
        try:
            found = trying.find_quiz(quiz, course)
            if action == "show":
                questions = trying.shown(found, seed)
            else:
                responses = trying.read_responses(_text(options["responses"]))
                questions = trying.scored(found, seed, responses)
        except (trying.CannotTry, FaultyFiles) as error:
            raise CommandError(str(error)) from None
        report = {"quiz": quiz, "title": found.title, "seed": seed, "questions": questions}
        if action == "score":
            report["points"] = sum(question["points"] for question in questions)
            report["possible"] = found.points
        self._print(report, as_json=options["json"])

    def _print(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{report['title']} (seed {report['seed']})")
        for number, question in enumerate(report["questions"], start=1):
            self.stdout.write(f"\n{number}. {question['id']}: {question['points']:g} points")
            for key in ("text", "options", "fields", "key", "feedback"):
                if question.get(key):
                    self.stdout.write(f"   {key}: {_words(question[key])}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise trying.CannotTry(f"{path} cannot be read: {error}") from None


def _words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
