"""Storing what a quiz file says."""

from __future__ import annotations

from django.db import transaction

from courseware.items.models import Item
from quizzes.models import QuizRevision, Variant
from quizzes.plain import encode
from quizzes.questions import Quiz


@transaction.atomic
def store_revision(*, item: Item, quiz: Quiz, digest: str) -> bool:
    """Makes the quiz the item's current revision; says whether that is a new one."""
    latest = item.quiz_revisions.order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return False
    revision = QuizRevision.objects.create(
        item=item,
        number=latest.number + 1 if latest else 1,
        digest=digest,
        title=quiz.title,
        content={
            "intro": quiz.intro,
            "source": quiz.source,
            "pass": quiz.pass_mark,
            "points": quiz.points,
            "delivery": encode(quiz.delivery),
            "slots": [
                {
                    "id": slot.id,
                    "type": slot.type,
                    "points": slot.points,
                    "variants": len(slot.variants),
                }
                for slot in quiz.slots
            ],
        },
    )
    Variant.objects.bulk_create(
        Variant(revision=revision, question=slot.id, number=number, content=question.to_plain())
        for slot in quiz.slots
        for number, question in enumerate(slot.variants)
    )
    return True
