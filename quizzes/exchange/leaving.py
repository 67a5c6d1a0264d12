"""Our questions as sheets, with all that is lost."""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.exchange.forms import Exported, Loss, Sheet
from quizzes.questions import Quiz, Slot


def sheets_of(quiz: Quiz, seed: int = 0) -> tuple[list[Sheet], list[Loss]]:
    """A sheet for each question that a form can hold, as dealt for the seed."""
    sheets: list[Sheet] = []
    losses: list[Loss] = []
    for slot in quiz.slots:
        sheet, lost = _sheet(slot, seed)
        losses += [Loss(slot.id, what) for what in lost]
        if sheet is not None:
            sheets.append(sheet)
    return sheets, losses


def _sheet(slot: Slot, seed: int) -> tuple[Sheet | None, Iterable[str]]:
    question = slot.variants[seed % len(slot.variants)]
    export = getattr(question.module, "export", None)
    if export is None:
        return None, [f"left out; no other form holds the type {slot.type}"]
    exported: Exported = export(question.body)
    lost = list(exported.losses)
    if slot.parameterised:
        lost.append(f"the generator stays behind; this is its variant for seed {seed}")
    if question.erratum:
        lost.append("the erratum")
    if question.anchors:
        lost.append("the places in the chapters")
    sheet = Sheet(
        name=question.id,
        text=question.text,
        form=exported.form,
        explanation=question.explanation,
        points=question.points,
        tags=question.tags,
    )
    return sheet, lost
