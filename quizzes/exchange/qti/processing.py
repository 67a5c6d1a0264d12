"""What an item of QTI 2.x or 3.0 awards for an answer: its response processing, run.

A value is ``None`` (the specification's NULL) or a tuple of strings; numbers and truth values are
written as strings in it. Conditions follow the three-valued logic of the specification, with NULL
counting as false where a decision is taken. Source: QTI 2.1 Assessment Test, Section and Item
Information Model, chapters 8 and 15.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizzes.exchange.qti.expressions import (
    CONTAINERS,
    SUMS,
    TESTS,
    Value,
    number,
    numbers_of,
    unsupported,
)
from quizzes.exchange.qti.tree import text_of

NUMBERS = ("float", "integer")
MAX_STEPS = 20_000  # of one run; a file is no program that may keep the site busy


class _ExitProcessing(Exception):
    pass


@dataclass(frozen=True)
class Declaration:
    """A response: how its values are compared and what is correct.

    ``mapping`` has for each key its value and whether capitals count.
    """

    id: str
    cardinality: str
    base_type: str
    correct: Value
    mapping: tuple[tuple[str, float, bool], ...] = ()
    default: float = 0.0
    bounds: tuple[float, float] = (-math.inf, math.inf)


@dataclass(frozen=True)
class Outcome:
    """A declared outcome, with the value that it begins with."""

    id: str
    base_type: str
    default: Value
    maximum: float | None
    table: Element | None = None


@dataclass
class Processing:
    """The declarations and rules of one item. `run` leaves them as they are."""

    responses: dict[str, Declaration]
    outcomes: dict[str, Outcome]
    rules: list[Element] = field(default_factory=list)
    template: str = ""

    @property
    def exists(self) -> bool:
        """Whether the item is scored by itself at all."""
        return bool(self.rules or self.template)

    def run(self, answers: Mapping[str, Value]) -> dict[str, Value]:
        """All outcomes for the answers. Raises `UnsupportedProcessing`."""
        return _Run(self, answers).result()

    def score(self, answers: Mapping[str, Value]) -> float:
        """The outcome SCORE, 0 where it is NULL. Raises `UnsupportedProcessing`."""
        value = self.run(answers).get("SCORE")
        return numbers_of(value)[0] if value else 0.0


def read_processing(item: Element) -> Processing:
    """What the item declares."""
    responses = {
        each.get("identifier", ""): _declaration(each) for each in item.iter("responseDeclaration")
    }
    outcomes = {
        each.get("identifier", ""): _outcome(each) for each in item.iter("outcomeDeclaration")
    }
    processing = item.find("responseProcessing")
    if processing is None:
        return Processing(responses, outcomes)
    template = (processing.get("template") or processing.get("templateLocation") or "").rstrip("/")
    name = template.rpartition("/")[2].removesuffix(".xml")
    return Processing(responses, outcomes, list(processing), name)


def _values(element: Element | None) -> Value:
    found = tuple(text_of(value) for value in element.iter("value")) if element is not None else ()
    return found or None


def _declaration(element: Element) -> Declaration:
    mapping = element.find("mapping")
    entries: tuple[tuple[str, float, bool], ...] = ()
    default, bounds = 0.0, (-math.inf, math.inf)
    if mapping is not None:
        entries = tuple(
            (
                each.get("mapKey", ""),
                number(each.get("mappedValue")),
                each.get("caseSensitive", "true") != "false",
            )
            for each in mapping.iter("mapEntry")
        )
        default = number(mapping.get("defaultValue"))
        bounds = (
            number(mapping.get("lowerBound"), -math.inf),
            number(mapping.get("upperBound"), math.inf),
        )
    return Declaration(
        id=element.get("identifier", ""),
        cardinality=element.get("cardinality", "single"),
        base_type=element.get("baseType", "identifier"),
        correct=_values(element.find("correctResponse")),
        mapping=entries,
        default=default,
        bounds=bounds,
    )


def _outcome(element: Element) -> Outcome:
    table = element.find("matchTable")
    maximum = element.get("normalMaximum")
    return Outcome(
        id=element.get("identifier", ""),
        base_type=element.get("baseType", "float"),
        default=_values(element.find("defaultValue")),
        maximum=None if maximum is None else number(maximum),
        table=table if table is not None else element.find("interpolationTable"),
    )


class _Run:
    def __init__(self, processing: Processing, answers: Mapping[str, Value]) -> None:
        self._item = processing
        self._answers = answers
        self._outcomes: dict[str, Value] = {
            name: outcome.default or (("0",) if outcome.base_type in NUMBERS else None)
            for name, outcome in processing.outcomes.items()
        }
        self._steps = 0

    def result(self) -> dict[str, Value]:
        try:
            if self._item.rules:
                self._follow(self._item.rules)
            else:
                self._follow_template()
        except _ExitProcessing:
            pass
        return self._outcomes

    def _follow_template(self) -> None:
        """The three templates of the specification, for its response RESPONSE or the only one."""
        name = (
            "RESPONSE"
            if "RESPONSE" in self._item.responses
            else next(iter(self._item.responses), "")
        )
        if self._item.template in ("match_correct", "match_correct2"):
            right = self._matches(self._answers.get(name), self._correct(name), name)
            self._outcomes["SCORE"] = ("1",) if right else ("0",)
        elif self._item.template in ("map_response", "map_response2"):
            self._outcomes["SCORE"] = self._mapped(name)
        else:
            unsupported(self._item.template or "no response processing")

    def _follow(self, rules: Iterable[Element]) -> None:
        for rule in rules:
            self._count()
            match rule.tag:
                case "responseCondition":
                    self._decide(rule)
                case "setOutcomeValue":
                    children = list(rule)
                    value = self._value(children[0]) if children else None
                    self._outcomes[rule.get("identifier", "")] = value
                case "lookupOutcomeValue":
                    self._look_up(rule)
                case "responseProcessingFragment":
                    self._follow(rule)
                case "exitResponse":
                    raise _ExitProcessing
                case _:
                    unsupported(str(rule.tag))

    def _decide(self, rule: Element) -> None:
        for branch in rule:
            if branch.tag == "responseElse":
                self._follow(branch)
                return
            children = list(branch)
            if children and _is_true(self._value(children[0])):
                self._follow(children[1:])
                return

    def _look_up(self, rule: Element) -> None:
        name = rule.get("identifier", "")
        outcome = self._item.outcomes.get(name)
        value = self._value(rule[0]) if len(rule) else None
        if outcome is None or outcome.table is None or value is None:
            unsupported("lookupOutcomeValue")
        source = numbers_of(value)[0]
        for entry in outcome.table:
            at = number(entry.get("sourceValue"))
            exact = outcome.table.tag == "matchTable"
            included = entry.get("includeBoundary", "true") != "false"
            if source == at if exact else (source > at or (included and source == at)):
                self._outcomes[name] = (entry.get("targetValue", ""),)
                return
        self._outcomes[name] = (outcome.table.get("defaultValue", "0"),)

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            unsupported(f"more than {MAX_STEPS} steps")

    def _correct(self, name: str) -> Value:
        declared = self._item.responses.get(name)
        return declared.correct if declared else None

    def _variable(self, name: str) -> Value:
        return self._outcomes[name] if name in self._outcomes else self._answers.get(name)

    def _mapped(self, name: str) -> Value:
        declared = self._item.responses.get(name)
        answer = self._answers.get(name)
        if declared is None:
            unsupported("mapResponse without a declaration")
        if answer is None:
            return ("0",)
        distinct = dict.fromkeys(answer) if declared.cardinality == "multiple" else answer
        total = sum(_mapped_value(declared, each) for each in distinct)
        low, high = declared.bounds
        return (repr(min(max(total, low), high)),)

    def _matches(self, a: Value, b: Value, response: str = "") -> bool | None:
        if a is None or b is None:
            return None
        declared = self._item.responses.get(response)
        if declared and declared.base_type in NUMBERS and len(a) == len(b) == 1:
            return numbers_of(a) == numbers_of(b)
        if declared and declared.base_type in ("pair", "directedPair"):
            a, b = (tuple(_pair(each, declared.base_type) for each in value) for value in (a, b))
        if declared and declared.cardinality == "multiple":
            return Counter(a) == Counter(b)
        return a == b

    def _value(self, element: Element) -> Value:
        self._count()
        tag = str(element.tag)
        match tag:
            case "variable":
                return self._variable(element.get("identifier", ""))
            case "correct":
                return self._correct(element.get("identifier", ""))
            case "default":
                outcome = self._item.outcomes.get(element.get("identifier", ""))
                return outcome.default if outcome else None
            case "baseValue":
                return (text_of(element),)
            case "null":
                return None
            case "mapResponse":
                return self._mapped(element.get("identifier", ""))
            case "match":
                name = next((each.get("identifier", "") for each in element.iter("variable")), "")
                if name not in self._item.responses:
                    name = next((e.get("identifier", "") for e in element.iter("correct")), "")
                return _truth(self._matches(*self._both(element), name))
            case "isNull":
                return _truth(not self._value(element[0]))
            case "and" | "or" | "not" | "anyN":
                return self._logic(tag, element)
        operands = [self._value(child) for child in element]
        if tag in CONTAINERS:
            return CONTAINERS[tag](element, operands)
        if any(operand is None for operand in operands):
            return None
        known = [operand for operand in operands if operand is not None]
        if tag in TESTS:
            return _truth(TESTS[tag](element, known))
        if tag in SUMS:
            flat = [each for operand in known for each in numbers_of(operand)]
            return (repr(float(SUMS[tag](flat))),)
        unsupported(tag)

    def _both(self, element: Element) -> tuple[Value, Value]:
        children = list(element)
        if len(children) != 2:
            unsupported(f"{element.tag} of {len(children)} expressions")
        return self._value(children[0]), self._value(children[1])

    def _logic(self, tag: str, element: Element) -> Value:
        truths = [_is_true(self._value(child)) for child in element]
        if tag == "anyN":
            low, high = number(element.get("min")), number(element.get("max"), math.inf)
            return _truth(low <= sum(truths) <= high)
        if tag == "not":
            return _truth(not truths[0] if truths else None)
        return _truth(all(truths) if tag == "and" else any(truths))


def _is_true(value: Value) -> bool:
    return value == ("true",)


def _truth(value: bool | None) -> Value:
    return None if value is None else ("true" if value else "false",)


def _pair(text: str, base_type: str) -> str:
    """The members of a pair without direction may come in either order."""
    parts = text.split()
    return " ".join(sorted(parts) if base_type == "pair" else parts)


def _mapped_value(declared: Declaration, answer: str) -> float:
    for key, value, case in declared.mapping:
        if declared.base_type in NUMBERS:
            same = number(key, math.nan) == number(answer, math.inf)
        elif declared.base_type in ("pair", "directedPair"):
            same = _pair(key, declared.base_type) == _pair(answer, declared.base_type)
        else:
            same = key == answer if case else key.casefold() == answer.casefold()
        if same:
            return value
    return declared.default
