"""Quiz files: YAML to a checked quiz, with all its faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from courseware.chapters.markdown import misplaced
from grader.files.faults import Faults
from grader.files.yaml_nodes import Node, read_yaml
from quizzes.contract.question_type import GradedBy
from quizzes.delivery.parsing import KEYS as DELIVERY_KEYS
from quizzes.delivery.parsing import check_places, read_delivery
from quizzes.questions.certification import find_problems
from quizzes.questions.encoding import encode
from quizzes.questions.question import Question, Quiz, Slot, parse_question
from quizzes.questions.variants import make_variants
from quizzes.types import question_type

KEYS = ("title", "intro", "pass", "chapter", "source", "questions", *DELIVERY_KEYS)
MAX_QUESTIONS = 200
_ADDED = {"self_check": False, "stays_last": False}  # since digests are stored


def read_quiz(
    path: Path,
    faults: Faults,
    display_name: str | None = None,
    read: Callable[[Node], Slot | None] | None = None,
) -> Quiz | None:
    """The quiz in a file, or ``None`` with the reasons among ``faults``.

    ``read`` reads a question in place of `read_slot`.
    """
    before = len(faults)
    node = read_yaml(path, faults, display_name)
    quiz = _parse(node, read or read_slot) if node else None
    return quiz if len(faults) == before else None


def digest_of(quiz: Quiz) -> str:
    """A hash of everything that students can notice, and of every key."""
    text = json.dumps(_canonical(encode(quiz)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(plain: Any) -> Any:
    """1.0 as 1: they are equal, and JSON would tell them apart.

    Settings that came later are left out where they are not used: such a file has not changed.
    """
    if isinstance(plain, dict):
        used = {key: value for key, value in plain.items() if _ADDED.get(key, ...) != value}
        return {key: _canonical(value) for key, value in used.items()}
    if isinstance(plain, list):
        return [_canonical(value) for value in plain]
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def _parse(node: Node, read: Callable[[Node], Slot | None]) -> Quiz | None:
    node.only(KEYS)
    _check_places_in_texts(node)
    questions = node.entries("questions", required=True)
    if not 1 <= len(questions) <= MAX_QUESTIONS and node.get("questions"):
        node.fault(f"has {len(questions)} questions; expected 1 to {MAX_QUESTIONS}")
        return None
    slots = [slot for question in questions if (slot := read(question))]
    _check_ids(node, slots)
    delivery = read_delivery(node)
    if delivery.self_check:
        _check_explains_itself(questions, slots)
    if len(slots) == len(questions):
        check_places(node, delivery, {slot.id: slot.points for slot in slots})
    return Quiz(
        title=node.text("title"),
        intro=node.text("intro", ""),
        source=node.text("source", ""),
        chapter=node.text("chapter", ""),
        pass_mark=_pass_mark(node),
        delivery=delivery,
        slots=tuple(slots),
    )


def read_slot(node: Node) -> Slot | None:
    """A question with its certified variants, or ``None`` with its faults recorded."""
    before = len(node.faults)
    parameterised = node.get("variants") is not None
    variants = make_variants(node) if parameterised else _static_question(node)
    if not variants or len(node.faults) > before:
        return None
    first = variants[0]
    return Slot(first.id, first.type, first.points, variants, parameterised)


def _static_question(node: Node) -> tuple[Question, ...]:
    before = len(node.faults)
    question = parse_question(node)
    if question is None or len(node.faults) > before:
        return ()
    for problem in find_problems(question):
        node.fault(f'question "{question.id}": {problem}')
    return (question,)


def _check_places_in_texts(node: Node) -> None:
    """A figure, quiz, or lab cannot be placed in a text of a quiz."""
    if isinstance(node.value, str):
        for _line, sentence in misplaced(node.value):
            node.fault(f"{sentence}. Ask for a state of a figure with the type figure")
    for part in node.value.values() if node.is_mapping() else node.value if node.is_list() else ():
        _check_places_in_texts(part)


def _check_ids(node: Node, slots: list[Slot]) -> None:
    seen: set[str] = set()
    for slot in slots:
        if slot.id in seen:
            node.fault(f'two questions have the id "{slot.id}"; make them differ')
        seen.add(slot.id)


def _check_explains_itself(questions: list[Node], slots: list[Slot]) -> None:
    """A self-check says at once what is right, which a worker or a person cannot."""
    entries = {entry.text("id"): entry for entry in questions}
    for slot in slots:
        if question_type(slot.type).graded_by is not GradedBy.RULE:
            entries[slot.id].fault(
                f'the question "{slot.id}" of type {slot.type} is not scored at once, as those of '
                "a self-check must be; put it into a quiz without self_check"
            )


def _pass_mark(node: Node) -> float | None:
    entry = node.get("pass")
    if entry is None:
        return None
    mark = entry.as_number("a fraction between 0 and 1")
    if not 0 <= mark <= 1:
        entry.fault(f"pass is {mark:g}; expected a fraction between 0 and 1, such as 0.5")
    return float(mark)
