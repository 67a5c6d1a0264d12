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

from grader.files.yaml_nodes import Node
from quizzes.contract.answers import MAX_TEXT, Part, Sample, Samples, Score, Unreadable, read_text
from quizzes.contract.neutral import AnswerKey, Export, Gap, Gaps
from quizzes.types.common import credit
from quizzes.types.common.guessing import combinations_of
from quizzes.types.common.options import Name, renamed_entries, shuffled

KEYS = ("bank", "blanks", "credit", "shuffle")
FEEDBACK_TELLS = True  # it is about the blank, whatever was chosen there
MARK = re.compile(r"\[\[([A-Za-z0-9_-]+)\]\]")


@dataclass(frozen=True)
class Blank:
    id: str
    accept: tuple[str, ...]
    feedback: str = ""

    def takes(self, text: str) -> bool:
        return _folded(text) in {_folded(word) for word in self.accept}


@dataclass(frozen=True)
class Body:
    blanks: tuple[Blank, ...]
    bank: tuple[str, ...] = ()
    rule: str = "proportional"
    shuffle: bool = True


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def parse(node: Node) -> Body | None:
    marks = MARK.findall(node.text("text"))
    blanks = []
    for name, entry in node.need("blanks").pairs() if node.need("blanks") else ():
        entry.only(["accept", "feedback"])
        accept = tuple(word.as_text("a spelling").strip() for word in entry.entries("accept"))
        if not accept or not all(accept) or any(len(word) > MAX_TEXT for word in accept):
            entry.fault(f'blank "{name}" must accept at least one word, none of them empty')
        if name not in marks:
            entry.fault(f'blank "{name}" stands nowhere in the text; write [[{name}]] there')
        blanks.append(Blank(name, accept, entry.text("feedback", "")))
    for mark in marks:
        if mark not in [blank.id for blank in blanks]:
            node.fault(f'the text has [[{mark}]], but "blanks" says nothing about it')
        elif marks.count(mark) > 1:
            node.fault(f"[[{mark}]] stands in the text twice; give each blank its own name")
    blanks.sort(key=lambda blank: marks.index(blank.id) if blank.id in marks else len(marks))
    bank = tuple(word.as_text("a word").strip() for word in node.entries("bank"))
    _check_bank(node, bank, blanks)
    rule = node.text("credit", "proportional")
    if rule not in credit.PARTS:
        node.fault(f'unknown credit rule "{rule}"; expected {" or ".join(credit.PARTS)}')
        return None
    return Body(tuple(blanks), bank, rule, node.flag("shuffle", False)) if blanks else None


def _check_bank(node: Node, bank: tuple[str, ...], blanks: list[Blank]) -> None:
    folded = [_folded(word) for word in bank]
    if len(set(folded)) < len(folded):
        node.fault("the word bank has a word twice")
    for blank in blanks:
        if bank and not any(blank.takes(word) for word in bank):
            node.fault(f'no word of the bank is accepted in blank "{blank.id}"')


def arrange(body: Body, rng: random.Random) -> Body:
    """A bank is shuffled or sorted, never as written: that is often the order of the blanks."""
    ordered = tuple(sorted(body.bank, key=_folded))
    return replace(body, bank=shuffled(body.bank, rng) if body.shuffle else ordered)


def collect(fields: Mapping[str, list[str]]) -> dict[str, str] | None:
    return {part: values[0] for part, values in fields.items() if part and values} or None


def read(body: Body, posted: object) -> dict[str, str] | Unreadable | None:
    if posted is None:
        return None
    names = [blank.id for blank in body.blanks]
    sentence = f"Expected an object with some of the blanks, each a text of at most {MAX_TEXT} "
    refusal = Unreadable(f"{sentence}characters.", tuple(names))
    if not isinstance(posted, Mapping) or len(posted) > len(names) or not set(posted) <= set(names):
        return refusal
    answer = {}
    for name in names:
        text = read_text(posted.get(name, ""))
        if text is None:
            return refusal
        if text:
            answer[name] = text
    return answer or None


def groups(body: Body) -> dict[str, list[str]]:
    return {"blank": [blank.id for blank in body.blanks]}


def renamed(body: Body, name: Name) -> Body:
    return replace(body, blanks=renamed_entries(body.blanks, name, "blank"))


def renamed_text(text: str, name: Name) -> str:
    """An author calls a blank by its answer, as often as not."""
    return MARK.sub(lambda mark: f"[[{name('blank', mark[1])}]]", text)


def translated(response: dict[str, str], name: Name) -> dict[str, str]:
    return {name("blank", blank): text for blank, text in response.items()}


def score(body: Body, answer: dict[str, str] | None) -> Score:
    parts = []
    for blank in body.blanks:
        given = (answer or {}).get(blank.id, "")
        parts.append(
            Part(
                blank.id,
                right=bool(given) and blank.takes(given),
                chosen=bool(given),
                given=given,
                expected=blank.accept[0],
                feedback=blank.feedback,
            )
        )
    right = sum(part.right for part in parts)
    return Score(credit.PARTS[body.rule](right, len(parts)), tuple(parts))


def open_parts(body: Body, answer: dict[str, str] | None) -> int:
    return len(body.blanks) - len(answer or ())


def in_words(body: Body, answer: dict[str, str] | None) -> str:
    return ", ".join((answer or {}).get(blank.id, "…") for blank in body.blanks) if answer else ""


def samples(body: Body) -> Samples:
    key = {blank.id: blank.accept[0] for blank in body.blanks}
    rule, n = credit.PARTS[body.rule], len(body.blanks)
    wrong = {}
    if n > 1:
        first = body.blanks[0].id
        wrong["first-left-blank"] = Sample(
            {k: v for k, v in key.items() if k != first}, rule(n - 1, n)
        )
    for blank in body.blanks:
        lures = body.bank or (f"not {blank.accept[0]}",)
        lure = next((word for word in lures if not blank.takes(word)), None)
        if lure:
            wrong[f"{blank.id}-as-{lure}"] = Sample(key | {blank.id: lure}, rule(n - 1, n))
    bad: tuple[Any, ...] = ({"no-such-blank": "x"}, "text", ["text"], {body.blanks[0].id: ["x"]})
    too_long = {body.blanks[0].id: "x" * (MAX_TEXT + 1)}
    return Samples(key, wrong, (*bad, too_long))


def blind(body: Body) -> Iterator[dict[str, str]]:
    """A word of the bank for each blank; without a bank there is nothing to guess from."""
    if body.bank:
        for words in combinations_of([body.bank] * len(body.blanks)):
            yield {blank.id: word for blank, word in zip(body.blanks, words, strict=True)}


def page(body: Body, answer: dict[str, str] | None, score: Score | None) -> dict[str, Any]:
    results = {part.id: part for part in score.parts} if score else {}
    known = {_folded(word) for word in body.bank}
    fields = []
    for number, blank in enumerate(body.blanks, start=1):
        given = (answer or {}).get(blank.id, "")
        shown: dict[str, Any] = {"id": blank.id, "number": number}
        if given or score:
            shown |= {"given": given, "beyond_bank": bool(given) and _folded(given) not in known}
        if score:
            part = results[blank.id]
            shown |= {"right": part.right, "expected": part.expected, "feedback": part.feedback}
            shown["also"] = list(blank.accept[1:])
        fields.append(shown)
    return {"fields": fields, "bank": list(body.bank)}


def export(body: Body) -> Export:
    gaps, losses = [], []
    for blank in body.blanks:
        words = [word for word in body.bank if blank.takes(word)] if body.bank else blank.accept
        answers = tuple(AnswerKey(word, 1.0, blank.feedback) for word in words)
        gaps.append(Gap(blank.id, answers, body.bank))
        if body.bank and len(words) < len(blank.accept):
            losses.append(f"accepted spellings of blank {blank.id} that are not in the bank")
    if body.rule != "proportional":
        losses.append("the rule all-or-nothing; every blank earns its share")
    return Export(Gaps(tuple(gaps)), tuple(losses))
