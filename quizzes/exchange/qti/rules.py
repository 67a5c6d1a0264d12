"""The declarations, response processing and feedback of an item that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from quizzes.contract.neutral import NumberKey

Blocks = list[Element]


class Rules:
    """Collects what an item declares and how it is scored, in the order of the schema."""

    def __init__(self, points: float) -> None:
        self.points = points
        self.feedback: list[Element] = []
        self._responses: dict[str, Element] = {}
        self._outcomes: list[Element] = []
        self._rules: list[Element] = []
        self._awards = 0

    def declare(self, name: str, cardinality: str, base_type: str, correct: Sequence[str]) -> None:
        """A response and its correct values."""
        declaration = Element(
            "responseDeclaration", identifier=name, cardinality=cardinality, baseType=base_type
        )
        if correct:
            _add_values(SubElement(declaration, "correctResponse"), correct)
        self._responses[name] = declaration

    def award_mapping(
        self, name: str, fractions: Mapping[str, float], share: float = 1.0, *, case: bool = True
    ) -> None:
        """What each value earns, as a share of the points; together 0 to the whole share."""
        whole = self.points * share
        mapping = SubElement(
            self._responses[name],
            "mapping",
            lowerBound="0",
            upperBound=_number(whole),
            defaultValue="0",
        )
        is_text = self._responses[name].get("baseType") == "string"
        for key, fraction in fractions.items():
            entry = SubElement(
                mapping, "mapEntry", mapKey=key, mappedValue=_number(fraction * whole)
            )
            if is_text:
                entry.set("caseSensitive", "true" if case else "false")
        self._add_to_score(Element("mapResponse", identifier=name))

    def award_match(self, name: str) -> None:
        """All points for exactly the correct response."""
        test = Element("match")
        SubElement(test, "variable", identifier=name)
        SubElement(test, "correct", identifier=name)
        self._rules.append(_condition([(test, [self._score(self.points)])]))
        self._awards += 1

    def award_numbers(
        self, name: str, keys: Sequence[NumberKey], markup: Callable[[str], Blocks]
    ) -> None:
        """The first key whose tolerance the number meets decides."""
        branches = []
        for number, key in enumerate(keys, start=1):
            test = Element(
                "equal", toleranceMode="absolute", tolerance=f"{key.tolerance!r} {key.tolerance!r}"
            )
            constant = SubElement(test, "baseValue", baseType="float")
            constant.text = repr(key.value)
            SubElement(test, "variable", identifier=name)
            then = [self._score(key.fraction * self.points)]
            if key.feedback:
                then.append(self._show(f"answer-{number}", markup(key.feedback)))
            branches.append((test, then))
        self._rules.append(_condition(branches))
        self._awards += 1

    def tell_chosen(self, name: str, cardinality: str, told: Mapping[str, Blocks]) -> None:
        """Feedback for each option that is chosen."""
        if not told:
            return
        self._declare_outcome("FEEDBACK", cardinality)
        self._rules.append(_set("FEEDBACK", Element("variable", identifier=name)))
        for option, blocks in told.items():
            self._add_feedback("FEEDBACK", option, blocks)

    def tell_texts(self, name: str, told: Mapping[str, Blocks], case: bool) -> None:
        """Feedback for some texts."""
        branches = []
        for number, (text, blocks) in enumerate(told.items(), start=1):
            test = Element("stringMatch", caseSensitive="true" if case else "false")
            SubElement(test, "variable", identifier=name)
            SubElement(test, "baseValue", baseType="string").text = text
            branches.append((test, [self._show(f"answer-{number}", blocks)]))
        if branches:
            self._rules.append(_condition(branches))

    def explain(self, blocks: Blocks) -> None:
        """What everybody reads after answering."""
        self._declare_outcome("EXPLANATION", "single")
        value = Element("baseValue", baseType="identifier")
        value.text = "explanation"
        self._rules.append(_set("EXPLANATION", value))
        self._add_feedback("EXPLANATION", "explanation", blocks)

    def declarations(self) -> list[Element]:
        """All declarations, SCORE and MAXSCORE among them."""
        score = Element(
            "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
        )
        score.set("normalMaximum", _number(self.points))
        _add_values(SubElement(score, "defaultValue"), ["0"])
        most = Element(
            "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float"
        )
        _add_values(SubElement(most, "defaultValue"), [_number(self.points)])
        return [*self._responses.values(), score, most, *self._outcomes]

    def processing(self) -> Element | None:
        """The rules, or ``None`` where nothing is scored or shown."""
        if not self._rules:
            return None
        processing = Element("responseProcessing")
        processing.extend(self._rules)
        return processing

    def _show(self, name: str, blocks: Blocks) -> Element:
        if not any(each.get("identifier") == "FEEDBACK" for each in self._outcomes):
            self._declare_outcome("FEEDBACK", "single")
        self._add_feedback("FEEDBACK", name, blocks)
        value = Element("baseValue", baseType="identifier")
        value.text = name
        return _set("FEEDBACK", value)

    def _declare_outcome(self, name: str, cardinality: str) -> None:
        self._outcomes.append(
            Element(
                "outcomeDeclaration",
                identifier=name,
                cardinality=cardinality,
                baseType="identifier",
            )
        )

    def _add_feedback(self, outcome: str, name: str, blocks: Blocks) -> None:
        feedback = Element(
            "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show"
        )
        feedback.extend(blocks)
        self.feedback.append(feedback)

    def _score(self, points: float) -> Element:
        value = Element("baseValue", baseType="float")
        value.text = _number(points)
        return _set("SCORE", value)

    def _add_to_score(self, expression: Element) -> None:
        if self._awards:
            total = Element("sum")
            SubElement(total, "variable", identifier="SCORE")
            total.append(expression)
            expression = total
        self._rules.append(_set("SCORE", expression))
        self._awards += 1


def _add_values(parent: Element, values: Sequence[str]) -> None:
    for value in values:
        SubElement(parent, "value").text = value


def _number(value: float) -> str:
    return f"{value:.12g}"


def _set(name: str, expression: Element) -> Element:
    rule = Element("setOutcomeValue", identifier=name)
    rule.append(expression)
    return rule


def _condition(branches: Sequence[tuple[Element, Sequence[Element]]]) -> Element:
    condition = Element("responseCondition")
    for number, (test, then) in enumerate(branches):
        branch = SubElement(condition, "responseIf" if number == 0 else "responseElseIf")
        branch.append(test)
        branch.extend(then)
    return condition
