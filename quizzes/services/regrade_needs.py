"""Which attempts were graded by a key that has changed since, texts left aside."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from courseware.items.models import Item
from courseware.items.regrading import REVISION, RegradeNeed
from quizzes.contract.question_type import GradedBy
from quizzes.models import Attempt, QuizRevision, Response, Variant
from quizzes.types import question_type

TEXTS = frozenset(
    ("text", "explanation", "erratum", "tags", "anchors", "feedback", "starter", "description")
) | {"said", "row_names", "column_names", "shuffle"}
"""What of a stored question does not decide what an answer earns."""


def needs(item: Item) -> list[RegradeNeed]:
    """Where questions that were answered are graded otherwise by the current revision."""
    current = QuizRevision.objects.filter(item=item, ready=True).first()
    if current is None:
        return []
    answered = Response.objects.filter(attempt__item=item).exclude(variant__revision=current)
    used = set(answered.order_by().values_list("variant__revision", "question").distinct())
    if not used:
        return []
    revisions = {revision for revision, _question in used}
    digests = _digests(Variant.objects.filter(revision__in={*revisions, current.pk}))
    changed = {
        (revision, question)
        for revision, question in used
        if (new := digests.get(current.pk, {}).get(question))
        and new != digests.get(revision, {}).get(question, new)
    }
    if not changed:
        return []
    graded_so = Q()
    for revision, question in changed:
        graded_so |= Q(responses__variant__revision=revision, responses__question=question)
    questions = {question for _revision, question in changed}
    return [
        RegradeNeed(
            cause=REVISION,
            key=f"{current.pk}",
            revision=current.pk,
            works=Attempt.objects.filter(graded_so, item=item).distinct().count(),
            parts=tuple(each for each in current.question_ids if each in questions),
        )
    ]


def grading_digest(content: Mapping[str, Any]) -> str:
    """Of what decides what answers to a stored question earn."""
    kept = json.dumps(_without_texts(content), sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()


def _digests(variants: Any) -> dict[int, dict[str, str]]:
    """By revision and question, over all of its variants in their order."""
    parts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for variant in variants.order_by("question", "number").iterator(200):
        if question_type(variant.content["type"]).graded_by is not GradedBy.RULE:
            continue  # a regrade keeps its points
        parts[variant.revision_id][variant.question].append(grading_digest(variant.content))
    return {
        revision: {question: "".join(digests) for question, digests in questions.items()}
        for revision, questions in parts.items()
    }


def _without_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_texts(entry) for key, entry in value.items() if key not in TEXTS}
    return [_without_texts(entry) for entry in value] if isinstance(value, list) else value
