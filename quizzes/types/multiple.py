"""Multiple choice: any number of options is correct; credit by a named rule.

    - id: exploding-gradients
      type: multiple
      credit: balanced   # or all-or-nothing (default), net-correct, coverage, each-answer, weights
      text: Which of these help against exploding gradients?
      options:
        - {id: clip, text: Clip the gradients, correct: true, feedback: …}
        - {id: slow, text: Lower the learning rate, correct: true, feedback: …}
        - {id: deeper, text: Add layers, feedback: …}
      explanation: Both bound the step.

By ``weights`` every option has a ``weight`` (negative for a wrong one), those of the correct
options sum to 1. A response is a list of option ids: ``["clip"]``; a list is scored by the rule
even when it is empty, no response at all earns nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score
from quizzes.contract.neutral import ROUNDING, AnswerKey, Choices, Draft, Export, NeutralQuestion
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.types.shared import credit
from quizzes.types.shared.guesses import combinations_of
from quizzes.types.shared.options import (
    Option,
    draft_options,
    parse_options,
    parse_rule,
    rename_entries,
    shuffled,
)

RULES = (*credit.RULES_FOR_OPTIONS, "weights")


@dataclass(frozen=True)
class Body:
    """Options and the rule of credit."""

    options: tuple[Option, ...]
    rule: str = "all-or-nothing"
    shuffle: bool = True

    @property
    def ids(self) -> list[str]:
        """The ids of all options."""
        return [option.id for option in self.options]

    @property
    def key(self) -> list[str]:
        """The ids of the correct options."""
        return [option.id for option in self.options if option.correct]


def _check_weights(node: Node, options: tuple[Option, ...]) -> None:
    total = sum(option.credit for option in options if option.correct)
    if abs(total - 1) > 1e-9:
        node.fault(f"the weights of the correct options sum to {total:g}; they must sum to 1")
    for option in options:
        if (option.credit > 0) != option.correct:
            node.fault(f'"{option.id}": a correct option weighs more than 0, a wrong one 0 or less')


def _rule_of(fractions: list[float]) -> str:
    """The rule that gives these fractions to options that are ticked alone."""
    right = sum(fraction > 0 for fraction in fractions)
    share, rest = 1 / max(1, right), 1 / max(1, len(fractions) - right)
    for rule, cost in (("net-correct", share), ("balanced", rest)):
        if all(abs(f - (share if f > 0 else -cost)) < ROUNDING for f in fractions):
            return rule
    return "weights"


class MultipleType(QuestionType[Body, list[str]]):
    """Any number of options; an answer is the sorted list of their ids."""

    keys = ("options", "shuffle", "credit")
    body_class = Body

    def parse_body(self, node: Node) -> Body | None:
        options = parse_options(node, "weight")
        rule = parse_rule(node, RULES, "all-or-nothing")
        if rule is None:
            return None
        if not any(option.correct for option in options):
            node.fault("no option is correct; expected at least 1")
            return None
        if rule == "weights":
            _check_weights(node, options)
        return Body(options, rule, node.flag("shuffle", True))

    def samples(self, body: Body) -> Samples:
        key, n, c = body.key, len(body.options), len(body.key)
        wrong = {}
        if c < n and body.rule != "weights":
            everything = {
                "all-or-nothing": 0.0,
                "net-correct": max(0.0, (c - (n - c)) / c),
                "balanced": 0.0,
                "coverage": c / n,
                "each-answer": c / n,
            }
            wrong["everything"] = Sample(body.ids, everything[body.rule])
        if c > 1:
            rest = next(option for option in body.options if option.correct)
            share = {
                "all-or-nothing": 0.0,
                "net-correct": (c - 1) / c,
                "balanced": (c - 1) / c,
                "coverage": (c - 1) / c,
                "each-answer": (n - 1) / n,
                "weights": min(1.0, max(0.0, 1 - rest.credit)),
            }
            wrong["one-short"] = Sample([k for k in key if k != rest.id], share[body.rule])
        return Samples(
            sorted(key), wrong, ("no-such-option", ["no-such-option"], [key[0]] * 2, 3.0)
        )

    def blind_guesses(self, body: Body) -> Iterator[list[str]]:
        """A coin for each option."""
        for coins in combinations_of([(False, True)] * len(body.options)):
            yield [option for option, coin in zip(body.ids, coins, strict=True) if coin]

    def everything_selected(self, body: Body) -> list[str]:
        return body.ids

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        return replace(body, options=shuffled(body.options, rng)) if body.shuffle else body

    def from_form(self, fields: Mapping[str, list[str]]) -> list[str] | None:
        """Nothing ticked in a form is no answer."""
        return [value for value in fields.get("", []) if value] or None

    def parse_response(self, body: Body, response: Any) -> list[str] | InvalidResponse | None:
        if response is None:
            return None
        known = set(body.ids)
        if (
            isinstance(response, list)
            and len(response) <= len(known)
            and all(isinstance(entry, str) and entry in known for entry in response)
            and len(set(response)) == len(response)
        ):
            return sorted(response)
        return InvalidResponse(
            _("Expected a list of option ids, each at most once."), tuple(body.ids)
        )

    def describe_answer(self, body: Body, answer: list[str] | None) -> str:
        return "; ".join(option.text for option in body.options if option.id in (answer or ()))

    def template_context(
        self, body: Body, answer: list[str] | None, score: Score | None
    ) -> dict[str, Any]:
        results = {part.id: part for part in score.parts} if score else {}
        options = []
        for option in body.options:
            entry: dict[str, Any] = {"id": option.id, "text": option.text}
            if answer is not None or score:
                entry["chosen"] = option.id in (answer or ())
            if score:
                entry |= {
                    "correct": option.correct,
                    "right": results[option.id].right,
                    "feedback": results[option.id].feedback,
                }
            options.append(entry)
        return {"options": options, "rule": body.rule}

    def choices(self, body: Body) -> list[tuple[str, str, bool]]:
        return [(option.id, option.text, option.correct) for option in body.options]

    def chosen(self, body: Body, answer: list[str]) -> frozenset[str]:
        return frozenset(answer)

    def score(self, body: Body, answer: list[str] | None) -> Score:
        ticked = set(answer or ())
        parts = tuple(
            Part(
                option.id,
                right=(option.id in ticked) == option.correct,
                chosen=option.id in ticked,
                feedback=option.feedback,
            )
            for option in body.options
        )
        if answer is None:
            return Score(0.0, parts)
        if body.rule == "weights":
            weight = {option.id: option.credit for option in body.options}
            return Score(credit.weights(sorted(ticked), weight), parts)
        ticks = credit.Ticks.of(body.ids, body.key, ticked)
        return Score(credit.RULES_FOR_OPTIONS[body.rule](ticks), parts)

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {"option": body.ids}

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        return replace(body, options=rename_entries(body.options, rename, "option"))

    def rename_ids_in_response(self, response: list[str], rename: RenameId) -> list[str]:
        return [rename("option", option) for option in response]

    def to_neutral(self, body: Body) -> Export:
        """Weights express balanced, net-correct and weights; the others become net-correct."""
        share = cost = 1 / len(body.key)
        if body.rule == "balanced":
            cost = 1 / max(1, len(body.options) - len(body.key))
        weight = {
            option.id: option.credit
            if body.rule == "weights"
            else (share if option.correct else -cost)
            for option in body.options
        }
        options = tuple(
            AnswerKey(option.text, weight[option.id], option.feedback) for option in body.options
        )
        together = body.rule == "all-or-nothing"
        holds = together or body.rule in ("weights", "net-correct", "balanced")
        losses = () if holds else (f"the credit rule {body.rule}; it becomes net-correct",)
        return Export(Choices(False, options, body.shuffle, together), losses)

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        """Weights of 1 / right and -1 / right are the rule net-correct, -1 / wrong is balanced."""
        content = question.content
        if not isinstance(content, Choices) or content.single:
            return None
        right = [key.fraction for key in content.options if key.fraction > 0]
        together = content.all_or_nothing
        rule = "all-or-nothing" if together else _rule_of([k.fraction for k in content.options])
        total = sum(right)
        scale = total if abs(total - 1) < ROUNDING else 1.0  # a third is written 33.33333
        options = draft_options(content.options)
        for option, key in zip(options, content.options, strict=True):
            if key.fraction > 0:
                option["correct"] = True
            if rule == "weights" and key.fraction:
                option["weight"] = key.fraction / (scale if key.fraction > 0 else 1.0)
        node = {"credit": rule, "options": options}
        return Draft(node | ({} if content.shuffle else {"shuffle": False}))


TYPE = MultipleType()
