"""Fill in the blanks: words in a text, from a word bank or typed freely; credit for each blank.

    - id: complexity
      type: blanks
      text: "To increase hidden dimensions, add [[dimensions]]; for composition, [[depth]]."
      bank: [neurons, layers, outputs]        # optional
      blanks:
        dimensions: {accept: [neurons, units], feedback: …}
        depth: {accept: [layers]}
      explanation: A layer has as many dimensions as neurons.

The first accepted spelling is the one shown as right. Case and space around a word do not count.
A response is an object of blanks: ``{"dimensions": "neurons"}``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
from quizzes.contract.neutral import AnswerKey, Draft, Export, Gap, Gaps, NeutralQuestion
from quizzes.contract.question_type import QuestionType, RenameId
from quizzes.contract.texts import comparable
from quizzes.types.shared import credit
from quizzes.types.shared.guesses import combinations_of
from quizzes.types.shared.options import parse_rule, rename_entries

MARK = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]")


@dataclass(frozen=True)
class Blank:
    """A gap of the text; the first accepted spelling is the one shown."""

    id: str
    accept: tuple[str, ...]
    feedback: str = ""

    def accepts(self, text: str) -> bool:
        """Whether the text is an accepted spelling, whatever its case and spaces."""
        return _normalize(text) in {_normalize(word) for word in self.accept}


@dataclass(frozen=True)
class Body:
    """The blanks in the order of the text, and the word bank if there is one."""

    blanks: tuple[Blank, ...]
    bank: tuple[str, ...] = ()
    rule: str = "proportional"
    shuffle: bool = True


def _normalize(text: str) -> str:
    return comparable(text)


def _check_bank(node: Node, bank: tuple[str, ...], blanks: list[Blank]) -> None:
    words = [_normalize(word) for word in bank]
    if len(set(words)) < len(words):
        node.fault("the word bank has a word twice")
    for blank in blanks:
        if bank and not any(blank.accepts(word) for word in bank):
            node.fault(f'no word of the bank is accepted in blank "{blank.id}"')


class BlanksType(QuestionType[Body, dict[str, str]]):
    """Fill in the blanks; an answer maps ids of blanks to texts."""

    keys = ("bank", "blanks", "credit", "shuffle")
    body_class = Body
    feedback_reveals_key = True
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        marks = MARK.findall(node.text("text"))
        blanks = []
        given = node.need("blanks")
        for name, entry in given.pairs() if given else ():
            entry.only(["accept", "feedback"])
            accept = tuple(word.as_text("a spelling").strip() for word in entry.entries("accept"))
            if not accept or not all(accept) or any(len(word) > MAX_TEXT for word in accept):
                entry.fault(f'blank "{name}" must accept at least one word, none of them empty')
            if name not in marks:
                entry.fault(f'blank "{name}" does not appear in the text; write [[{name}]] there')
            blanks.append(Blank(name, accept, entry.text("feedback", "")))
        for mark in marks:
            if mark not in [blank.id for blank in blanks]:
                node.fault(f'the text has [[{mark}]], but "blanks" says nothing about it')
            elif marks.count(mark) > 1:
                node.fault(f"[[{mark}]] appears in the text twice; give each blank its own name")
        blanks.sort(key=lambda blank: marks.index(blank.id) if blank.id in marks else len(marks))
        bank = tuple(word.as_text("a word").strip() for word in node.entries("bank"))
        _check_bank(node, bank, blanks)
        rule = parse_rule(node, credit.RULES_FOR_PARTS, "proportional")
        if rule is None:
            return None
        return Body(tuple(blanks), bank, rule, node.flag("shuffle", False)) if blanks else None

    def samples(self, body: Body) -> Samples:
        key = {blank.id: blank.accept[0] for blank in body.blanks}
        rule, n = credit.RULES_FOR_PARTS[body.rule], len(body.blanks)
        wrong = {}
        if n > 1:
            first = body.blanks[0].id
            wrong["first-left-blank"] = Sample(
                {k: v for k, v in key.items() if k != first}, rule(n - 1, n)
            )
        for blank in body.blanks:
            candidates = body.bank or (f"not {blank.accept[0]}",)
            lure = next((word for word in candidates if not blank.accepts(word)), None)
            if lure:
                wrong[f"{blank.id}-as-{lure}"] = Sample(key | {blank.id: lure}, rule(n - 1, n))
        bad: tuple[Any, ...] = (
            {"no-such-blank": "x"},
            "text",
            ["text"],
            {body.blanks[0].id: ["x"]},
        )
        too_long = {body.blanks[0].id: "x" * (MAX_TEXT + 1)}
        return Samples(key, wrong, (*bad, too_long))

    def blind_guesses(self, body: Body) -> Iterator[dict[str, str]]:
        """A word of the bank for each blank; without a bank there is nothing to guess from."""
        if body.bank:
            for words in combinations_of([body.bank] * len(body.blanks)):
                yield {blank.id: word for blank, word in zip(body.blanks, words, strict=True)}

    def shuffle(self, body: Body, rng: random.Random) -> Body:
        """A bank is shuffled or sorted: as written, its order is often that of the blanks."""
        ordered = tuple(sorted(body.bank, key=_normalize))
        return replace(
            body, bank=tuple(rng.sample(body.bank, len(body.bank))) if body.shuffle else ordered
        )

    def from_form(self, fields: Mapping[str, list[str]]) -> dict[str, str] | None:
        return {part: values[0] for part, values in fields.items() if part and values} or None

    def parse_response(self, body: Body, response: Any) -> dict[str, str] | InvalidResponse | None:
        if response is None:
            return None
        names = [blank.id for blank in body.blanks]
        sentence = _(
            "Expected an object with some of the blanks, each a string of at most %(most)d "
            "characters."
        )
        invalid = InvalidResponse(sentence % {"most": MAX_TEXT}, tuple(names))
        if (
            not isinstance(response, Mapping)
            or len(response) > len(names)
            or not set(response) <= set(names)
        ):
            return invalid
        answer = {}
        for name in names:
            text = parse_text(response.get(name, ""))
            if text is None:
                return invalid
            if text:
                answer[name] = text
        return answer or None

    def count_unanswered(self, body: Body, answer: dict[str, str] | None) -> int:
        return len(body.blanks) - len(answer or ())

    def describe_answer(self, body: Body, answer: dict[str, str] | None) -> str:
        return (
            ", ".join((answer or {}).get(blank.id, "…") for blank in body.blanks) if answer else ""
        )

    def template_context(
        self, body: Body, answer: dict[str, str] | None, score: Score | None
    ) -> dict[str, Any]:
        results = {part.id: part for part in score.parts} if score else {}
        known = {_normalize(word) for word in body.bank}
        fields = []
        for number, blank in enumerate(body.blanks, start=1):
            given = (answer or {}).get(blank.id, "")
            entry: dict[str, Any] = {"id": blank.id, "number": number}
            if given or score:
                entry |= {
                    "given": given,
                    "beyond_bank": bool(given) and _normalize(given) not in known,
                }
            if score:
                part = results[blank.id]
                entry |= {"right": part.right, "expected": part.expected, "feedback": part.feedback}
                entry["also"] = list(blank.accept[1:])
            fields.append(entry)
        return {"fields": fields, "bank": list(body.bank)}

    def score(self, body: Body, answer: dict[str, str] | None) -> Score:
        parts = []
        for blank in body.blanks:
            given = (answer or {}).get(blank.id, "")
            parts.append(
                Part(
                    blank.id,
                    right=bool(given) and blank.accepts(given),
                    chosen=bool(given),
                    given=given,
                    expected=blank.accept[0],
                    feedback=blank.feedback,
                )
            )
        right = sum(part.right for part in parts)
        return Score(credit.RULES_FOR_PARTS[body.rule](right, len(parts)), tuple(parts))

    def author_ids(self, body: Body) -> dict[str, list[str]]:
        return {"blank": [blank.id for blank in body.blanks]}

    def rename_ids(self, body: Body, rename: RenameId) -> Body:
        return replace(body, blanks=rename_entries(body.blanks, rename, "blank"))

    def rename_ids_in_text(self, text: str, rename: RenameId) -> str:
        """An author calls a blank by its answer, as often as not."""
        return MARK.sub(lambda mark: f"[[{rename('blank', mark[1])}]]", text)

    def rename_ids_in_response(self, response: dict[str, str], rename: RenameId) -> dict[str, str]:
        return {rename("blank", blank): text for blank, text in response.items()}

    def to_neutral(self, body: Body) -> Export:
        gaps, losses = [], []
        for blank in body.blanks:
            words = (
                [word for word in body.bank if blank.accepts(word)] if body.bank else blank.accept
            )
            answers = tuple(AnswerKey(word, 1.0, blank.feedback) for word in words)
            gaps.append(Gap(blank.id, answers, body.bank))
            if body.bank and len(words) < len(blank.accept):
                losses.append(f"accepted spellings of blank {blank.id} that are not in the bank")
        if body.rule != "proportional":
            losses.append("the rule all-or-nothing; every blank earns its share")
        return Export(Gaps(tuple(gaps)), tuple(losses))

    def from_neutral(self, question: NeutralQuestion) -> Draft | None:
        content = question.content
        if not isinstance(content, Gaps):
            return None
        losses = []
        blanks: dict[str, dict[str, Any]] = {}
        for gap in content.gaps:
            right = [key for key in gap.answers if key.is_right]
            blanks[gap.id] = {"accept": [key.text for key in right]}
            feedback = [key.feedback for key in right if key.feedback]
            if feedback:
                blanks[gap.id]["feedback"] = feedback[0]
            if any(key.fraction > 0 and not key.is_right for key in gap.answers):
                losses.append(f"part of the points for some answers of blank {gap.id}")
        node: dict[str, Any] = {"blanks": blanks}
        choices = [gap.choices for gap in content.gaps]
        if all(choices):
            words = {word for group in choices for word in group}
            node["bank"] = sorted(words, key=str.casefold)
            if len({frozenset(group) for group in choices}) > 1:
                losses.append("choices of its own for each blank; they are one word bank here")
        return Draft(node, tuple(losses))


TYPE = BlanksType()
