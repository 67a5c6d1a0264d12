"""Delivery settings from a quiz file, with all their faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from courseware.gradebook.policy import RULES
from grader.files.faults import did_you_mean
from grader.files.yaml_nodes import Node
from quizzes.delivery import tries
from quizzes.delivery.settings import DEFAULT_GRACE, Delivery, Pool, Section
from quizzes.delivery.tries import Tries
from quizzes.delivery.visibility import CHOICES, PHASES, ReviewSettings

KEYS = (
    *("attempts", "grading", "cooldown", "build_on_last", "practice", "time_limit", "grace"),
    *("shuffle_questions", "one_way", "one_per_page", "tries", "certainty", "self_check"),
    *("reveal", "review", "sections", "pools"),
)
REVEALS = ("last", "each")
MAX_ATTEMPTS = 100
SELF_CHECK_ATTEMPTS = 10  # where the file does not say
MAX_MINUTES = 7 * 24 * 60


def read_delivery(node: Node) -> Delivery:
    """The settings; what is wrong is recorded and left at its usual value."""
    practice = node.flag("practice", False)
    self_check = node.flag("self_check", False)
    delivery = Delivery(
        attempts=_whole(node, "attempts", SELF_CHECK_ATTEMPTS if self_check else 1, MAX_ATTEMPTS),
        grading=_choice(node, "grading", "best", RULES),
        time_limit=_minutes(node, "time_limit") or None,
        grace=_within(node, "grace", DEFAULT_GRACE, 0, 600, "seconds"),
        cooldown=_minutes(node, "cooldown"),
        build_on_last=node.flag("build_on_last", False),
        shuffle_questions=node.flag("shuffle_questions", False),
        one_way=node.flag("one_way", False),
        one_per_page=node.flag("one_per_page", False),
        practice=practice,
        self_check=self_check,
        certainty=node.flag("certainty", False),
        tries=_tries(node),
        review=_review(node, practice or self_check),
        sections=tuple(_sections(node)),
        pools=tuple(_pools(node)),
    )
    _fit(node, delivery)
    return delivery


def check_places(node: Node, delivery: Delivery, points: Mapping[str, float]) -> None:
    """Sections and pools against the questions that there are."""
    _known(node, "sections", delivery.sections, points)
    _known(node, "pools", delivery.pools, points)
    if delivery.sections:
        placed = {question for section in delivery.sections for question in section.questions}
        for question in points:
            if question not in placed:
                _at(node, "sections").fault(f'the question "{question}" is not in any section')
    for pool in delivery.pools:
        worth = {points[question] for question in pool.questions if question in points}
        if len(worth) > 1:
            _at(node, "pools").fault(
                f"the questions {', '.join(pool.questions)} of a pool have different points; "
                "make them equal, so that every attempt can earn the same"
            )
        if len({delivery.section_of(question) for question in pool.questions}) > 1:
            _at(node, "pools").fault(
                f"the pool {', '.join(pool.questions)} reaches over several sections; "
                "write a pool for each"
            )


def _known(
    node: Node, key: str, groups: Iterable[Section | Pool], points: Mapping[str, float]
) -> None:
    seen: set[str] = set()
    for group in groups:
        for question in group.questions:
            if question not in points:
                near = did_you_mean(question, list(points))
                _at(node, key).fault(f'{key} names "{question}", which is no question here.{near}')
            elif question in seen:
                _at(node, key).fault(f'{key} names the question "{question}" twice')
            seen.add(question)


def _sections(node: Node) -> Iterable[Section]:
    for entry in node.entries("sections"):
        entry.only(["title", "intro", "questions"])
        yield Section(entry.text("title"), entry.text("intro", ""), _names(entry))


def _pools(node: Node) -> Iterable[Pool]:
    for entry in node.entries("pools"):
        entry.only(["draw", "questions"])
        names = _names(entry)
        draw = entry.number("draw", 1)
        if draw != int(draw) or not 1 <= draw < max(len(names), 2):
            most = f"1 to {len(names) - 1}" if len(names) > 1 else "fewer than its questions"
            entry.fault(f"draw is {draw:g} of {len(names)} questions; expected {most}")
            continue
        yield Pool(int(draw), names)


def _names(entry: Node) -> tuple[str, ...]:
    return tuple(node.as_text() for node in entry.entries("questions", required=True))


def _tries(node: Node) -> Tries | None:
    entry = node.get("tries")
    if entry is None:
        return None
    if not entry.is_mapping():
        entry.fault("tries must be a mapping, such as {rule: interactive, count: 3, penalty: 0.3}")
        return None
    entry.only([field.name for field in fields(Tries)])
    rule = _choice(entry, "rule", "interactive", tries.RULES)
    shares = tuple(float(share.as_number("a share")) for share in entry.entries("points"))
    if (rule == "points") != bool(shares):
        entry.fault("the rule points, and only it, needs points: falling shares such as [1, 0.5]")
    if any(not 0 <= share <= 1 for share in shares) or list(shares) != sorted(shares)[::-1]:
        entry.fault("points must fall from at most 1 to at least 0, such as [1, 0.7, 0.4]")
    return Tries(
        rule,
        _whole(entry, "count", 3, 20),
        _within(entry, "penalty", 1 / 3, 0, 1, "of the question's points"),
        shares,
    )


def _review(node: Node, at_once: bool) -> ReviewSettings:
    """``reveal: each`` is short for showing key and explanation after each attempt."""
    each = _choice(node, "reveal", "last", REVEALS) == "each" or (
        at_once and node.get("reveal") is None
    )
    usual = ReviewSettings(key="handed-in", explanation="handed-in") if each else ReviewSettings()
    entry = node.get("review")
    if entry is None:
        return usual
    if node.get("reveal") is not None:
        entry.fault("write review or reveal, not both: reveal is short for a review")
    if not entry.is_mapping():
        entry.fault(f"review must be a mapping of {', '.join(CHOICES)} to a phase")
        return usual
    entry.only(list(CHOICES))
    chosen = {
        name: _choice(entry, name, getattr(usual, name), choices)
        for name, choices in CHOICES.items()
    }
    review = replace(usual, **chosen)
    for name in ("key", "explanation"):
        if PHASES.index(getattr(review, name)) < PHASES.index(review.question):
            entry.fault(f"the {name} would be shown before the question; show the question first")
    return review


def _fit(node: Node, delivery: Delivery) -> None:
    """Settings that exclude one another."""
    clashes = {
        ("practice", "attempts"): "practice has no limit of attempts; leave attempts out",
        ("practice", "grading"): "practice makes no score; leave grading out",
        ("practice", "build_on_last"): "practice deals fresh variants; leave build_on_last out",
        ("certainty", "tries"): "certainty goes with one try; leave tries out",
        (
            "self_check",
            "time_limit",
        ): "a self-check is answered while reading; leave time_limit out",
        ("self_check", "tries"): "a self-check is tried again as a whole; leave tries out",
        ("self_check", "certainty"): "a self-check asks for no certainty; leave certainty out",
        ("self_check", "sections"): "a self-check has no sections; leave them out",
        ("self_check", "one_way"): "a self-check is shown as a whole; leave one_way out",
        ("self_check", "one_per_page"): "a self-check is shown as a whole; leave one_per_page out",
        ("one_way", "one_per_page"): "one way shows a question at a time already; write only one",
        ("one_way", "build_on_last"): "one way and building on the last attempt exclude each other",
    }
    for (first, second), sentence in clashes.items():
        if node.get(second) is not None and getattr(delivery, first) and _is_set(node, second):
            _at(node, second).fault(sentence)


def _is_set(node: Node, key: str) -> bool:
    entry = node.get(key)
    return entry is not None and entry.value is not False


def _choice(node: Node, key: str, usual: str, choices: Iterable[str]) -> str:
    value, choices = node.text(key, usual), list(choices)
    if value in choices:
        return value
    near = did_you_mean(value, choices)
    _at(node, key).fault(f'{key} is "{value}"; expected {", ".join(choices)}.{near}')
    return usual


def _whole(node: Node, key: str, usual: int, most: int) -> int:
    entry = node.get(key)
    if entry is None:
        return usual
    count = entry.as_number(f"a whole number of {key}")
    if count != int(count) or not 1 <= count <= most:
        entry.fault(f"{key} is {count:g}; expected a whole number from 1 to {most}")
        return usual
    return int(count)


def _minutes(node: Node, key: str) -> float:
    return _within(node, key, 0.0, 0, MAX_MINUTES, "minutes")


def _within(node: Node, key: str, usual: float, low: float, high: float, unit: str) -> float:
    entry = node.get(key)
    if entry is None:
        return usual
    value: Any = entry.as_number(f"a number ({unit})")
    if not low <= value <= high:
        entry.fault(f"{key} is {value:g}; expected {low:g} to {high:g} {unit}")
        return usual
    return float(value)


def _at(node: Node, key: str) -> Node:
    return node.get(key) or node
