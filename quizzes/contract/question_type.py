"""The contract of question types. A type is a module of `quizzes.types` with an instance of this.

Four kinds of values pass through it:

    fields      of an HTML form, by part of the question; "" is the question as a whole
    response    a plain JSON value, as a form or a file gives it; may be anything
    answer      a response that was parsed, in the one written form of the type (docs/authoring)
    body        what the question asks and its key, a frozen dataclass of the type

A blank answer is ``None``. All methods are pure, but for `grade`.
"""

from __future__ import annotations

import random
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, ClassVar, Protocol, TypeVar

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Samples, Score
from quizzes.contract.neutral import Draft, Export, NeutralQuestion

BodyT = TypeVar("BodyT")
AnswerT = TypeVar("AnswerT")

FormFields = Mapping[str, list[str]]
RenameId = Callable[[str, str], str]  # (group, id) -> the name that replaces it


class GradedBy(Enum):
    """Who finds out what an answer is worth."""

    RULE = "scored at once, by `score`"
    WORKER = "by `grade`, which may take seconds"
    PERSON = "by points for each criterion of a rubric"


class QuestionType(Protocol[BodyT, AnswerT]):
    """What a question type does. Methods with a body here are optional."""

    keys: ClassVar[tuple[str, ...]]
    """Keys of the YAML node that this type reads, beside those of all questions."""
    body_class: ClassVar[type]
    """The class of bodies, to read stored ones."""
    graded_by: ClassVar[GradedBy] = GradedBy.RULE
    feedback_reveals_key: ClassVar[bool] = False
    """Whether feedback is about a part whatever was chosen there: a try must not show it then."""
    answer_is_typed: ClassVar[bool] = False
    """Whether answers are the person's own text, to be shown as it is and not as Markdown."""

    # The author's side

    @abstractmethod
    def parse_body(self, node: Node) -> BodyT | None:
        """The body from YAML; faults are recorded in the node, with their lines."""

    @abstractmethod
    def samples(self, body: BodyT) -> Samples:
        """Right, wrong and invalid responses that the question makes of itself."""

    def blind_guesses(self, body: BodyT) -> Iterable[AnswerT]:
        """Equally likely answers of somebody who knows nothing; none where nothing is to guess."""
        return ()

    def everything_selected(self, body: BodyT) -> AnswerT | None:
        """The answer that selects every option, where there is one."""
        return None

    # The student's side

    def shuffle(self, body: BodyT, rng: random.Random) -> BodyT:
        """The body with its options in another order. Scores do not depend on it."""
        return body

    def from_page(self, fields: FormFields) -> FormFields:
        """A page's fields with numbers as they are stored, whatever the page's language."""
        return fields

    def from_form(self, fields: FormFields) -> Any:
        """The response that a form's fields hold; ``None`` when they are blank."""
        return first_value(fields).strip() or None

    def to_form(self, answer: AnswerT) -> dict[str, list[str]]:
        """The form's fields that hold an answer: `from_form` gives it back."""
        if isinstance(answer, Mapping):
            return {part: [str(value)] for part, value in answer.items()}
        values = answer if isinstance(answer, list) else [answer]
        return {"": [str(value) for value in values]}

    @abstractmethod
    def parse_response(self, body: BodyT, response: Any) -> AnswerT | InvalidResponse | None:
        """The answer, or why the response is none; ``None`` for a blank one."""

    def readings(self, body: BodyT, answer: AnswerT) -> dict[str, str]:
        """How typed values were understood, by part: shown beside the fields as they are saved."""
        return {}

    def count_unanswered(self, body: BodyT, answer: AnswerT | None) -> int:
        """How many parts are still blank."""
        return int(answer is None)

    @abstractmethod
    def describe_answer(self, body: BodyT, answer: AnswerT | None) -> str:
        """What was answered, in Markdown, or as it was typed (`answer_is_typed`)."""

    @abstractmethod
    def template_context(
        self, body: BodyT, answer: AnswerT | None, score: Score | None
    ) -> dict[str, Any]:
        """For ``quizzes/types/<type>.html``; without ``score`` nothing in it reveals the key."""

    # Item analysis

    def choices(self, body: BodyT) -> list[tuple[str, str, bool]]:
        """What there is to choose: key, text in Markdown, and whether it is right.

        Default: nothing, as answers are open or whole; they are then listed by frequency.
        """
        return []

    def chosen(self, body: BodyT, answer: AnswerT) -> frozenset[str]:
        """The keys of `choices` that an answer has."""
        return frozenset()

    # Grading

    @abstractmethod
    def score(self, body: BodyT, answer: AnswerT | None) -> Score:
        """From 0 to 1, with feedback for each part; ``pending`` when `graded_by` is no rule."""

    def grade(self, body: BodyT, answer: AnswerT) -> dict[str, Any]:
        """The result of grading by a worker, as plain JSON. Raises what the grader raises."""
        raise TypeError(f"answers are graded {self.graded_by.value}")

    def rubric(self, body: BodyT) -> dict[str, float]:
        """Maximum points by criterion, where a person grades."""
        return {}

    def check_grading(self, body: BodyT, result: Mapping[str, Any]) -> str:
        """Why a person's grading is invalid; empty when it is valid."""
        return ""

    def score_result(self, body: BodyT, answer: AnswerT | None, result: Mapping[str, Any]) -> Score:
        """The score from the ``result`` of a grading by a worker or a person."""
        return self.score(body, answer)

    # Author's ids, which no open page may show (quizzes.naming)

    def author_ids(self, body: BodyT) -> dict[str, list[str]]:
        """Ids that need another name on an open page, by group, with their originals."""
        return {}

    def rename_ids(self, body: BodyT, rename: RenameId) -> BodyT:
        """The body for an open page, without its key where the page does not need it."""
        return body

    def rename_ids_in_text(self, text: str, rename: RenameId) -> str:
        """The question's text for an open page."""
        return text

    def rename_ids_in_response(self, response: Any, rename: RenameId) -> Any:
        """A response under other ids: for an open page, or back again."""
        return response

    # Other systems (quizzes.exchange)

    def to_neutral(self, body: BodyT) -> Export | None:
        """The question as neutral content, with what is lost; ``None`` when no content holds it."""
        return None

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        """A draft of this type; ``None`` for content that another type takes."""
        return None


def first_value(fields: FormFields) -> str:
    """The value of the field for the question as a whole; empty when there is none."""
    return next(iter(fields.get("", [])), "")


def values_by_part(fields: FormFields) -> dict[str, str]:
    """The first value of each part's field."""
    return {part: values[0] for part, values in fields.items() if part and values}
