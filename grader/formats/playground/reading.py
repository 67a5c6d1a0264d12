"""Reads what ``lab.yaml`` says of states, goals, questions and known wrong states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.files.faults import Faults, did_you_mean
from grader.files.yaml_nodes import Node, read_yaml
from grader.formats.playground.conditions import SIZES, Condition, parse_condition
from grader.formats.playground.exercise import (
    Exercise,
    Goal,
    KnownState,
    Question,
    Record,
    StateAsked,
)
from grader.formats.playground.words import asked_words, goal_words
from grader.lab.answer_form import NAME
from grader.lab.model import Metadata
from grader.playground import MEASURES, MOST_EPOCHS, SEEDS, State, StateError, parse_state
from grader.playground.state import known_keys

KEYS = ("states", "goals", "questions", "mistakes", "record")
MOST_STATES = 4
MAJORITY = len(SEEDS) // 2 + 1
"""Of how many seeds a known wrong state has to be true where it does not say."""


def read_exercise(
    folder: Path, sources: Mapping[str, str], metadata: Metadata, faults: Faults
) -> Exercise:
    """What the lab asks for; arguments as of `Format.read`. Executes nothing."""
    root = read_yaml(folder / "lab.yaml", faults)
    if root is None:
        return Exercise((), (), (), ())
    states = tuple(map(_state, root.entries("states", required=True)))
    if not 1 <= len(states) <= MOST_STATES:
        root.fault(f"states has {len(states)} entries; expected 1 to {MOST_STATES}")
    goals = tuple(_goal(node, states) for node in root.entries("goals", required=True))
    questions = tuple(map(_question, root.entries("questions")))
    known = tuple(_known(node, states) for node in root.entries("mistakes"))
    _check_names(root, [*(s.name for s in states), *(q.name for q in questions)], "two answers")
    _check_names(root, [goal.name for goal in goals], "two goals")
    _check_names(root, [one.name for one in known], "two mistakes")
    for name in _files(folder) ^ {one.name for one in known}:
        root.fault(f"mistakes and the files of mistakes/ differ: {name} is in one of them alone")
    if not sum([*(goal.points for goal in goals), *(one.points for one in questions)]) > 0:
        root.fault("no goal and no question earns points")
    node = root.get("record")
    return Exercise(states, goals, questions, known, _record(node, states) if node else None)


def _files(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "mistakes").glob("*.txt")}


def _check_names(root: Node, names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            root.fault(f'{what} are called "{name}"')
        seen.add(name)


def _name(node: Node) -> str:
    name = node.text("name")
    if name and not NAME.fullmatch(name):
        node.fault(f'name is "{name}"; write it like_this, with a-z, 0-9 and _')
    return name


def _state(node: Node) -> StateAsked:
    node.only(("name", "label", "start", "epochs", "fixed", "rules"))
    name, start, epochs = _name(node), node.text("start"), node.number("epochs")
    if not (1 <= epochs <= MOST_EPOCHS and epochs == int(epochs)):
        node.fault(f"epochs is {epochs:g}; expected a whole number from 1 to {MOST_EPOCHS}")
    try:
        state = parse_state(start)
    except StateError as error:
        node.fault(f"start: {error.message}")
        state = State()
    keys = [entry.as_text("a key of a state") for entry in node.entries("fixed")]
    for key in keys:
        if key not in known_keys():
            near = did_you_mean(key, known_keys())
            node.fault(f'fixed names "{key}", which is no key of a state.{near}')
    fixed = {key: state.value(key) for key in keys if key in known_keys()}
    rules = [_condition(entry, len(SEEDS)) for entry in node.entries("rules")]
    for rule in rules:
        if rule.is_measured:
            node.fault(f"rules holds {rule.subject}, which is known after training; make it a goal")
    label = node.text("label", "Your state")
    return StateAsked(name, label, start, int(epochs or 1), fixed, tuple(rules))


def _goal(node: Node, states: tuple[StateAsked, ...]) -> Goal:
    node.only(("goal", "beside", "of", "points", "hint", "name"))
    text = node.get("goal") or node.need("goal")
    condition = _condition(text, len(SEEDS)) if text is not None else _NOTHING
    beside = tuple(_condition(entry, len(SEEDS)) for entry in node.entries("beside"))
    if not all(one.is_measured for one in beside):
        node.fault(
            "beside compares measures, run by run; make other conditions a goal of their own"
        )
    of = _of(node, states)
    prefix = next((s.label + ": " for s in states if s.name == of and len(states) > 1), "")
    own = node.text("name", "")
    asked = "" if own else asked_words(condition)
    name = prefix + (own or goal_words(condition, beside))
    return Goal(name, asked, of, condition, beside, node.number("points"), node.text("hint", ""))


def _question(node: Node) -> Question:
    node.only(("name", "ask", "options", "several", "answer", "points", "hint"))
    listed = node.get("options")
    options = {} if listed is None else dict(listed.pairs())
    answers = [entry.as_text("an option") for entry in node.entries("answer")]
    for answer in answers:
        if answer not in options:
            node.fault(f'answer names "{answer}"; options has {", ".join(options) or "none"}')
    several = node.flag("several")
    points = node.number("points", 0.0)
    if options and not answers:
        node.fault("a question with options needs an answer, a list of them")
    if options and not several and len(answers) > 1:
        node.fault("answer has several options; write several: true, or one of them")
    if not options and (answers or points):
        node.fault("a question without options is answered freely and earns no points")
    return Question(
        _name(node),
        node.text("ask"),
        tuple((value, label.as_text("a label")) for value, label in options.items()),
        several,
        tuple(answers),
        points,
        node.text("hint", ""),
    )


def _known(node: Node, states: tuple[StateAsked, ...]) -> KnownState:
    node.only(("name", "of", "when", "hint"))
    when = [_condition(entry, MAJORITY) for entry in node.entries("when", required=True)]
    return KnownState(_name(node), _of(node, states), tuple(when), node.text("hint"))


def _record(node: Node, states: tuple[StateAsked, ...]) -> Record:
    node.only(("of", "measure", "label"))
    measure = node.text("measure")
    if measure not in MEASURES:
        node.fault(f'measure is "{measure}"; expected one of {", ".join(MEASURES)}')
    return Record(_of(node, states), measure, node.text("label"))


def _of(node: Node, states: tuple[StateAsked, ...]) -> str:
    """The state that something is about: the first where it does not say."""
    names = [state.name for state in states]
    of = node.text("of", names[0] if names else "")
    if names and of not in names:
        node.fault(f'of is "{of}"; the states are {", ".join(names)}')
    return of


_NOTHING = Condition("test_loss", "<=", 0.0)


def _condition(node: Node, usual: int) -> Condition:
    try:
        return parse_condition(node.as_text("a condition"), usual)
    except ValueError as error:
        node.fault(str(error))
        return _NOTHING


assert not set(SIZES) & set(MEASURES)
