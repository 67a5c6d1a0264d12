"""For authors: what is asked where, what guessing earns, which paragraphs have changed since."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from courseware.chapters.models import Chapter
from courseware.database.transactions import in_transaction
from courseware.items.models import Course, Item
from quizzes.authoring.coverage import OutdatedAnchor, UncoveredSection, section_hashes, uncovered
from quizzes.delivery.worth import points_factor
from quizzes.models import Paragraph, QuizRevision
from quizzes.questions.odds import Odds, odds_of
from quizzes.questions.question import Question, Quiz


def record_paragraphs(*, item: Item, quiz: Quiz) -> None:
    """Keeps what the paragraphs of new and changed questions are like now.

    A question that stays as it is keeps the hash from when it was written, so that a later change
    of its paragraph can be noticed.
    """
    hashes = _text_hashes(item.course)
    known = {(row.question, row.anchor): row for row in Paragraph.objects.filter(item=item)}
    changed = []
    for slot in quiz.slots:
        question = slot.variants[0]
        question_hash = _hash_of(question)
        for anchor in question.anchors:
            row = known.pop((question.id, anchor), None)
            if anchor in hashes and (row is None or row.question_hash != question_hash):
                place = {"item": item, "question": question.id, "anchor": anchor}
                changed.append(
                    Paragraph(**place, text_hash=hashes[anchor], question_hash=question_hash)
                )
    _store(changed, gone=[row.pk for row in known.values()])


@in_transaction
def _store(changed: list[Paragraph], gone: list[int]) -> None:
    Paragraph.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["item", "question", "anchor"],
        update_fields=["text_hash", "question_hash"],
    )
    Paragraph.objects.filter(pk__in=gone).delete()


def _hash_of(question: Question) -> str:
    text = json.dumps(question.to_plain(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _text_hashes(course: Course) -> dict[str, str]:
    """By ``chapter#anchor``, as the chapters are stored now."""
    chapters = Chapter.objects.filter(course=course, retired=False)
    return {
        f"{slug}#{anchor}": text_hash
        for slug, source in chapters.values_list("slug", "source")
        for anchor, text_hash in section_hashes(source).items()
    }


def quiz_rows(item: Item, revision: QuizRevision) -> list[dict[str, Any]]:
    """Each question of a quiz with its key in words and what ignorance would earn."""
    firsts = {
        variant.question: variant for variant in revision.variants.filter(number=0).iterator()
    }
    possible, practice = revision.content["points"], revision.delivery.practice
    factor = points_factor(item.points, possible, practice=practice) or 1.0
    rows = []
    for slot in revision.content["slots"]:
        variant = firsts[slot["id"]]
        question = Question.from_plain(variant.content)
        rows.append(
            {
                "question": question,
                "worth": question.points * factor,
                "variants": slot["variants"],
                "key": question.describe_answer(question.parse_response(question.samples().right)),
                "odds": _odds_of(json.dumps(variant.content, sort_keys=True)),
            }
        )
    return rows


@lru_cache(maxsize=1000)
def _odds_of(content: str) -> Odds:
    """Kept by what is asked, since trying thousands of answers takes a moment."""
    return odds_of(Question.from_plain(json.loads(content)))


def coverage_of(course: Course) -> dict[str, list[Any]]:
    """Sections without a question, and questions whose paragraph has changed."""
    rows = Paragraph.objects.filter(item__course=course, item__retired=False)
    rows = list(rows.select_related("item__course").order_by("item__position", "id"))
    chapters = Chapter.objects.filter(course=course, retired=False).order_by("position")
    outlines = {chapter.slug: chapter.outline for chapter in chapters}
    return {
        "uncovered": _with_titles(uncovered(outlines, [row.anchor for row in rows]), chapters),
        "outdated": _outdated(rows, _text_hashes(course)),
    }


def _with_titles(rows: list[UncoveredSection], chapters: Any) -> list[dict[str, Any]]:
    by_slug = {chapter.slug: chapter for chapter in chapters}
    return [{"chapter": by_slug[row.chapter], "section": row} for row in rows]


def _outdated(rows: list[Paragraph], hashes: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"item": row.item, "row": OutdatedAnchor(row.item.slug, row.question, row.anchor)}
        for row in rows
        if hashes.get(row.anchor) != row.text_hash
    ]
