"""Essay: free text, graded by a person with a rubric.

    - id: why-l1
      type: essay
      text: Explain to a colleague why L1 gives zeros and squared L2 does not.
      words: 150                    # optional: about how much is asked
      rubric:
        - {id: slope, text: Compares the slopes near zero, points: 2}
        - {id: example, text: Gives a worked example, points: 1}
      sample: The slope of the absolute value stays the same near zero …     # optional
      explanation: The kink of the absolute value holds weights at zero.

A response is the text.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import Part, Samples, Score, Unreadable, is_storable
from quizzes.contract.neutral import Export, FreeText
from quizzes.types.common.options import must_differ, parse_id
from quizzes.types.common.tolerance import nicely

KEYS = ("rubric", "words", "sample")
MAX_CHARACTERS = 20_000


@dataclass(frozen=True)
class Criterion:
    id: str
    text: str
    points: float


@dataclass(frozen=True)
class Body:
    rubric: tuple[Criterion, ...]
    words: int = 0
    sample: str = ""

    @property
    def points(self) -> float:
        return sum(criterion.points for criterion in self.rubric)


def parse(node: Node) -> Body | None:
    rubric = []
    for entry in node.entries("rubric", required=True):
        entry.only(["id", "text", "points"])
        rubric.append(Criterion(parse_id(entry), entry.text("text"), entry.number("points", 1.0)))
        if rubric[-1].points <= 0:
            entry.fault(f"a criterion has {rubric[-1].points:g} points; expected more than 0")
    must_differ(node, rubric, "criteria")
    words = node.number("words", 0.0)
    if words != int(words) or not 0 <= words <= 3000:
        node.fault(f"words is {words:g}; expected a whole number up to 3000")
    return Body(tuple(rubric), int(words), node.text("sample", "")) if rubric else None


def arrange(body: Body, rng: random.Random) -> Body:
    return body


def collect(fields: Mapping[str, list[str]]) -> str | None:
    return next(iter(fields.get("", [])), "").replace("\r\n", "\n").strip() or None


def read(body: Body, posted: object) -> str | Unreadable | None:
    if posted is None or posted == "":
        return None
    if not isinstance(posted, str) or len(posted) > MAX_CHARACTERS or not is_storable(posted):
        return Unreadable(f"Expected a text of at most {MAX_CHARACTERS} characters.")
    return posted.strip() or None


def score(body: Body, answer: str | None) -> Score:
    return Score(0.0, pending=answer is not None)


def objection(body: Body, result: Mapping[str, Any]) -> str:
    """Why a grading cannot stand; empty when it can."""
    known = {criterion.id: criterion for criterion in body.rubric}
    if set(result["points"]) != set(known):
        return f"Give points for each of: {', '.join(known)}."
    for name, points in result["points"].items():
        if not 0 <= points <= known[name].points:
            return f"“{name}” has 0 to {known[name].points:g} points, not {points:g}."
    return ""


def settled(body: Body, answer: str | None, result: Mapping[str, Any]) -> Score:
    parts = tuple(
        Part(
            criterion.id,
            right=result["points"][criterion.id] >= criterion.points,
            given=nicely(result["points"][criterion.id]),
            expected=nicely(criterion.points),
        )
        for criterion in body.rubric
    )
    earned = sum(result["points"].values())
    return Score(min(1.0, earned / body.points), parts, result.get("comment", ""))


def open_parts(body: Body, answer: str | None) -> int:
    return int(answer is None)


def in_words(body: Body, answer: str | None) -> str:
    return answer or ""


def samples(body: Body) -> Samples:
    return Samples(
        body.sample or "A full answer.", {}, ([1], {"": "x"}, 1.5, "x" * (MAX_CHARACTERS + 1))
    )


def page(body: Body, answer: str | None, score: Score | None) -> dict[str, Any]:
    parts = {part.id: part for part in score.parts} if score else {}
    rubric = []
    for criterion in body.rubric:
        given = parts[criterion.id].given if criterion.id in parts else None
        rubric.append(
            {"id": criterion.id, "text": criterion.text, "points": nicely(criterion.points),
             "given": given}
        )  # fmt: skip
    shown: dict[str, Any] = {"fields": [{"id": ""}], "rubric": rubric, "words": body.words}
    if answer is not None:
        shown["given"] = answer
    if score:
        shown |= {"expected": body.sample, "comment": score.feedback, "pending": score.pending}
    return shown


def export(body: Body) -> Export:
    criteria = tuple((criterion.text, criterion.points) for criterion in body.rubric)
    return Export(FreeText(criteria, body.sample))
