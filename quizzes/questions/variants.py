"""Parameterised questions: numbers drawn from a seed, every text and answer computed from them.

    variants:
      seeds: 120                     # how many are made and certified; 100 if left out
      draw:                          # in order, each a formula; see formulas/sampling.py
        t: step(0.05, 1, 0.05)
        v: step(-3, 3, 0.01)
      where:                         # drawn again until all hold
        - abs(abs(v) - t) > 0.05
      let:                           # computed from what was drawn
        answer: ref.soft_threshold(v, t)

Every text of the question may hold ``{{ formula }}``; an entry of a list with ``when: formula``
is left out where that does not hold.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.files.faults import Faults
from grader.files.yaml_nodes import Node
from quizzes.formulas.expressions import FormulaError, evaluate, parse
from quizzes.formulas.placeholders import fill_placeholders, format_value
from quizzes.formulas.sampling import draw_functions, formula_names
from quizzes.questions.certification import find_problems
from quizzes.questions.question import Question, parse_question

DEFAULT_SEEDS = 100
MAX_SEEDS = 1000
MAX_DRAWS = 500  # of one variant, until its conditions hold


def make_variants(node: Node) -> tuple[Question, ...]:
    """The certified variants of a question with a ``variants`` block; its faults are recorded.

    The first variant that has a fault is reported with its numbers, and the others are not made.
    """
    block = node.need("variants")
    question = replace(node, value={k: v for k, v in node.value.items() if k != "variants"})
    if block is None:
        return ()
    block.only(["seeds", "draw", "where", "let"])
    variants = []
    for seed in range(_seeds(block)):
        variant = _variant(question, block, seed)
        if variant is None:
            return ()
        variants.append(variant)
    return tuple(variants)


def _seeds(block: Node) -> int:
    count = block.number("seeds", DEFAULT_SEEDS)
    if count != int(count) or not 1 <= count <= MAX_SEEDS:
        block.fault(f"seeds is {count:g}; expected a whole number from 1 to {MAX_SEEDS}")
        return 0
    return int(count)


def _variant(node: Node, block: Node, seed: int) -> Question | None:
    names = _draw_names(node, block, seed)
    if names is None:
        return None
    drawn = {name: names[name] for name in _defined_names(block)}
    faults = Faults()
    try:
        question = parse_question(_fill_node(node, names, faults))
    except _PlaceholderError as error:
        error.node.fault(f"seed {seed}: {error}")
        return None
    if question is not None and not faults:
        for problem in find_problems(question):
            faults.add(node.file, node.line, f'question "{question.id}": {problem}')
    for fault in faults:
        values = ", ".join(f"{name} = {format_value(value)}" for name, value in drawn.items())
        node.faults.add(fault.file, fault.line, f"seed {seed} ({values}): {fault.message}")
    return None if faults else question


def _defined_names(block: Node) -> list[str]:
    parts = [block.get("draw"), block.get("let")]
    return [name for part in parts if part and part.is_mapping() for name in part.value]


def _draw_names(node: Node, block: Node, seed: int) -> dict[str, Any] | None:
    """Everything that formulas of this variant may read: draws until the conditions hold."""
    rng = random.Random(f"{node.text('id', '')}/{seed}")
    known = formula_names()
    for _ in range(MAX_DRAWS):
        names = _evaluate_part(block.get("draw"), known | draw_functions(rng), {})
        if names is None:
            return None
        names = _evaluate_part(block.get("let"), known, names)
        if names is None:
            return None
        holds = _conditions_hold(block, known | names)
        if holds is None:
            return None
        if holds:
            return known | names
    block.fault(f"seed {seed}: {MAX_DRAWS} draws, and none fulfills “where”; widen the draws")
    return None


def _evaluate_part(
    part: Node | None, known: Mapping[str, Any], names: dict[str, Any]
) -> dict[str, Any] | None:
    """The names with those that the part defines, in order."""
    for name, node in part.pairs() if part else ():
        if not name.isidentifier() or name.startswith("_") or name in known:
            node.fault(f'the name "{name}" is taken or is no plain word; choose another')
            return None
        try:
            names = names | {name: evaluate(parse(node.as_text("a formula")), {**known, **names})}
        except FormulaError as error:
            node.fault(f"{name}: {error}")
            return None
    return names


def _conditions_hold(block: Node, names: Mapping[str, Any]) -> bool | None:
    """Whether every ``where`` holds; ``None`` when one has no value, which is recorded."""
    for node in block.entries("where"):
        try:
            if not bool(evaluate(parse(node.as_text("a formula")), names)):
                return False
        except (FormulaError, ValueError) as error:
            node.fault(f"where: {error}")
            return None
    return True


class _PlaceholderError(Exception):
    """A formula in a text that has no value; knows its place."""

    def __init__(self, node: Node, message: str) -> None:
        self.node = node
        super().__init__(message)


def _fill_node(node: Node, names: Mapping[str, Any], faults: Faults) -> Node:
    """The node with the values of its formulas, its faults going to ``faults``."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _fill_node(child, names, faults) for key, child in value.items()}
    elif isinstance(value, list):
        kept = [child for child in value if _is_kept(child, names)]
        value = [_fill_node(_without_when(child), names, faults) for child in kept]
    elif isinstance(value, str) and "{{" in value:
        try:
            return _to_node(fill_placeholders(value, names), node, faults)
        except FormulaError as error:
            raise _PlaceholderError(node, str(error)) from None
    return Node(value, node.file, node.line, faults, node.spelling)


def _to_node(value: Any, at: Node, faults: Faults) -> Node:
    if isinstance(value, list):
        value = [_to_node(entry, at, faults) for entry in value]
    return Node(value, at.file, at.line, faults)


def _is_kept(node: Node, names: Mapping[str, Any]) -> bool:
    """Whether the condition of an entry of a list holds, if it has one."""
    condition = node.get("when")
    if condition is None:
        return True
    try:
        return bool(evaluate(parse(condition.as_text("a formula")), names))
    except (FormulaError, ValueError) as error:
        raise _PlaceholderError(condition, f"when: {error}") from None


def _without_when(node: Node) -> Node:
    if node.get("when") is None:
        return node
    return replace(node, value={k: v for k, v in node.value.items() if k != "when"})
