"""Essay: free text, graded by a person with a rubric.

    - id: why-l1
      type: essay
      text: Explain to a colleague why L1 gives zeros and squared L2 does not.
      words: 150                    # optional: about how much is asked
      rubric:
        - {id: slope, text: Compares the slopes near zero, points: 2}
        - {id: example, text: Gives a worked example, points: 1}
      sample: The slope of the absolute value stays the same near zero …     # optional
      guide: Half of the points where the slopes are named without a reason. # optional
      explanation: The kink of the absolute value holds weights at zero.

Students see the sample with the key; graders alone see the guide. A response is the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courseware.items.manual import RESULT, ManualGrade
from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Samples, Score, is_storable
from quizzes.contract.neutral import Draft, Export, FreeText, NeutralQuestion
from quizzes.contract.question_type import GradedBy, QuestionType
from quizzes.contract.unique_ids import UniqueIds
from quizzes.types.shared.numbers import format_short
from quizzes.types.shared.options import check_distinct, parse_id

MAX_CHARACTERS = 20_000


@dataclass(frozen=True)
class Criterion:
    """A line of the rubric and its maximum points."""

    id: str
    text: str
    points: float


@dataclass(frozen=True)
class Body:
    """The rubric, about how many words are asked, and a sample answer."""

    rubric: tuple[Criterion, ...]
    words: int = 0
    sample: str = ""
    guide: str = ""

    @property
    def points(self) -> float:
        """The maximum points of all criteria."""
        return sum(criterion.points for criterion in self.rubric)


class EssayType(QuestionType[Body, str]):
    """Free text that a person grades; an answer is the text."""

    keys = ("rubric", "words", "sample", "guide")
    body_class = Body
    graded_by = GradedBy.PERSON
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        rubric = []
        for entry in node.entries("rubric", required=True):
            entry.only(["id", "text", "points"])
            rubric.append(
                Criterion(parse_id(entry), entry.text("text"), entry.number("points", 1.0))
            )
            if rubric[-1].points <= 0:
                entry.fault(f"a criterion has {rubric[-1].points:g} points; expected more than 0")
        check_distinct(node, rubric, "criteria")
        words = node.number("words", 0.0)
        if words != int(words) or not 0 <= words <= 3000:
            node.fault(f"words is {words:g}; expected a whole number up to 3000")
        texts = node.text("sample", ""), node.text("guide", "")
        return Body(tuple(rubric), int(words), *texts) if rubric else None

    def samples(self, body: Body) -> Samples:
        return Samples(
            body.sample or "A full answer.", {}, ([1], {"": "x"}, 1.5, "x" * (MAX_CHARACTERS + 1))
        )

    def from_form(self, fields: Mapping[str, list[str]]) -> str | None:
        return next(iter(fields.get("", [])), "").replace("\r\n", "\n").strip() or None

    def parse_response(self, body: Body, response: Any) -> str | InvalidResponse | None:
        if response is None or response == "":
            return None
        if (
            not isinstance(response, str)
            or len(response) > MAX_CHARACTERS
            or not is_storable(response)
        ):
            return InvalidResponse(
                _("Expected a string of at most %(most)d characters.") % {"most": MAX_CHARACTERS}
            )
        return response.strip() or None

    def describe_answer(self, body: Body, answer: str | None) -> str:
        return answer or ""

    def template_context(
        self, body: Body, answer: str | None, score: Score | None
    ) -> dict[str, Any]:
        parts = {part.id: part for part in score.parts} if score else {}
        rubric = []
        for criterion in body.rubric:
            given = parts[criterion.id].given if criterion.id in parts else None
            points = format_short(criterion.points)
            rubric.append(
                {"id": criterion.id, "text": criterion.text, "points": points, "given": given}
            )
        context: dict[str, Any] = {"fields": [{"id": ""}], "rubric": rubric, "words": body.words}
        if answer is not None:
            context["given"] = answer
        if score:
            context |= {
                "expected": body.sample,
                "guide": body.guide,
                "comment": score.feedback,
                "pending": score.pending,
            }
        return context

    def score(self, body: Body, answer: str | None) -> Score:
        return Score(0.0, pending=answer is not None)

    def rubric(self, body: Body) -> dict[str, float]:
        return {criterion.id: criterion.points for criterion in body.rubric}

    def check_grading(self, body: Body, result: Mapping[str, Any]) -> str:
        """Why a grading is invalid; empty when it is valid."""
        known = {criterion.id: criterion for criterion in body.rubric}
        if set(result["points"]) != set(known):
            return _("Enter points for each of: %(names)s.") % {"names": ", ".join(known)}
        for name, points in result["points"].items():
            if not 0 <= points <= known[name].points:
                text = _("Enter 0 to %(most)g points for “%(name)s”, not %(points)g.")
                return text % {"name": name, "most": known[name].points, "points": points}
        return ""

    def score_result(self, body: Body, answer: str | None, result: Mapping[str, Any]) -> Score:
        """By the site's rubric, or by points for each of the author's criteria."""
        if RESULT in result:
            return Score(ManualGrade.from_dict(result[RESULT]).fraction)
        parts = tuple(
            Part(
                criterion.id,
                right=result["points"][criterion.id] >= criterion.points,
                given=format_short(result["points"][criterion.id]),
                expected=format_short(criterion.points),
            )
            for criterion in body.rubric
        )
        earned = sum(result["points"].values())
        return Score(min(1.0, earned / body.points), parts, result.get("comment", ""))

    def to_neutral(self, body: Body) -> Export:
        criteria = tuple((criterion.text, criterion.points) for criterion in body.rubric)
        return Export(FreeText(criteria, body.sample, body.guide))

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not isinstance(content, FreeText):
            return None
        criteria = content.criteria or (("The answer as a whole", 1.0),)
        ids = UniqueIds("criterion")
        rubric = [
            {"id": ids.assign(text), "text": text, "points": points} for text, points in criteria
        ]
        texts = {"sample": content.sample, "guide": content.guide}
        return Draft({"rubric": rubric} | {key: text for key, text in texts.items() if text})


TYPE = EssayType()
