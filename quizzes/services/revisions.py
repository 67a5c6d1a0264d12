"""Storing what a quiz file says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from courseware.database.batches import short_transaction
from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from quizzes.models import QuizRevision, Variant
from quizzes.questions.encoding import encode
from quizzes.questions.question import Quiz

TOGETHER = 50  # variants that one transaction stores


def store_revision(*, item: Item, quiz: Quiz, digest: str) -> bool:
    """Makes the quiz the item's current revision; says whether that is a new one.

    Variants can be thousands, so they are stored a few at a time, and the revision becomes the
    current one when all are there. What an interrupted load has left is completed by the next.
    """
    revision = _revision(item, quiz, digest)
    if revision is None:
        return False
    variants = _variants(revision, quiz)
    while some := list(islice(variants, TOGETHER)):
        with short_transaction():
            Variant.objects.bulk_create(some, ignore_conflicts=True)
    QuizRevision.objects.filter(pk=revision.pk).update(ready=True)
    return True


@in_transaction
def _revision(item: Item, quiz: Quiz, digest: str) -> QuizRevision | None:
    """The one to be filled; None when the current one says the same."""
    Item.objects.select_for_update(no_key=True).get(pk=item.pk)  # one load at a time
    latest = item.quiz_revisions.order_by("-number").first()
    current = item.quiz_revisions.filter(ready=True).order_by("-number").first()
    if current is not None and current.digest == digest:
        return None
    if latest is not None and latest.digest == digest:
        return latest
    return QuizRevision.objects.create(
        item=item,
        number=latest.number + 1 if latest else 1,
        digest=digest,
        title=quiz.title,
        ready=False,
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


def _variants(revision: QuizRevision, quiz: Quiz) -> Iterator[Variant]:
    for slot in quiz.slots:
        for number, question in enumerate(slot.variants):
            yield Variant(
                revision=revision, question=slot.id, number=number, content=question.to_plain()
            )
