"""QTI 1.2, as Canvas, Blackboard and Common Cartridges write it, as neutral questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import (
    ROUNDING,
    AnswerKey,
    Choices,
    Content,
    ExchangeError,
    FreeText,
    Gap,
    Gaps,
    Loss,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import guides
from quizzes.exchange.numbers import parse_number
from quizzes.exchange.qti import legacy_processing as processing
from quizzes.exchange.qti.expressions import UnsupportedProcessing, number
from quizzes.exchange.qti.legacy_item import RESPONSES, Item, Response
from quizzes.exchange.qti.tree import text_of

_UNREADABLE = ("response_xy", "response_grp")
_REFUSED = {
    "calculated_question": "its numbers are drawn at random by a formula",
    "file_upload_question": "it asks for a file",
    "text_only_question": "it is a text without a question",
}


def read_document(root: Element) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions of a ``questestinterop``."""
    questions: list[NeutralQuestion] = []
    losses: list[Loss] = []
    for section in root.iter("section"):
        if section.find("selection_ordering/selection") is not None:
            name = section.get("title") or section.get("ident") or "section"
            losses.append(Loss(name, "that some of its questions are drawn; all are here"))
    for element in root.iter("item"):
        item = _Reader(element)
        try:
            questions.append(item.question())
        except (ExchangeError, UnsupportedProcessing) as reason:
            uses = "its scoring uses " if isinstance(reason, UnsupportedProcessing) else ""
            item.losses.append(f"not imported: {uses}{reason}")
        losses += [Loss(item.name, what) for what in dict.fromkeys(item.losses)]
    return questions, losses


class _Reader(Item):
    """An item as a question."""

    def question(self) -> NeutralQuestion:
        presentation = self.element.find("presentation")
        if self.kind in _REFUSED:
            raise ExchangeError(_REFUSED[self.kind])
        if presentation is None:
            raise ExchangeError("it has no presentation")
        for tag in _UNREADABLE:
            if next(presentation.iter(tag), None) is not None:
                raise ExchangeError(f"there is no type here for “{tag}”")
        responses = [self.response(each) for each in presentation.iter() if each.tag in RESPONSES]
        if not responses:
            raise ExchangeError("it asks nothing that can be answered")
        blanks = self._blank_names(presentation, responses)
        text, content = self._content(presentation, responses, blanks)
        explanation = self._general_feedback(responses)
        return NeutralQuestion(self.name, text, content, explanation, self.points())

    def _blank_names(self, presentation: Element, responses: Sequence[Response]) -> dict[str, str]:
        """The names that Canvas writes in brackets, by response."""
        words = self.html(presentation)
        names = {each.id: each.id.removeprefix("response_") for each in responses}
        return {id: name for id, name in names.items() if f"[{name}]" in words}

    # --- content ---------------------------------------------------------------------------

    def _content(
        self, presentation: Element, responses: list[Response], blanks: dict[str, str]
    ) -> tuple[str, Content]:
        if blanks or (len(responses) > 1 and all(each.tag != "response_lid" for each in responses)):
            return self._blanks(presentation, responses, blanks)
        text = self.markdown(self.html(presentation))
        if len(responses) > 1:
            return text, self._pairs(responses)
        (response,) = responses
        if response.tag == "response_lid":
            return text, self._chosen(response)
        return text, self._typed(response)

    def _chosen(self, response: Response) -> Content:
        if response.cardinality == "Ordered":
            return self._order(response)
        single = response.cardinality == "Single"
        fractions, together = self._fractions(response, single)
        labels = {id: text for id, text in response.labels.items() if text or fractions[id] > 0}
        if len(labels) < len(response.labels):
            self.losses.append("options without words")
        if not any(fraction > 0 for fraction in fractions.values()):
            raise ExchangeError("no answer to it is declared correct")
        told = {id: self.feedback(response, id) for id in labels}
        words = {id: text.strip().lower() for id, text in labels.items()}
        if single and "true_false" in self.kind and set(words.values()) == {"true", "false"}:
            of = {text: id for id, text in words.items()}
            answer = fractions[of["true"]] > fractions[of["false"]]
            return TrueOrFalse(answer, told[of["true"]], told[of["false"]])
        keys = tuple(AnswerKey(text or "—", fractions[id], told[id]) for id, text in labels.items())
        shuffle = any(each.get("shuffle") == "Yes" for each in response.element.iter())
        return Choices(single, keys, shuffle, together)

    def _fractions(self, response: Response, single: bool) -> tuple[dict[str, float], bool]:
        ids = list(response.labels)
        if single:
            scores = {each: self.score(response.id, each) for each in ids}
            most = max([*scores.values(), 0.0]) or 1.0
            return {each: score / most for each, score in scores.items()}, False
        right = self._right_set(response)
        share = 1 / max(1, len(right))
        alone = {each: self.score(response.id, each) for each in ids}
        full = self.score(response.id, *right) or 1.0
        if any(alone[each] > 0 for each in right) and len(right) > 1:
            kept = {each: alone[each] / full for each in ids}
            if abs(sum(kept[each] for each in right) - 1) < ROUNDING:
                return kept, False
        return {each: share if each in right else -share for each in ids}, True

    def _right_set(self, response: Response) -> list[str]:
        """The labels that the best condition asks for, or those that earn something alone."""
        best: tuple[float, list[str]] = (0.0, [])
        for condition in self.element.iter("respcondition"):
            wanted = [value for id, value in asked_values(condition) if id == response.id]
            wanted = [each for each in dict.fromkeys(wanted) if each in response.labels]
            best = max(best, (self.score(response.id, *wanted), wanted), key=lambda each: each[0])
        alone = [id for id in response.labels if self.score(response.id, id) > 0]
        together = self.score(response.id, *alone) if alone else 0.0
        return alone if together > best[0] else best[1]

    def _order(self, response: Response) -> Order:
        for condition in self.element.iter("respcondition"):
            order = [value for id, value in asked_values(condition) if id == response.id]
            if sorted(order) == sorted(response.labels) and condition.find("setvar") is not None:
                entries = tuple(response.labels[each] for each in order)
                return Order(entries, "all-or-nothing")
        raise ExchangeError("no order is declared correct")

    def _typed(self, response: Response) -> Content:
        ranges = list(self._ranges(response))
        if "essay" in self.kind or not (ranges or any(self._named(response))):
            return self._essay()
        decimal = any(
            (each.get("fibtype") or "").capitalize() in ("Decimal", "Integer")
            for each in response.element.iter("render_fib")
        )
        if ranges or decimal or "numerical" in self.kind or response.tag == "response_num":
            return self._numbers(response, ranges)
        named = list(self._named(response))
        most = max(self.score(response.id, each) for each in named)
        keys = tuple(
            AnswerKey(
                each,
                self.score(response.id, each) / (most or 1.0),
                self.feedback(response, each),
            )
            for each in named
        )
        if most <= 0:
            raise ExchangeError("no answer to it is declared correct")
        case = any(each.get("case") == "Yes" for each in self.element.iter("varequal"))
        return Texts(keys, case)

    def _named(self, response: Response) -> Iterator[str]:
        seen = set()
        for condition in self.element.iter("respcondition"):
            for id, value in asked_values(condition, ("varequal", "varsubstring")):
                if id == response.id and value and value not in seen:
                    seen.add(value)
                    yield value

    def _ranges(self, response: Response) -> Iterator[tuple[float, float]]:
        for holder in self.element.iter():
            if holder.tag in ("and", "conditionvar", "or"):
                low = _bound(holder, response.id, ("vargte", "vargt"))
                high = _bound(holder, response.id, ("varlte", "varlt"))
                if low is not None and high is not None and low <= high:
                    yield low, high

    def _numbers(self, response: Response, ranges: list[tuple[float, float]]) -> Numbers:
        exact = [parse_number(each, "an answer") for each in self._named(response)]
        keys = []
        for low, high in dict.fromkeys(ranges):
            inside = [value for value in exact if low <= value <= high]
            middle = inside[0] if inside else (low + high) / 2
            exact = [value for value in exact if value not in inside]
            keys.append((middle, max(middle - low, high - middle)))
        keys += [(value, 0.0) for value in exact]
        scores = [self.score(response.id, repr(value)) for value, _ in keys]
        most = max(scores, default=0.0)
        if most <= 0:
            raise ExchangeError("no number is declared correct for it")
        return Numbers(
            tuple(
                NumberKey(value, allowed, score / most, self.feedback(response, repr(value)))
                for (value, allowed), score in zip(keys, scores, strict=True)
            )
        )

    def _essay(self) -> FreeText:
        notes = [self.markdown(self.all_material(each)) for each in self.element.iter("solution")]
        return guides.read("\n\n".join(filter(None, notes)))

    def _pairs(self, responses: list[Response]) -> Content:
        pairs = []
        for response in responses:
            right = [id for id in response.labels if self.score(response.id, id) > 0]
            if not response.words and not any(response.labels[id] for id in right):
                self.losses.append("pairs without words")
                continue
            if not response.words or len(right) != 1:
                raise ExchangeError("it has several fields that are no pairs and no blanks")
            pairs.append((response.words, response.labels[right[0]]))
        if not pairs:
            raise ExchangeError("none of its pairs has words")
        every = [text for response in responses for text in response.labels.values() if text]
        used = {text for _, text in pairs}
        extra = tuple(text for text in dict.fromkeys(every) if text not in used)
        return Pairs(tuple(dict.fromkeys(pairs)), extra)

    def _blanks(
        self, presentation: Element, responses: list[Response], names: dict[str, str]
    ) -> tuple[str, Content]:
        marks = {
            each.id: f"\ue000gap{number}\ue001" for number, each in enumerate(responses, start=1)
        }
        html = self.html(presentation, {} if names else marks)
        for id, name in names.items():
            html = html.replace(f"[{name}]", marks[id])
        text = self.markdown(html).replace("\ue000", "[[").replace("\ue001", "]]")
        gaps = [self._gap(each, marks[each.id][1:-1]) for each in responses]
        if missing := [gap.id for gap in gaps if f"[[{gap.id}]]" not in text]:
            raise ExchangeError(f"the place of its blank {missing[0]} cannot be found")
        return text, Gaps(tuple(gaps))

    def _gap(self, response: Response, name: str) -> Gap:
        typed = response.tag != "response_lid" or "fill_in" in self.kind or "fib" in self.kind
        if response.tag == "response_lid":
            right = [
                AnswerKey(text, 1.0, self.feedback(response, id))
                for id, text in response.labels.items()
                if self.score(response.id, id) > 0
            ]
        else:
            right = [
                AnswerKey(each, 1.0)
                for each in self._named(response)
                if self.score(response.id, each) > 0
            ]
        if not right:
            raise ExchangeError("no answer to one of its blanks is declared correct")
        return Gap(name, tuple(right), () if typed else tuple(response.labels.values()))

    def _general_feedback(self, responses: Sequence[Response]) -> str:
        """What is shown without an answer and with the right one. Feedback on wholes is lost."""
        named = {each.id: list(self._named(each)) for each in responses}
        right = {
            each.id: self._right_set(each)
            if each.labels and each.tag == "response_lid"
            else named[each.id][:1]
            for each in responses
        }
        without = dict.fromkeys(processing.run(self.element, {}).feedback)
        with_all = processing.run(self.element, right).feedback
        general = [each for each in without if each in with_all]
        shown = set(general)
        for response in responses:
            for answer in (*response.labels, *named[response.id]):
                shown |= set(self.shown(response.id, answer)) - set(without)
        for element in self.element.iter("itemfeedback"):
            words = " ".join(self.words_of(element.get("ident", "")).split())
            if words and element.get("ident") not in shown:
                self.losses.append(f"the feedback “{words[:200]}”")
        return "\n\n".join(filter(None, map(self.words_of, general)))


def asked_values(
    condition: Element, tags: tuple[str, ...] = ("varequal",)
) -> Iterator[tuple[str, str]]:
    """Responses and values that a condition asks for, those under ``not`` left out."""
    waiting = list(condition.findall("conditionvar"))
    while waiting:
        element = waiting.pop(0)
        if element.tag in tags:
            yield element.get("respident", ""), text_of(element)
        elif element.tag != "not":
            waiting = [*element, *waiting]


def _bound(holder: Element, response: str, tags: tuple[str, ...]) -> float | None:
    for test in holder:
        if test.tag in tags and test.get("respident") == response:
            return number(text_of(test))
    return None
