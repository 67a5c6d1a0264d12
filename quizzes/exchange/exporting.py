"""Our questions as neutral questions, with all that is lost."""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.contract.neutral import Loss, NeutralQuestion
from quizzes.questions.question import Quiz, Slot


def neutral_questions(quiz: Quiz, seed: int = 0) -> tuple[list[NeutralQuestion], list[Loss]]:
    """The questions that neutral content can hold, as dealt for the seed, and what is lost."""
    questions: list[NeutralQuestion] = []
    losses: list[Loss] = []
    for slot in quiz.slots:
        question, lost = _neutral_question(slot, seed)
        losses += [Loss(slot.id, what) for what in lost]
        if question is not None:
            questions.append(question)
    return questions, losses


def _neutral_question(slot: Slot, seed: int) -> tuple[NeutralQuestion | None, Iterable[str]]:
    question = slot.variants[seed % len(slot.variants)]
    exported = question.question_type.to_neutral(question.body)
    if exported is None:
        return None, [f"left out; no other system holds the type {slot.type}"]
    losses = list(exported.losses)
    if slot.parameterised:
        losses.append(f"the generator stays behind; this is its variant for seed {seed}")
    if question.erratum:
        losses.append("the erratum")
    if question.anchors:
        losses.append("the places in the chapters")
    neutral = NeutralQuestion(
        name=question.id,
        text=question.text,
        content=exported.content,
        explanation=question.explanation,
        points=question.points,
        tags=question.tags,
    )
    return neutral, losses
