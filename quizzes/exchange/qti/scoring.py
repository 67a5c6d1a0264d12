"""What an interaction's answers earn and which feedback they get, found by running the item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import ROUNDING, ExchangeError
from quizzes.exchange.qti import body
from quizzes.exchange.qti.expressions import UnsupportedProcessing, Value, number
from quizzes.exchange.qti.processing import Declaration, Processing

MOST_POINTS = 1000


@dataclass
class Scoring:
    """The item as one of its interactions sees it, with the others unanswered."""

    item: Element
    processing: Processing
    response: str
    losses: list[str]
    shown: set[int] = field(default_factory=set)
    """Feedback that has found its place, by the ids of its elements."""

    @property
    def declared(self) -> Declaration:
        """The interaction's response. Raises `ExchangeError` where it is not declared."""
        found = self.processing.responses.get(self.response)
        if found is None:
            raise ExchangeError(f"its response “{self.response[:40]}” is not declared")
        return found

    @property
    def correct(self) -> tuple[str, ...]:
        """The correct values; those with the largest mapped value where none are declared."""
        declared = self.declared
        if declared.correct:
            return declared.correct
        best = [(value, key) for key, value, _ in declared.mapping if value > 0]
        if declared.cardinality == "single":
            return (max(best)[1],) if best else ()
        return tuple(key for _, key in best)

    def fraction(self, *answer: str) -> float:
        """The share of the points for an answer, -1 to 1; 0 for no answer."""
        given = answer or None
        worth = self._score(self.correct or None)
        nothing = min(self._score(None), worth)
        if worth - nothing > ROUNDING:
            return max(-1.0, min(1.0, (self._score(given) - nothing) / (worth - nothing)))
        self._lose_once("what it awards for an answer; the correct answer earns all points here")
        return float(sorted(answer) == sorted(self.correct))

    def worth(self) -> float:
        """The points for the correct answer of this interaction alone."""
        return self._score(self.correct or None) - self._score(None)

    def _score(self, answer: Value) -> float:
        instead = "the declared correct answer earns all points"
        if self.processing.exists:
            try:
                return self.processing.score({self.response: answer})
            except UnsupportedProcessing as reason:
                self._lose_once(f"its scoring, which uses {reason}; {instead}")
        else:
            self._lose_once(f"no scoring came with it; {instead}")
        return float(bool(answer) and sorted(answer or ()) == sorted(self.correct))

    def _lose_once(self, what: str) -> None:
        if what not in self.losses:
            self.losses.append(what)

    def feedback(self, answer: Sequence[str]) -> str:
        """What the item shows for the answer alone, without what it shows for every answer."""
        shown = [
            element
            for element in self._shown(tuple(answer))
            if id(element) not in self._for_everybody
        ]
        self.shown |= {id(element) for element in shown}
        words = (body.markdown_of(element, self.losses) for element in shown)
        return "\n\n".join(dict.fromkeys(filter(None, words)))

    def explanation(self) -> str:
        """What is shown whatever the answer, or else with the correct one. The rest is lost."""
        shown = [e for e in self._shown(None) if id(e) in self._for_everybody]
        if not shown:
            shown = [e for e in self._shown(self.correct) if id(e) not in self.shown]
        self.shown |= {id(element) for element in shown}
        words = [body.markdown_of(element, self.losses) for element in shown]
        for element in self.item.iter():
            if element.tag in body.FEEDBACK and id(element) not in self.shown:
                lost = " ".join("".join(element.itertext()).split())
                if lost:
                    self._lose_once(f"the feedback “{lost[:200]}”")
        return "\n\n".join(dict.fromkeys(filter(None, words)))

    @cached_property
    def _for_everybody(self) -> set[int]:
        without = {id(element) for element in self._shown(None)}
        return without & {id(element) for element in self._shown(self.correct)}

    def _shown(self, answer: Value) -> list[Element]:
        try:
            outcomes = self.processing.run({self.response: answer or None})
        except UnsupportedProcessing:
            outcomes = {}
        return list(body.feedback_shown(self.item, outcomes))

    def points(self) -> float:
        """The most that the item awards, 1 where it does not say or nothing sensible."""
        score = self.processing.outcomes.get("SCORE")
        maximum = self.processing.outcomes.get("MAXSCORE")
        points = score.maximum if score and score.maximum else None
        if points is None and maximum and maximum.default:
            points = number(maximum.default[0])
        if points is None:
            points = self._most()
        if not 0 < points <= MOST_POINTS:
            self._lose_once(f"the most that it awards, {points:g}; it has 1 point here")
            return 1.0
        return points

    def _most(self) -> float:
        every: dict[str, Value] = {
            name: declared.correct for name, declared in self.processing.responses.items()
        }
        every[self.response] = self.correct or None
        try:
            return self.processing.score(every) or 1.0
        except UnsupportedProcessing:
            return 1.0
