"""Short text: accepted spellings or a regular expression; listed mistakes have their feedback.

    - id: log-odds
      type: short_text
      text: What is the inverse of the sigmoid called?
      accept: [logit, log-odds]          # the first is shown as right
      pattern: "(the )?log[- ]?odds( function)?"        # optional, of the whole answer
      case: false                        # true: capitals count
      wrong:
        - {accept: [probit], feedback: That inverts the normal distribution., credit: 0.25}
      explanation: It takes a probability to the whole line.

A pattern is one of RE2 (github.com/google/re2/wiki/Syntax), without look-around and backreferences.
Space around and between words does not count more than once. A response is the text.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import MAX_TEXT, Part, Sample, Samples, Score, Unreadable, read_text
from quizzes.contract.neutral import AnswerKey, Export, Texts
from quizzes.formulas import patterns

KEYS = ("accept", "pattern", "case", "wrong")


@dataclass(frozen=True)
class Wrong:
    accept: tuple[str, ...]
    feedback: str
    credit: float = 0.0


@dataclass(frozen=True)
class Body:
    accept: tuple[str, ...]
    pattern: str = ""
    case: bool = False
    wrong: tuple[Wrong, ...] = ()

    def folded(self, text: str) -> str:
        words = " ".join(text.split())
        return words if self.case else words.casefold()

    def is_one_of(self, text: str, spellings: tuple[str, ...]) -> bool:
        return self.folded(text) in {self.folded(spelling) for spelling in spellings}

    def takes(self, text: str) -> bool:
        if self.is_one_of(text, self.accept):
            return True
        return bool(self.pattern) and patterns.fits(self.pattern, " ".join(text.split()), self.case)


def parse(node: Node) -> Body | None:
    accept = _spellings(node)
    pattern = node.text("pattern", "")
    if pattern and (problem := _problem(pattern)):
        (node.get("pattern") or node).fault(problem)
        return None
    wrong = []
    for entry in node.entries("wrong"):
        entry.only(["accept", "feedback", "credit"])
        each = Wrong(_spellings(entry), entry.text("feedback"), float(entry.number("credit", 0.0)))
        wrong.append(each)
        if not 0 <= each.credit < 1:
            entry.fault(f"the credit of a wrong answer is {each.credit:g}; expected 0 to below 1")
    body = Body(accept, pattern, node.flag("case"), tuple(wrong))
    for each in wrong:
        for spelling in each.accept:
            if body.takes(spelling):
                node.fault(f'"{spelling}" is listed as wrong, and is accepted as right')
    return body if accept else None


def _spellings(node: Node) -> tuple[str, ...]:
    found = tuple(e.as_text("a spelling").strip() for e in node.entries("accept", required=True))
    if not found or not all(found) or any(len(each) > MAX_TEXT for each in found):
        node.fault(f"accept needs at least one text, none empty or over {MAX_TEXT} characters")
    return found


def _problem(pattern: str) -> str:
    try:
        patterns.compiled(pattern)
    except patterns.NotAPattern as problem:
        return str(problem)
    return ""


def arrange(body: Body, rng: random.Random) -> Body:
    return body


def collect(fields: Mapping[str, list[str]]) -> str | None:
    return next(iter(fields.get("", [])), "").strip() or None


def read(body: Body, posted: object) -> str | Unreadable | None:
    if posted is None:
        return None
    text = read_text(posted)
    if text is None:
        return Unreadable(f"Expected a text of at most {MAX_TEXT} characters.")
    return text or None


def score(body: Body, answer: str | None) -> Score:
    right = answer is not None and body.takes(answer)
    mistake = None
    if answer is not None and not right:
        mistake = next((e for e in body.wrong if body.is_one_of(answer, e.accept)), None)
    feedback = mistake.feedback if mistake else ""
    part = Part("", right, answer is not None, answer or "", body.accept[0], feedback)
    fraction = 1.0 if right else mistake.credit if mistake else 0.0
    return Score(fraction, (part,), feedback)


def open_parts(body: Body, answer: str | None) -> int:
    return int(answer is None)


def in_words(body: Body, answer: str | None) -> str:
    return answer or ""


def samples(body: Body) -> Samples:
    wrong = {each.accept[0]: Sample(each.accept[0], each.credit) for each in body.wrong}
    for spelling in body.accept:
        wrong[f"accepted {spelling}"] = Sample(f"  {spelling} ", 1.0)
    nonsense = "zzzz qqqq"
    if not body.takes(nonsense):
        wrong["nonsense"] = Sample(nonsense, 0.0)
    return Samples(body.accept[0], wrong, ([body.accept[0]], {"": "x"}, "x" * (MAX_TEXT + 1), True))


def page(body: Body, answer: str | None, score: Score | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"fields": [{"id": ""}], "case": body.case}
    if answer is not None:
        shown["given"] = answer
    if score:
        shown |= {"right": score.parts[0].right, "expected": body.accept[0]}
        shown["feedback"] = score.feedback
    return shown


def export(body: Body) -> Export:
    right = [AnswerKey(each, 1.0) for each in body.accept]
    wrong = [
        AnswerKey(text, each.credit, each.feedback) for each in body.wrong for text in each.accept
    ]
    lost = ("the regular expression; the listed spellings alone are right",)
    return Export(Texts((*right, *wrong), body.case), lost if body.pattern else ())
