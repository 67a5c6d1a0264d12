"""Ordering: entries in their right order; some may not belong there, some orders may be equal.

    - id: training-step
      type: ordering
      text: Put the parts of a training step in order.
      credit: lcs                # or all-or-nothing, ranking
      items:                     # in the right order
        - {id: forward, text: Forward pass}
        - {id: loss, text: Loss}
        - {id: backward, text: Backward pass, after: [forward]}
        - {id: update, text: Update of the weights, after: [loss, backward]}
        - {id: split, text: Split off the test data, distractor: true, feedback: Done once.}
      explanation: The backward pass needs what the forward pass kept.

An ``lcs`` score counts the fewest deletions and insertions that lead to a right order. Where any
item says ``after``, only these precedences count; otherwise the whole order does. A response is
a list of ids: ``["forward", "loss", "backward", "update"]``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from grader.files.faults import did_you_mean
from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score
from quizzes.contract.neutral import Draft, Export, NeutralQuestion, Order
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.types.shared import credit
from quizzes.types.shared.guesses import orders_of
from quizzes.types.shared.options import (
    check_distinct,
    draft_entries,
    parse_id,
    parse_rule,
    rename_entries,
    shuffled,
)
from quizzes.types.shared.orders import MAX_ENTRIES, explain_places, order_from_form, order_to_form

RULES = ("lcs", "all-or-nothing", "ranking")


@dataclass(frozen=True)
class Item:
    """An entry to put in order, or a distractor."""

    id: str
    text: str
    distractor: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Body:
    """Entries as shown, a right order, and what must precede what."""

    items: tuple[Item, ...]  # as shown
    key: tuple[str, ...]  # a right order
    before: dict[str, tuple[str, ...]]  # all that must precede an entry
    rule: str = "lcs"

    @property
    def is_partial(self) -> bool:
        """Whether more than one order is right."""
        return any(len(self.before[entry]) < place for place, entry in enumerate(self.key))


def _closure(
    node: Node, key: tuple[str, ...], after: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    """All that precedes each entry; without any ``after``, everything above it."""
    before: dict[str, tuple[str, ...]] = {}
    for place, entry in enumerate(key):
        direct = after.get(entry, []) if after else list(key[:place])
        for earlier in direct:
            if earlier not in key[:place]:
                near = did_you_mean(earlier, key)
                node.fault(f'"{entry}" is after "{earlier}", which is not above it.{near}')
        known = [earlier for earlier in direct if earlier in key[:place]]
        indirect = {first for earlier in known for first in before[earlier]}
        before[entry] = tuple(other for other in key if other in indirect or other in known)
    return before


def _is_right(body: Body, order: list[str]) -> bool:
    return set(order) == set(body.key) and _kept(body, order) == len(order)


def _kept(body: Body, order: list[str]) -> int:
    belonging = [entry for entry in order if entry in body.before]
    before = {entry: frozenset(earlier) for entry, earlier in body.before.items()}
    return credit.most_in_order(belonging, before)


def _fraction(body: Body, order: list[str]) -> float:
    if not order:
        return 0.0
    if body.rule == "all-or-nothing":
        return float(_is_right(body, order))
    if body.rule == "ranking":
        extra = len(order) > len(body.key)
        return 0.0 if extra else credit.ranking(order, body.key)
    return credit.by_edits(_kept(body, order), len(order), len(body.key))


class OrderingType(QuestionType[Body, list[str]]):
    """Entries in order; an answer is the list of their ids."""

    keys = ("items", "credit")
    body_class = Body

    def parse_body(self, node: Node) -> Body | None:
        items, after = [], {}
        for entry in node.entries("items", required=True):
            entry.only(["id", "text", "distractor", "feedback", "after"])
            item = Item(
                parse_id(entry),
                entry.text("text"),
                entry.flag("distractor"),
                entry.text("feedback", ""),
            )
            items.append(item)
            if entry.get("after"):
                after[item.id] = [
                    reference.as_text("an id") for reference in entry.entries("after")
                ]
        check_distinct(node, items, "items")
        key = tuple(item.id for item in items if not item.distractor)
        if len(items) > MAX_ENTRIES:
            node.fault(f"has {len(items)} items; expected {MAX_ENTRIES} at most")
            return None
        if len(key) < 2:
            node.fault("an order needs at least 2 items that belong in it")
            return None
        before = _closure(node, key, after)
        rule = parse_rule(node, RULES, "lcs")
        if rule is None:
            return None
        body = Body(tuple(items), key, before, rule)
        if rule == "ranking" and body.is_partial:
            node.fault("ranking needs one right order; leave out “after”")
        return body

    def samples(self, body: Body) -> Samples:
        key, length = list(body.key), len(body.key)
        share = {
            "lcs": round((length - 1) / length, 2),
            "all-or-nothing": 0.0,
            "ranking": 1 - 1 / length,
        }
        wrong = {"last left out": Sample(key[:-1], share[body.rule])}
        if length > 2 and not body.is_partial:
            swapped = [key[1], key[0], *key[2:]]
            one_moved = {
                "lcs": round((length - 2) / length, 2),
                "all-or-nothing": 0.0,
                "ranking": 0.0,
            }
            wrong["first two swapped"] = Sample(swapped, one_moved[body.rule])
        distractors = [item.id for item in body.items if item.distractor]
        if distractors:
            with_distractor = {"lcs": share["lcs"], "all-or-nothing": 0.0, "ranking": 0.0}
            wrong["with a distractor"] = Sample([*key, distractors[0]], with_distractor[body.rule])
        bad = ("x", ["no-such"], [key[0], key[0]], {key[0]: "1", key[1]: "1"}, 3.0, [1])
        return Samples(key, wrong, bad)

    def blind_guesses(self, body: Body) -> Iterator[list[str]]:
        """All entries, in any order."""
        return orders_of([item.id for item in body.items])

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        """Sorted by id first, as the author writes the items in their right order."""
        items = sorted(body.items, key=lambda item: item.id)
        return replace(body, items=shuffled(tuple(items), rng))

    def from_form(self, fields: Mapping[str, list[str]]) -> list[str] | dict[str, str] | None:
        return order_from_form(fields)

    def to_form(self, answer: list[str]) -> dict[str, list[str]]:
        return order_to_form(answer)

    def parse_response(self, body: Body, response: Any) -> list[str] | InvalidResponse | None:
        if response is None or response == []:
            return None
        known = [item.id for item in body.items]
        if isinstance(response, Mapping) and set(response) <= set(known):
            return InvalidResponse(explain_places(response))
        if (
            isinstance(response, list)
            and len(response) <= len(known)
            and all(isinstance(entry, str) and entry in known for entry in response)
            and len(set(response)) == len(response)
        ):
            return list(response)
        return InvalidResponse(
            _("Expected a list of ids in order, each at most once."), tuple(known)
        )

    def describe_answer(self, body: Body, answer: list[str] | None) -> str:
        texts = {item.id: item.text for item in body.items}
        return "; ".join(f"{n}. {texts[entry]}" for n, entry in enumerate(answer or [], start=1))

    def template_context(
        self, body: Body, answer: list[str] | None, score: Score | None
    ) -> dict[str, Any]:
        places = {entry: place for place, entry in enumerate(answer or [], start=1)}
        options = []
        for item in body.items:
            option: dict[str, Any] = {"id": item.id, "text": item.text}
            if item.id in places:
                option["place"] = places[item.id]
            options.append(option)
        context: dict[str, Any] = {"options": options, "order": " ".join(answer or [])}
        texts = {item.id: item.text for item in body.items}
        context["placed"] = [{"id": entry, "text": texts[entry]} for entry in answer or []]
        if score:
            context["placed"] = [
                {"id": part.id, "text": part.given, "right": part.right, "feedback": part.feedback}
                for part in score.parts
            ]
            context["expected"] = [texts[entry] for entry in body.key]
            context["one_of_several"] = body.is_partial
        return context

    def score(self, body: Body, answer: list[str] | None) -> Score:
        order = answer or []
        items = {item.id: item for item in body.items}
        parts = []
        for place, entry in enumerate(order):
            item = items[entry]
            fits = entry in body.before and not any(
                later in body.before[entry] for later in order[place + 1 :]
            )
            feedback = item.feedback if not fits else ""
            parts.append(Part(entry, fits, True, item.text, feedback=feedback))
        return Score(_fraction(body, order), tuple(parts))

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {"item": [item.id for item in body.items]}

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        """Without its key, which no open page needs."""
        return replace(body, items=rename_entries(body.items, rename, "item"), key=(), before={})

    def rename_ids_in_response(
        self, response: list[str] | dict[str, str], rename: RenameId
    ) -> list[str] | dict[str, str]:
        if isinstance(response, dict):
            return {rename("item", entry): place for entry, place in response.items()}
        return [rename("item", entry) for entry in response]

    def to_neutral(self, body: Body) -> Export:
        texts = {item.id: item.text for item in body.items}
        losses = []
        if len(body.items) > len(body.key):
            losses.append("the entries that do not belong in the order")
        if body.is_partial:
            losses.append("the other orders that are right too")
        if body.rule != "all-or-nothing":
            losses.append(f"the credit rule {body.rule}; the nearest one there is taken")
        rule = "all-or-nothing" if body.rule == "all-or-nothing" else "lcs"
        return Export(Order(tuple(texts[entry] for entry in body.key), rule), tuple(losses))

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not isinstance(content, Order):
            return None
        return Draft({"credit": content.rule, "items": draft_entries(content.entries)})


TYPE = OrderingType()
