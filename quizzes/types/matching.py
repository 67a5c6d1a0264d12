"""Matching: a target for each statement; targets may be left over or used twice.

    - id: losses
      type: matching
      text: Which loss fits?
      pairs:
        - {id: one-class, left: One class of many, right: sparse, feedback: …}
        - {id: several, left: Several classes at once, right: sigmoid}
      targets:
        - {id: sparse, text: sparse softmax cross-entropy}
        - {id: sigmoid, text: sigmoid cross-entropy}
        - {id: hinge, text: hinge loss}
      explanation: A softmax would make the classes compete.

``credit`` is proportional (default) or all-or-nothing. Where more than one reading of the
question is fair, ``keys`` holds several full keys by name; the best one counts, the first is
shown as right. A response is an object of pairs: ``{"one-class": "sparse"}``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from grader.files.faults import did_you_mean
from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_choices
from quizzes.contract.neutral import Draft, Export, NeutralQuestion, Pairs
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.contract.unique_ids import UniqueIds
from quizzes.types.shared import credit
from quizzes.types.shared.guesses import combinations_of
from quizzes.types.shared.options import (
    Entry,
    check_distinct,
    draft_entries,
    parse_entries,
    parse_id,
    parse_rule,
    rename_entries,
    shuffled,
)


@dataclass(frozen=True)
class Pair:
    """A statement that a target is chosen for."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True)
class Body:
    """Statements, targets, and one key or several fair ones."""

    pairs: tuple[Pair, ...]
    targets: tuple[Entry, ...]
    keys: dict[str, dict[str, str]]  # by name, the first is shown
    rule: str = "proportional"
    shuffle: bool = True

    def best_key(self, answer: Mapping[str, str]) -> dict[str, str]:
        """The key that gives this answer most; the first of equals."""
        return max(self.keys.values(), key=lambda key: _hits(key, answer))

    def target(self, wanted: str) -> str:
        """The text of a target; empty for an unknown id."""
        return next((target.text for target in self.targets if target.id == wanted), "")


def _hits(key: Mapping[str, str], answer: Mapping[str, str]) -> int:
    return sum(answer.get(pair) == target for pair, target in key.items())


def _order_reveals_key(keys: Mapping[str, Mapping[str, str]], targets: list[str]) -> bool:
    """Whether some key names its targets in the order in which they are shown."""
    places = ([targets.index(target) for target in key.values() if target in targets]
              for key in keys.values())  # fmt: skip
    return any(len(set(order)) > 1 and order == sorted(order) for order in places)


def _check_keys(
    node: Node, keys: dict[str, dict[str, str]], pairs: list[str], targets: list[str]
) -> None:
    if len(pairs) < 2 or len(targets) < 2:
        node.fault("matching needs at least 2 pairs and 2 targets")
    if not keys:
        node.fault('says nowhere what is right; give each pair a "right", or "keys"')
    for name, key in keys.items():
        label = f'the key "{name}"' if name else '"right" of the pairs'
        for pair in set(key) ^ set(pairs):
            node.fault(f'{label} and the pairs differ in "{pair}"')
        for target in set(key.values()) - set(targets):
            near = did_you_mean(target, targets)
            node.fault(f'{label} names the target "{target}", which is none.{near}')


class MatchingType(QuestionType[Body, dict[str, str]]):
    """A target for each statement; an answer maps ids of pairs to ids of targets."""

    keys = ("pairs", "targets", "keys", "credit", "shuffle")
    body_class = Body
    feedback_reveals_key = True

    def parse_body(self, node: Node) -> Body | None:
        pairs, key = [], {}
        for entry in node.entries("pairs", required=True):
            entry.only(["id", "left", "right", "feedback"])
            pair = Pair(parse_id(entry), entry.text("left"), entry.text("feedback", ""))
            pairs.append(pair)
            if entry.get("right"):
                key[pair.id] = entry.text("right")
        check_distinct(node, pairs, "pairs")
        targets = parse_entries(node, "targets")
        keys = {"": key} if key else {}
        named_keys = node.get("keys")
        for name, entry in named_keys.pairs() if named_keys else ():
            keys[name] = {pair: target.as_text("a target's id") for pair, target in entry.pairs()}
        _check_keys(node, keys, [pair.id for pair in pairs], [target.id for target in targets])
        if "" in keys and keys[""] in list(keys.values())[1:]:
            del keys[""]
        shuffle = node.flag("shuffle", True)
        if not shuffle and _order_reveals_key(keys, [target.id for target in targets]):
            (node.get("shuffle") or node).fault(
                "unshuffled, the targets are in the order of their pairs, which is "
                "the key; leave out shuffle, or write the targets in another order"
            )
        rule = parse_rule(node, credit.RULES_FOR_PARTS, "proportional")
        if rule is None:
            return None
        if not pairs or not keys:
            return None
        return Body(tuple(pairs), targets, keys, rule, shuffle)

    def samples(self, body: Body) -> Samples:
        names = list(body.keys)
        key = body.keys[names[0]]
        wrong = {f"key {name}": Sample(body.keys[name], 1.0) for name in names[1:]}
        first, *rest = key
        if len(names) == 1:
            share = credit.RULES_FOR_PARTS[body.rule](len(rest), len(key))
            wrong["first-left-blank"] = Sample({pair: key[pair] for pair in rest}, share)
        bad = (
            {"no-such-pair": key[first]},
            {first: "no-such-target"},
            {first: [key[first]]},
            "x",
            [1],
        )
        return Samples(key, wrong, bad)

    def blind_guesses(self, body: Body) -> Iterator[dict[str, str]]:
        """Any target for each pair."""
        targets = [target.id for target in body.targets]
        for chosen in combinations_of([targets] * len(body.pairs)):
            yield {pair.id: target for pair, target in zip(body.pairs, chosen, strict=True)}

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        return replace(body, targets=shuffled(body.targets, rng)) if body.shuffle else body

    def from_form(self, fields: Mapping[str, list[str]]) -> dict[str, str] | None:
        return {part: values[0] for part, values in fields.items() if part and values} or None

    def parse_response(self, body: Body, response: Any) -> dict[str, str] | InvalidResponse | None:
        pairs = {pair.id: pair.text for pair in body.pairs}
        targets = {target.id: target.text for target in body.targets}
        return parse_choices(response, pairs, targets, _("a target for each pair"))

    def count_unanswered(self, body: Body, answer: dict[str, str] | None) -> int:
        return len(body.pairs) - len(answer or ())

    def describe_answer(self, body: Body, answer: dict[str, str] | None) -> str:
        given = answer or {}
        chosen = [pair for pair in body.pairs if pair.id in given]
        return "; ".join(f"{pair.text}: {body.target(given[pair.id])}" for pair in chosen)

    def template_context(
        self, body: Body, answer: dict[str, str] | None, score: Score | None
    ) -> dict[str, Any]:
        results = {part.id: part for part in score.parts} if score else {}
        fields = []
        for pair in body.pairs:
            entry: dict[str, Any] = {"id": pair.id, "text": pair.text}
            if answer or score:
                entry["chosen"] = (answer or {}).get(pair.id, "")
            if score:
                part = results[pair.id]
                entry |= {"right": part.right, "given": part.given, "expected": part.expected}
                entry["feedback"] = part.feedback
            fields.append(entry)
        targets = [{"id": target.id, "text": target.text} for target in body.targets]
        return {"fields": fields, "targets": targets}

    def score(self, body: Body, answer: dict[str, str] | None) -> Score:
        given = answer or {}
        key = body.best_key(given)
        parts = tuple(
            Part(
                pair.id,
                right=given.get(pair.id) == key[pair.id],
                chosen=pair.id in given,
                given=body.target(given.get(pair.id, "")),
                expected=body.target(key[pair.id]),
                feedback=pair.feedback,
            )
            for pair in body.pairs
        )
        return Score(credit.RULES_FOR_PARTS[body.rule](_hits(key, given), len(key)), parts)

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {
            "pair": [pair.id for pair in body.pairs],
            "target": [target.id for target in body.targets],
        }

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        """Without its keys, which no open page needs."""
        pairs = rename_entries(body.pairs, rename, "pair")
        return replace(
            body, pairs=pairs, targets=rename_entries(body.targets, rename, "target"), keys={}
        )

    def rename_ids_in_response(self, response: dict[str, str], rename: RenameId) -> dict[str, str]:
        """A pair that is left out stays so."""
        return {
            rename("pair", pair): target and rename("target", target)
            for pair, target in response.items()
        }

    def to_neutral(self, body: Body) -> Export:
        key = next(iter(body.keys.values()))
        pairs = tuple((pair.text, body.target(key[pair.id])) for pair in body.pairs)
        extra = tuple(target.text for target in body.targets if target.id not in key.values())
        losses = []
        if len(body.keys) > 1:
            losses.append("the other keys that earn everything too")
        if body.rule != "proportional":
            losses.append("the rule all-or-nothing; every pair earns its share")
        if any(pair.feedback for pair in body.pairs):
            losses.append("the feedback on pairs")
        return Export(Pairs(pairs, extra, body.shuffle), tuple(losses))

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not isinstance(content, Pairs):
            return None
        texts = dict.fromkeys([*(right for _, right in content.pairs), *content.extra])
        targets = draft_entries(texts)
        id_of = {target["text"]: target["id"] for target in targets}
        ids = UniqueIds("pair")
        pairs = [
            {"id": ids.assign(left), "left": left, "right": id_of[right]}
            for left, right in content.pairs
        ]
        node = {"pairs": pairs, "targets": targets}
        return Draft(node | ({} if content.shuffle else {"shuffle": False}))


TYPE = MatchingType()
