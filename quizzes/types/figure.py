"""A state of a figure that has to be set; graded by what the figure computes in that state.

    - id: dear-misses
      type: figure
      text: A miss costs five times as much as a false alarm. Find a threshold with few costs.
      figure: roc-curve
      start: {threshold: 0.5, miss: 5}     # optional; other settings have their default
      ask: [threshold]                     # optional: what is to be set; the rest stays
      said: It costs {{ cost }} in all.    # optional: in place of the figure's own sentence
      answer: cost <= 1.02 * least_cost    # a formula, or a list of which all must hold
      solution: {threshold: 0.21}          # one state that is right
      wrong:
        - {when: threshold > 0.5, feedback: A high threshold makes many misses.}
      explanation: The dearer a miss, the lower the threshold.

Formulas may name the figure's settings and the quantities that its module reads in a state
(docs/authoring/figures.md). A response is an object of settings, ``{"threshold": "0.21"}``; what is
not in it stays as it starts, and the state that the figure starts with is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from courseware.figures.checking import InvalidFigure, text_faults
from courseware.figures.computing import Computed, computed
from courseware.figures.controls import Control, InvalidSetting, Setting, Slider, State, written
from courseware.figures.drawings import NotDrawn, draw_ahead, drawing
from courseware.figures.lookup import names, stem
from courseware.figures.states import read_state
from grader.files.faults import did_you_mean
from grader.files.yaml_nodes import Node
from quizzes.contract.answers import InvalidResponse, Part, Sample, Samples, Score, parse_text
from quizzes.contract.question_type import QuestionType
from quizzes.formulas.expressions import FormulaError, evaluate
from quizzes.formulas.expressions import parse as parse_formula
from quizzes.formulas.sampling import formula_names
from quizzes.types.shared.mistakes import parse_credit

MOST_STATES = 400  # that are tried to find what a wrong answer looks like, and by blind guesses


@dataclass(frozen=True)
class Mistake:
    """Wrong states that an author expects, and one of them."""

    when: str
    feedback: str
    credit: float
    example: dict[str, str]


@dataclass(frozen=True)
class Body:
    """The figure, the state that it begins with, what is to be set, and what must hold then."""

    figure: str
    start: dict[str, str]
    asked: tuple[str, ...]
    conditions: tuple[str, ...]
    solution: dict[str, str]
    wrong: tuple[Mistake, ...] = ()
    said: str = ""

    @property
    def computed(self) -> Computed:
        return computed(self.figure)

    def controls(self) -> list[Control]:
        """Those that are to be set."""
        return [control for control in self.computed.controls if control.name in self.asked]

    def state(self, answer: Mapping[str, str] | None) -> State:
        """What the figure shows with an answer, or at the start."""
        settings = {**self.start, **(answer or {})}
        state, _faults = read_state(self.figure, self.computed.controls, settings)
        return state

    def is_start(self, answer: Mapping[str, str]) -> bool:
        """Whether nothing was set: forms send what they begin with as well."""
        return self.state(answer) == self.state(None)

    def holds(self, formulas: Sequence[str], answer: Mapping[str, str] | None) -> bool:
        """Whether all formulas are true in a state. Raises FormulaError."""
        state = self.state(answer)
        known = {**formula_names(), **state, **self.computed.read(state)}
        return all(bool(evaluate(parse_formula(formula), known)) for formula in formulas)

    def mistake(self, answer: Mapping[str, str] | None) -> Mistake | None:
        return next((wrong for wrong in self.wrong if self.holds([wrong.when], answer)), None)

    def states(self) -> Iterator[dict[str, str]]:
        """Representative answers, at most `MOST_STATES`."""
        controls = self.controls()
        most = max(2, int(MOST_STATES ** (1 / max(1, len(controls)))))
        for settings in product(*(control.samples(most) for control in controls)):
            yield {
                control.name: written(each)
                for control, each in zip(controls, settings, strict=True)
            }


def _figure(node: Node) -> Computed | None:
    name = node.text("figure")
    if not name:
        return None
    at = node.get("figure") or node
    if name not in names():
        at.fault(f'there is no figure "{name}".{did_you_mean(name, names())}')
        return None
    try:
        figure = computed(name)
    except InvalidFigure as error:
        at.fault(str(error))
        return None
    if not figure.controls:
        at.fault(f'the figure "{name}" has no settings to ask for')
        return None
    return figure


def _settings(node: Node, key: str, figure: Computed) -> dict[str, str]:
    block = node.get(key)
    if block is None:
        return {}
    given = {name: _setting_text(value.plain()) for name, value in block.pairs()}
    state, faults = read_state(figure.name, figure.controls, given)
    for sentence in faults:
        block.fault(sentence)
    return {name: written(state[name]) for name in given if name in state}


def _setting_text(value: Any) -> str:
    return written(value) if isinstance(value, bool | int | float) else str(value)


def _conditions(node: Node) -> tuple[str, ...]:
    block = node.need("answer")
    if block is None:
        return ()
    return tuple(entry.as_text() for entry in (block.items() if block.is_list() else [block]))


def _said(node: Node, figure: Computed) -> str:
    """A sentence on the state, which may keep back what the figure's own would give away."""
    said = " ".join(node.text("said", "").split())
    known = {*figure.numbers, *figure.default, *figure.read(figure.default)}
    for fault in text_faults("said", said, known):
        (node.get("said") or node).fault(fault)
    return said


def _mistake(entry: Node, body: Body) -> Mistake | None:
    entry.only(["when", "feedback", "credit"])
    when = entry.text("when")
    try:
        example = next(
            (
                answer
                for answer in body.states()
                if body.holds([when], answer)
                and not body.holds(body.conditions, answer)
                and body.mistake(answer) is None
            ),
            None,
        )
    except FormulaError as error:
        entry.fault(str(error))
        return None
    if example is None:
        entry.fault(f"no wrong state is found in which {when} holds, or an earlier one takes it")
        return None
    return Mistake(when, entry.text("feedback"), parse_credit(entry), example)


class FigureType(QuestionType[Body, dict[str, str]]):
    """A state of a figure; an answer maps controls to settings as they are written."""

    keys = ("figure", "start", "ask", "said", "answer", "solution", "wrong")
    body_class = Body
    answer_is_typed = True

    def parse_body(self, node: Node) -> Body | None:
        figure = _figure(node)
        conditions = _conditions(node)
        if figure is None or not conditions or node.need("solution") is None:
            return None
        known = [control.name for control in figure.controls]
        asked = [entry.as_text() for entry in node.entries("ask")] or known
        for name in sorted(set(asked) - set(known)):
            near = did_you_mean(name, known)
            (node.get("ask") or node).fault(f'the figure has no setting "{name}".{near}')
        start = _settings(node, "start", figure)
        solution = _settings(node, "solution", figure)
        for name in sorted(set(solution) - set(asked)):
            (node.get("solution") or node).fault(f"{name} is not asked; name it under start")
        said = _said(node, figure)
        body = Body(figure.name, start, tuple(asked), conditions, solution, (), said)
        at = node.get("answer") or node
        try:
            if not body.holds(conditions, solution):
                at.fault("the solution does not fulfil it")
            if body.holds(conditions, None):
                at.fault("it holds before anything is set; begin with another state")
            draw_ahead(figure.name, body.state(None))
        except FormulaError as error:
            at.fault(str(error))
            return None
        except NotDrawn as error:
            node.fault(str(error))
        for entry in node.entries("wrong"):
            if mistake := _mistake(entry, body):
                body = replace(body, wrong=(*body.wrong, mistake))
        return body

    def samples(self, body: Body) -> Samples:
        wrong = {
            f"wrong {number}": Sample(mistake.example, mistake.credit)
            for number, mistake in enumerate(body.wrong, start=1)
        }
        name = body.asked[0]
        bad: tuple[Any, ...] = (
            {name: "nonsense"},
            {name: [1]},
            {"": "1"},
            "abc",
            [1],
            1.5,
            {name: {}},
        )
        return Samples(body.solution, wrong, bad)

    def blind_guesses(self, body: Body) -> Iterator[dict[str, str]]:
        """Any state that can be set, evenly."""
        yield from body.states()

    def from_form(self, fields: Mapping[str, list[str]]) -> dict[str, str] | None:
        given = {part: values[-1].strip() for part, values in fields.items() if part and values}
        return {part: value for part, value in given.items() if value} or None

    def parse_response(self, body: Body, response: Any) -> dict[str, str] | InvalidResponse | None:
        if response is None or response == {}:
            return None
        controls = {control.name: control for control in body.controls()}
        accepted = ", ".join(f"{each.label} ({each.accepts})" for each in controls.values())
        invalid = InvalidResponse(_("Expected settings: %(accepted)s.") % {"accepted": accepted})
        if not isinstance(response, Mapping) or not set(response) <= set(controls):
            return invalid
        answer = {}
        for name, value in response.items():
            text = ("on" if value else "off") if isinstance(value, bool) else parse_text(value)
            if text in (None, ""):
                if value in (None, ""):
                    continue
                return invalid
            try:
                answer[name] = written(_parsed(controls[name], str(text)))
            except InvalidSetting:
                return invalid
        return None if body.is_start(answer) else answer

    def describe_answer(self, body: Body, answer: dict[str, str] | None) -> str:
        if not answer:
            return ""
        state = body.state(answer)
        return ", ".join(
            f"{each.label}: {each.words(state[each.name])}"
            for each in body.controls()
            if each.name in answer
        )

    def template_context(
        self, body: Body, answer: dict[str, str] | None, score: Score | None
    ) -> dict[str, Any]:
        figure, start = body.computed, body.state(None)
        state = body.state(answer)
        picture = None if score else drawing(body.figure, start)
        context: dict[str, Any] = {
            "name": body.figure,
            "title": figure.title,
            "script": f"figures/{stem(body.figure)}.js",
            "alt": figure.words(figure.alt, state),
            "said": figure.words(body.said or figure.said, state),
            "said_template": body.said,
            "titles": figure.titles,
            "rows": figure.rows,
            "wide": picture.wide if picture else "",
            "narrow": picture.narrow if picture else "",
            "fields": [_field(each, state, start) for each in body.controls()],
            "fixed": [
                {"id": each.name, "value": written(start[each.name])}
                for each in figure.controls
                if each.name not in body.asked
            ],
        }
        if answer is not None:
            context["given"] = self.describe_answer(body, answer)
        if score:
            part = score.parts[0]
            context |= {"right": part.right, "expected": part.expected, "feedback": score.feedback}
        return context

    def score(self, body: Body, answer: dict[str, str] | None) -> Score:
        right = answer is not None and body.holds(body.conditions, answer)
        mistake = None if right or answer is None else body.mistake(answer)
        feedback = mistake.feedback if mistake else ""
        part = Part(
            "",
            right,
            answer is not None,
            self.describe_answer(body, answer),
            self.describe_answer(body, body.solution),
            feedback,
        )
        return Score(1.0 if right else mistake.credit if mistake else 0.0, (part,), feedback)


def _parsed(control: Control, text: str) -> Setting:
    """As people type it, with a comma as well."""
    return control.parse(text.replace(",", ".", 1) if control.kind in ("slider", "steps") else text)


def _field(control: Control, state: State, start: State) -> dict[str, Any]:
    """For the page: a number to type, or choices."""
    setting, first = written(state[control.name]), written(start[control.name])
    field: dict[str, Any] = {"id": control.name, "label": control.label, "kind": control.kind}
    field["start"] = first
    if isinstance(control, Slider):
        ends = {"low": control.low, "high": control.high, "step": control.step}
        return {**field, **{name: written(end) for name, end in ends.items()}, "given": setting}
    choices = [[written(each), control.words(each)] for each in control.samples()]
    return {**field, "choices": choices, "given": setting}


TYPE = FigureType()
