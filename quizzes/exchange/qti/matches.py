"""Interactions in which things are put in order or brought together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import AnswerKey, ExchangeError, Gap, Gaps, Order, Pairs
from quizzes.exchange.qti import body
from quizzes.exchange.qti.scoring import Scoring


def read_order(block: Element, scoring: Scoring) -> Order:
    """Entries in their correct order."""
    texts = _texts(block, "simpleChoice", scoring)
    order = scoring.correct
    if not order:
        raise ExchangeError("no order is declared correct")
    if unknown := [name for name in order if name not in texts]:
        raise ExchangeError(f"its correct order names “{unknown[0][:40]}”, which it does not have")
    if left_out := [text for name, text in texts.items() if name not in order]:
        scoring.losses.append(f"entries that the correct order leaves out: {left_out[0][:60]}")
    swapped = (order[1], order[0], *order[2:]) if len(order) > 1 else order
    strict = len(order) < 3 or scoring.fraction(*swapped) <= 0
    if not strict:
        scoring.losses.append("how it scores a partly correct order; the fewest moves count here")
    return Order(tuple(texts[name] for name in order), "all-or-nothing" if strict else "lcs")


def _texts(block: Element, tag: str, scoring: Scoring) -> dict[str, str]:
    return {
        each.get("identifier", ""): body.markdown_of(each, scoring.losses) or "—"
        for each in block.iter(tag)
    }


def read_match(block: Element, scoring: Scoring) -> Pairs:
    """Two sets whose members belong together."""
    sets = list(block.iter("simpleMatchSet"))
    if len(sets) != 2:
        raise ExchangeError("it has not two sets to match")
    left, right = (_texts(each, "simpleAssociableChoice", scoring) for each in sets)
    pairs = [tuple(pair.split()) for pair in scoring.correct]
    sides = [(a, b) for pair in pairs if len(pair) == 2 for a, b in (pair,)]
    sides = [(a, b) if a in left else (b, a) for a, b in sides]
    if not sides or any(a not in left or b not in right for a, b in sides):
        raise ExchangeError("its correct pairs cannot be read")
    if max(Counter(a for a, _ in sides).values()) > 1:
        if max(Counter(b for _, b in sides).values()) > 1:
            raise ExchangeError("its entries have several partners on both sides")
        left, right, sides = right, left, [(b, a) for a, b in sides]
        scoring.losses.append("which side is asked for the other; they changed places")
    return _pairs(left, right, sides, block.get("shuffle") == "true", scoring)


def _pairs(
    left: Mapping[str, str],
    right: Mapping[str, str],
    sides: Sequence[tuple[str, str]],
    shuffle: bool,
    scoring: Scoring,
) -> Pairs:
    without = [text for name, text in left.items() if name not in {a for a, _ in sides}]
    if without:
        scoring.losses.append(f"entries without a partner: {', '.join(without)[:120]}")
    used = {b for _, b in sides}
    extra = tuple(text for name, text in right.items() if name not in used)
    return Pairs(tuple((left[a], right[b]) for a, b in sides), extra, shuffle)


def read_associate(block: Element, scoring: Scoring) -> Pairs:
    """Pairs of one set; here the first member is given and the second is chosen."""
    texts = _texts(block, "simpleAssociableChoice", scoring)
    parts = [pair.partition(" ") for pair in scoring.correct]
    sides = [(a, b.strip()) for a, _, b in parts]
    members = Counter(name for side in sides for name in side)
    if not sides or any(name not in texts for name in members) or max(members.values()) > 1:
        raise ExchangeError("its entries belong to more than one pair")
    scoring.losses.append("that either member of a pair may be chosen first")
    left = {a: texts[a] for a, _ in sides}
    right = {name: text for name, text in texts.items() if name not in left}
    return _pairs(left, right, sides, block.get("shuffle") == "true", scoring)


def read_gap_match(
    block: Element, gaps: Sequence[Element], marks: Mapping[int, str], scoring: Scoring
) -> Gaps:
    """Words that are put into gaps."""
    if block.find("gapImg") is not None:
        raise ExchangeError("pictures are put into its gaps")
    words = _texts(block, "gapText", scoring)
    right: dict[str, list[str]] = {}
    for pair in scoring.correct:
        word, _, gap = pair.partition(" ")
        if word not in words:
            word, gap = gap.strip(), word
        right.setdefault(gap.strip(), []).append(word)
    found = []
    for place in gaps:
        name = place.get("identifier", "")
        keys = tuple(AnswerKey(words[word], 1.0) for word in right.get(name, ()) if word in words)
        if not keys:
            raise ExchangeError("a gap of it stays empty in the correct answer")
        found.append(Gap(marks[id(place)], keys, tuple(words.values())))
    return Gaps(tuple(found))
