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
Spellings are compared by their letters, not by how they are set: see `quizzes.contract.texts`. A
response is the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import (
    MAX_TEXT,
    InvalidResponse,
    Part,
    Sample,
    Samples,
    Score,
    parse_text,
)
from quizzes.contract.neutral import AnswerKey, Draft, Export, NeutralQuestion, Texts
from quizzes.contract.question_type import QuestionType
from quizzes.contract.texts import comparable, typographic_plain
from quizzes.formulas import patterns
from quizzes.types.shared.mistakes import parse_credit


@dataclass(frozen=True)
class Mistake:
    """Wrong spellings that an author expects."""

    accept: tuple[str, ...]
    feedback: str
    credit: float = 0.0


@dataclass(frozen=True)
class Body:
    """Accepted spellings, a pattern, and whether capitals count."""

    accept: tuple[str, ...]
    pattern: str = ""
    case: bool = False
    wrong: tuple[Mistake, ...] = ()

    def normalize(self, text: str) -> str:
        """What of a text counts when it is compared."""
        return comparable(text, case=self.case)

    def is_one_of(self, text: str, spellings: tuple[str, ...]) -> bool:
        """Whether the text equals one of the spellings."""
        return self.normalize(text) in {self.normalize(spelling) for spelling in spellings}

    def accepts(self, text: str) -> bool:
        """Whether the text is right, by a spelling or by the pattern."""
        if self.is_one_of(text, self.accept):
            return True
        if not self.pattern:
            return False
        plain = typographic_plain(text)
        spellings = dict.fromkeys((" ".join(text.split()), plain, comparable(text, case=True)))
        return any(patterns.matches(self.pattern, each, self.case) for each in spellings)


def _spellings(node: Node) -> tuple[str, ...]:
    entries = node.entries("accept", required=True)
    spellings = tuple(entry.as_text("a spelling").strip() for entry in entries)
    if not spellings or not all(spellings) or max(map(len, spellings)) > MAX_TEXT:
        node.fault(f"accept needs at least one text, none empty or over {MAX_TEXT} characters")
    return spellings


def _pattern_error(pattern: str) -> str:
    try:
        patterns.compile_pattern(pattern)
    except patterns.PatternError as error:
        return str(error)
    return ""


class ShortTextType(QuestionType[Body, str]):
    """A short text; an answer is the text as it was typed."""

    keys = ("accept", "pattern", "case", "wrong")
    body_class = Body
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        accept = _spellings(node)
        pattern = node.text("pattern", "")
        if pattern and (error := _pattern_error(pattern)):
            (node.get("pattern") or node).fault(error)
            return None
        wrong = []
        for entry in node.entries("wrong"):
            entry.only(["accept", "feedback", "credit"])
            mistake = Mistake(_spellings(entry), entry.text("feedback"), float(parse_credit(entry)))
            wrong.append(mistake)
        body = Body(accept, pattern, node.flag("case"), tuple(wrong))
        for mistake in wrong:
            for spelling in mistake.accept:
                if body.accepts(spelling):
                    node.fault(f'"{spelling}" is listed as wrong, and is accepted as right')
        return body if accept else None

    def samples(self, body: Body) -> Samples:
        wrong = {
            mistake.accept[0]: Sample(mistake.accept[0], mistake.credit) for mistake in body.wrong
        }
        for spelling in body.accept:
            wrong[f"accepted {spelling}"] = Sample(f"  {spelling} ", 1.0)
        nonsense = "zzzz qqqq"
        if not body.accepts(nonsense):
            wrong["nonsense"] = Sample(nonsense, 0.0)
        return Samples(
            body.accept[0], wrong, ([body.accept[0]], {"": "x"}, "x" * (MAX_TEXT + 1), True)
        )

    def parse_response(self, body: Body, response: Any) -> str | InvalidResponse | None:
        if response is None:
            return None
        text = parse_text(response)
        if text is None:
            return InvalidResponse(
                _("Expected a string of at most %(most)d characters.") % {"most": MAX_TEXT}
            )
        return text or None

    def describe_answer(self, body: Body, answer: str | None) -> str:
        return answer or ""

    def template_context(
        self, body: Body, answer: str | None, score: Score | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = {"fields": [{"id": ""}], "case": body.case}
        if answer is not None:
            context["given"] = answer
        if score:
            context |= {"right": score.parts[0].right, "expected": body.accept[0]}
            context["feedback"] = score.feedback
        return context

    def score(self, body: Body, answer: str | None) -> Score:
        right = answer is not None and body.accepts(answer)
        mistake = None
        if answer is not None and not right:
            mistake = next(
                (wrong for wrong in body.wrong if body.is_one_of(answer, wrong.accept)), None
            )
        feedback = mistake.feedback if mistake else ""
        part = Part("", right, answer is not None, answer or "", body.accept[0], feedback)
        fraction = 1.0 if right else mistake.credit if mistake else 0.0
        return Score(fraction, (part,), feedback)

    def to_neutral(self, body: Body) -> Export:
        right = [AnswerKey(spelling, 1.0) for spelling in body.accept]
        wrong = [
            AnswerKey(text, mistake.credit, mistake.feedback)
            for mistake in body.wrong
            for text in mistake.accept
        ]
        lost = ("the regular expression; the listed spellings alone are right",)
        return Export(Texts((*right, *wrong), body.case), lost if body.pattern else ())

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        """A star in a text matches anything; correct answers that have one become a pattern."""
        content = question.content
        if not isinstance(content, Texts):
            return None
        losses = []
        right = [key for key in content.answers if key.is_right]
        if any(key.feedback for key in right):
            losses.append("the feedback on right answers")
        wrong = []
        for key in content.answers:
            if key.is_right:
                continue
            if "*" in key.text:
                losses.append(f"the wildcard answer “{key.text[:60]}”")
                continue
            mistake: dict[str, Any] = {"accept": [key.text]}
            mistake["feedback"] = key.feedback or "Not right."
            wrong.append(mistake | ({"credit": key.fraction} if key.fraction > 0 else {}))
        plain = [key.text for key in right if "*" not in key.text]
        node: dict[str, Any] = {"accept": plain, "wrong": wrong}
        starred = [patterns.wildcard_pattern(key.text) for key in right if "*" in key.text]
        if starred:
            node["pattern"] = "|".join(starred)
        return Draft(node | ({"case": True} if content.case else {}), tuple(losses))


TYPE = ShortTextType()
