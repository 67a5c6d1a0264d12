"""What an item of QTI 1.2 awards for an answer: its response conditions, run.

Source: IMS Question & Test Interoperability: ASI Information Model 1.2, chapter 4. Where a
condition that adds points does not say whether to go on, it does, as in Canvas and Blackboard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizzes.exchange.qti.expressions import UnsupportedProcessing, number
from quizzes.exchange.qti.tree import text_of

Answers = Mapping[str, Sequence[str]]
_COMPARISONS = {
    "vargt": lambda a, b: a > b,
    "vargte": lambda a, b: a >= b,
    "varlt": lambda a, b: a < b,
    "varlte": lambda a, b: a <= b,
}


@dataclass
class Result:
    """Points by variable, and the ids of the feedback shown."""

    points: dict[str, float] = field(default_factory=dict)
    feedback: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """SCORE, or the only variable under another name."""
        return self.points.get("SCORE", next(iter(self.points.values()), 0.0))


def run(item: Element, answers: Answers) -> Result:
    """Raises `UnsupportedProcessing` for conditions that are not run here."""
    result = Result()
    for condition in item.iter("respcondition"):
        tested = condition.find("conditionvar")
        if tested is None or not all(_holds(each, answers) for each in tested):
            continue
        changes = condition.findall("setvar")
        for change in changes:
            _change(change, result.points)
        result.feedback += [
            each.get("linkrefid", "") for each in condition.findall("displayfeedback")
        ]
        adds = any(change.get("action", "Set") != "Set" for change in changes)
        if condition.get("continue", "Yes" if adds or not changes else "No") == "No":
            break
    return result


def _change(change: Element, points: dict[str, float]) -> None:
    name = change.get("varname") or "SCORE"
    value, before = number(text_of(change)), points.get(name, 0.0)
    match change.get("action", "Set"):
        case "Set":
            points[name] = value
        case "Add":
            points[name] = before + value
        case "Subtract":
            points[name] = before - value
        case other:
            raise UnsupportedProcessing(f"the action {other[:20]}")


def _holds(test: Element, answers: Answers) -> bool:
    given = answers.get(test.get("respident", ""), ())
    wanted = text_of(test)
    match test.tag:
        case "and":
            return all(_holds(each, answers) for each in test)
        case "or":
            return any(_holds(each, answers) for each in test)
        case "not":
            return not all(_holds(each, answers) for each in test)
        case "other":
            return True
        case "unanswered":
            return not given
        case "varequal":
            return _is_among(wanted, given, test.get("case", "No") == "Yes")
        case "varsubstring":
            return any(wanted.casefold() in each.casefold() for each in given)
        case "varsubset":
            return set(wanted.replace(",", " ").split()) <= set(given)
        case tag if tag in _COMPARISONS:
            return any(_COMPARISONS[tag](number(each), number(wanted)) for each in given)
    raise UnsupportedProcessing(f"the condition {test.tag}")


def _is_among(wanted: str, given: Sequence[str], case: bool) -> bool:
    if case:
        return wanted in given
    folded = wanted.casefold()
    return any(each.casefold() == folded or _is_same_number(each, wanted) for each in given)


def _is_same_number(a: str, b: str) -> bool:
    try:
        return float(a) == float(b)
    except ValueError:
        return False
