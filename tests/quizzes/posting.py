"""A form as the page of an attempt makes it: author's ids replaced by what stands for them."""

from __future__ import annotations

from typing import Any

from quizzes import selectors
from quizzes.models import Attempt
from quizzes.questions.opaque_ids import OpaqueIds


def form(attempt: Attempt, fields: dict[str, Any]) -> dict[str, Any]:
    """``fields`` by question or ``question.part``, written with the author's ids."""
    rows = {row.question.id: row for row in selectors.attempt_questions(attempt)}
    posted = {}
    for field, value in fields.items():
        row = rows.get(field.partition(".")[0])
        posted[_named(row, field)] = _value(row, field, value)
    if changed := fields.get("changed"):
        many = [changed] if isinstance(changed, str) else changed
        posted["changed"] = [_named(rows.get(each.partition(".")[0]), each) for each in many]
    return posted


def _named(row: Any, field: str) -> str:
    question, mark, part = field.partition(".")
    if row is None or row.question.type not in ("blanks", "matching"):
        return field
    group = "blank" if row.question.type == "blanks" else "pair"
    return f"{question}{mark}{_opaque_ids(row).opaque_id(group, part)}" if part else field


def _value(row: Any, field: str, value: Any) -> Any:
    kind = row.question.type if row else ""
    group = {"single": "option", "multiple": "option", "matching": "target"}.get(kind)
    if kind == "true_false" and field.endswith(".reason"):
        group = "reason"
    if group is None:
        return value
    if isinstance(value, str):
        return _opaque_ids(row).opaque_id(group, value)
    return [_opaque_ids(row).opaque_id(group, each) for each in value]


def _opaque_ids(row: Any) -> OpaqueIds:
    return OpaqueIds(row.response.attempt_id, row.question)
