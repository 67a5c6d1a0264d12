"""Questions and quizzes as values: what an author wrote, checked, ready to store and to show."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.files.faults import did_you_mean
from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Samples, Score
from quizzes.contract.question_type import GradedBy, QuestionType
from quizzes.delivery.settings import Delivery
from quizzes.questions.encoding import decode, encode
from quizzes.types import question_type, type_names
from quizzes.types.shared.options import parse_id

COMMON_KEYS = ("id", "type", "points", "text", "explanation", "tags", "anchors", "erratum")


@dataclass(frozen=True)
class Question:
    """One dealt question: the words common to all types, and the type's own ``body``."""

    id: str
    type: str
    points: float
    text: str
    body: Any
    explanation: str = ""
    erratum: str = ""
    tags: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def question_type(self) -> QuestionType[Any, Any]:
        """What knows how questions of this type work."""
        return question_type(self.type)

    def shuffled(self, rng: random.Random) -> Question:
        """The question with its options in another order."""
        return replace(self, body=self.question_type.shuffle(self.body, rng))

    def from_page(self, fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """A page's fields with numbers as they are stored, whatever the page's language."""
        return dict(self.question_type.from_page(fields))

    def from_form(self, fields: Mapping[str, list[str]]) -> Any:
        return self.question_type.from_form(fields)

    def to_form(self, answer: Any) -> dict[str, list[str]]:
        """The fields of a form that hold the answer: `from_form` gives it back."""
        return self.question_type.to_form(answer)

    def parse_response(self, response: Any) -> Any | InvalidResponse:
        return self.question_type.parse_response(self.body, response)

    def score(self, answer: Any) -> Score:
        return self.question_type.score(self.body, answer)

    @property
    def graded_by_worker(self) -> bool:
        """Whether answers are graded by a worker, with `grade`."""
        return self.question_type.graded_by is GradedBy.WORKER

    def grade(self, answer: Any) -> dict[str, Any]:
        """The result of grading, which may take seconds; raises what the grader raises."""
        return self.question_type.grade(self.body, answer)

    def final_score(self, answer: Any, result: Any) -> Score:
        """The score, from the result of a grading where one was needed."""
        score = self.score(answer)
        if not (score.pending and result):
            return score
        return self.question_type.score_result(self.body, answer, result)

    def readings(self, answer: Any) -> dict[str, str]:
        """How the values of an answer were understood, by part of the question."""
        return {} if answer is None else self.question_type.readings(self.body, answer)

    def count_unanswered(self, answer: Any) -> int:
        return self.question_type.count_unanswered(self.body, answer)

    def describe_answer(self, answer: Any) -> str:
        return self.question_type.describe_answer(self.body, answer)

    def samples(self) -> Samples:
        return self.question_type.samples(self.body)

    def template_context(self, answer: Any = None, score: Score | None = None) -> dict[str, Any]:
        return self.question_type.template_context(self.body, answer, score)

    def to_plain(self) -> dict[str, Any]:
        """The question as plain JSON, as it is stored."""
        return encode(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Question:
        """The question that `to_plain` gave."""
        question = decode(cls, plain)
        return replace(question, body=decode(question.question_type.body_class, plain["body"]))


@dataclass(frozen=True)
class Slot:
    """A place in a quiz and the variants that can be dealt for it; a static question has one."""

    id: str
    type: str
    points: float
    variants: tuple[Question, ...]
    parameterised: bool = False  # this spelling is part of every quiz's digest

    def deal(self, seed: int) -> Question:
        """The variant for a seed, its options in the seed's order."""
        question = self.variants[seed % len(self.variants)]
        return question.shuffled(shuffle_rng(seed, self.id))


@dataclass(frozen=True)
class Quiz:
    """A quiz file, checked."""

    title: str
    intro: str
    source: str
    chapter: str
    pass_mark: float | None
    delivery: Delivery
    slots: tuple[Slot, ...]

    @property
    def points(self) -> float:
        """Of one attempt: the same for each, whatever it draws from pools."""
        points = {slot.id: slot.points for slot in self.slots}
        return sum(points.values()) - self.delivery.undrawn_points(points)

    def deal(self, seed: int) -> list[Question]:
        """The questions of one attempt in their order."""
        slots = {slot.id: slot for slot in self.slots}
        return [slots[slot].deal(seed) for slot in self.delivery.question_order(list(slots), seed)]


def slot_from_plain(plain: Mapping[str, Any]) -> Slot:
    """The slot that `encode` made ``plain`` from."""
    return Slot(**{**plain, "variants": tuple(map(Question.from_plain, plain["variants"]))})


def quiz_from_plain(plain: Mapping[str, Any]) -> Quiz:
    """The quiz that `encode` made ``plain`` from."""
    slots = tuple(map(slot_from_plain, plain["slots"]))
    return Quiz(**{**plain, "slots": slots, "delivery": decode(Delivery, plain["delivery"])})


def shuffle_rng(seed: int, question: str) -> random.Random:
    """The random numbers that shuffle options: the same for the same seed and question."""
    return random.Random(f"{seed}/{question}")


def parse_question(node: Node) -> Question | None:
    """A question without parameters; all its faults are recorded."""
    name = node.text("type")
    if name not in type_names():
        if name:
            (node.get("type") or node).fault(
                f'unknown question type "{name}"; known are {", ".join(type_names())}.'
                + did_you_mean(name, type_names())
            )
        return None
    kind = question_type(name)
    node.only([*COMMON_KEYS, *kind.keys])
    points = node.number("points", 1.0)
    if not 0 < points <= 1000:
        (node.get("points") or node).fault(f"points are {points:g}; expected more than 0")
    body = kind.parse_body(node)
    question = Question(
        id=parse_id(node),
        type=name,
        points=float(points),
        text=node.text("text"),
        body=body,
        explanation=node.text("explanation"),
        erratum=node.text("erratum", ""),
        tags=_texts(node, "tags"),
        anchors=_anchors(node),
    )
    return question if body is not None else None


def _texts(node: Node, key: str) -> tuple[str, ...]:
    return tuple(entry.as_text() for entry in node.entries(key))


def _anchors(node: Node) -> tuple[str, ...]:
    anchors = _texts(node, "anchors")
    for anchor in anchors:
        chapter, mark, place = anchor.partition("#")
        if not (chapter and mark and place):
            node.fault(f'the anchor "{anchor}" must be written chapter-file#heading')
    return anchors
