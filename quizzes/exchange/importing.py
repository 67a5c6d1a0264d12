"""Neutral questions as a quiz file of ours: drafts, which loading checks like any other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from quizzes.contract.neutral import Draft, ExchangeError, Loss, NeutralQuestion
from quizzes.contract.unique_ids import UniqueIds
from quizzes.types import question_type, type_names

NO_EXPLANATION = "No explanation came with this question."


def quiz_nodes(
    questions: Iterable[NeutralQuestion],
) -> tuple[list[dict[str, Any]], list[Loss]]:
    """The questions as an author would write them, and what was lost."""
    nodes: list[dict[str, Any]] = []
    losses: list[Loss] = []
    ids = UniqueIds("question")
    for question in questions:
        name = ids.assign(question.name)
        node, lost = _node(question)
        losses += [Loss(name, what) for what in lost]
        nodes.append({"id": name, **node})
    return nodes, losses


def quiz_text(title: str, nodes: list[dict[str, Any]]) -> str:
    """A quiz file with the questions."""
    return _dump({"title": title, "questions": nodes})


def as_comments(nodes: list[dict[str, Any]]) -> str:
    """Questions that need work, kept where they can be corrected and moved up."""
    if not nodes:
        return ""
    lines = _dump(nodes).splitlines()
    return "\n# Not imported. Correct these and move them up.\n" + "".join(
        f"# {line}".rstrip() + "\n" for line in lines
    )


def _dump(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)


def _node(question: NeutralQuestion) -> tuple[dict[str, Any], list[str]]:
    type_name, draft = _draft(question)
    losses = list(draft.losses)
    if not question.explanation.strip():
        losses.append("there is no explanation; write one")
    node = {
        "type": type_name,
        **draft.node,
        "points": question.points,
        "text": question.text,
        "explanation": question.explanation.strip() or NO_EXPLANATION,
        "tags": list(question.tags),
    }
    return {key: value for key, value in node.items() if value not in ([], None)}, losses


def _draft(question: NeutralQuestion) -> tuple[str, Draft]:
    """The type that takes the content, with its draft."""
    for name in type_names():
        draft = question_type(name).from_neutral(question)
        if draft is not None:
            return name, draft
    raise ExchangeError(f"no question type takes {type(question.content).__name__}")
