"""Single choice: one option is correct; others may earn a part.

    - id: what-l1-does
      type: single
      text: What does an L1 penalty do to the weight of a useless feature?
      options:
        - {id: zero, text: It makes it exactly zero, correct: true, feedback: …}
        - {id: small, text: It makes it small, credit: 0.25, feedback: …}
      explanation: The slope of the penalty does not fade near zero.

A response is the id of an option: ``"zero"``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score
from quizzes.contract.neutral import AnswerKey, Choices, Draft, Export, NeutralQuestion
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.types.shared.options import (
    Option,
    draft_options,
    parse_options,
    rename_entries,
    shuffled,
)


@dataclass(frozen=True)
class Body:
    """Options, one of them correct."""

    options: tuple[Option, ...]
    shuffle: bool = True

    def option(self, wanted: str) -> Option | None:
        """The option of an id, if there is one."""
        return next((option for option in self.options if option.id == wanted), None)


class SingleType(QuestionType[Body, str]):
    """One option; an answer is its id."""

    keys = ("options", "shuffle")
    body_class = Body

    def parse_body(self, node: Node) -> Body | None:
        options = parse_options(node, "credit")
        correct = [option for option in options if option.correct]
        if len(correct) != 1:
            node.fault(f"{len(correct)} options are correct; a single choice has exactly 1")
        for option in options:
            if not 0 <= option.credit <= 1 or (option.correct and option.credit != 1):
                node.fault(f'the credit of "{option.id}" must be 0 to 1, and 1 where it is correct')
        return Body(options, node.flag("shuffle", True))

    def samples(self, body: Body) -> Samples:
        right = next(option.id for option in body.options if option.correct)
        wrong = {
            option.id: Sample(option.id, option.credit)
            for option in body.options
            if option.id != right
        }
        return Samples(right, wrong, ("no-such-option", [right], {"": right}, 1.5, True))

    def blind_guesses(self, body: Body) -> list[str]:
        """One option, each equally likely."""
        return [option.id for option in body.options]

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        return replace(body, options=shuffled(body.options, rng)) if body.shuffle else body

    def from_form(self, fields: Mapping[str, list[str]]) -> str | None:
        return next(iter(fields.get("", [])), "") or None

    def parse_response(self, body: Body, response: Any) -> str | InvalidResponse | None:
        if response is None:
            return None
        if isinstance(response, str) and body.option(response):
            return response
        return InvalidResponse(
            _("Expected the id of one option."), tuple(option.id for option in body.options)
        )

    def describe_answer(self, body: Body, answer: str | None) -> str:
        option = body.option(answer) if answer is not None else None
        return option.text if option else ""

    def template_context(
        self, body: Body, answer: str | None, score: Score | None
    ) -> dict[str, Any]:
        results = {part.id: part for part in score.parts} if score else {}
        options = []
        for option in body.options:
            entry: dict[str, Any] = {"id": option.id, "text": option.text}
            if answer is not None or score:
                entry["chosen"] = option.id == answer
            if score:
                entry |= {"correct": option.correct, "feedback": results[option.id].feedback}
            options.append(entry)
        return {"options": options}

    def choices(self, body: Body) -> list[tuple[str, str, bool]]:
        return [(option.id, option.text, option.correct) for option in body.options]

    def chosen(self, body: Body, answer: str) -> frozenset[str]:
        return frozenset([answer])

    def score(self, body: Body, answer: str | None) -> Score:
        parts = tuple(
            Part(
                option.id,
                right=(option.id == answer) == option.correct,
                chosen=option.id == answer,
                feedback=option.feedback,
            )
            for option in body.options
        )
        chosen = body.option(answer) if answer is not None else None
        return Score(chosen.credit, parts, chosen.feedback) if chosen else Score(0.0, parts)

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {"option": [option.id for option in body.options]}

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        return replace(body, options=rename_entries(body.options, rename, "option"))

    def rename_ids_in_response(self, response: str, rename: RenameId) -> str:
        return rename("option", response)

    def to_neutral(self, body: Body) -> Export:
        options = tuple(
            AnswerKey(option.text, option.credit, option.feedback) for option in body.options
        )
        return Export(Choices(True, options, body.shuffle))

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not (isinstance(content, Choices) and content.single):
            return None
        losses = []
        options = draft_options(content.options)
        for option, key in zip(options, content.options, strict=True):
            if key.is_right:
                option["correct"] = True
            elif key.fraction > 0:
                option["credit"] = key.fraction
            elif key.fraction < 0:
                losses.append(
                    f"the penalty for “{key.text[:60]}”; a single choice earns 0 at least"
                )
        node = {"options": options} | ({} if content.shuffle else {"shuffle": False})
        return Draft(node, tuple(losses))


TYPE = SingleType()
