"""What of quizzes is graded manually: questions of types that a person grades (`ItemKind`)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from courseware.items.manual import (
    RESULT,
    Counts,
    Criterion,
    ManualGrade,
    ManualPart,
    ManualWork,
    ShownWork,
)
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import selectors, services
from quizzes.contract.question_type import GradedBy
from quizzes.models import QuizRevision, Response, Variant
from quizzes.pages.worth import criteria_as_shown
from quizzes.places import reference_of, response_at
from quizzes.questions.question import Question
from quizzes.types import question_type


def parts(items: Sequence[Item]) -> dict[int, list[ManualPart]]:
    """The questions of the newest revision that has them, each with the author's criteria."""
    by_id = {item.pk: item for item in items}
    revisions = QuizRevision.objects.filter(item__in=items, ready=True).order_by("item", "-number")
    newest: dict[tuple[int, str], QuizRevision] = {}
    for revision in revisions:
        for slot in revision.content["slots"]:
            if _is_manual(slot["type"]):
                newest.setdefault((revision.item_id, slot["id"]), revision)
    variants = Variant.objects.filter(revision__in=set(newest.values()), number=0)
    contents = {
        (variant.revision_id, variant.question): variant.content
        for variant in variants.filter(question__in={name for _item, name in newest})
    }
    found: dict[int, list[ManualPart]] = {}
    for (item_id, name), revision in newest.items():
        if content := contents.get((revision.pk, name)):
            part = _part(by_id[item_id], revision, Question.from_plain(content))
            found.setdefault(item_id, []).append(part)
    return found


def _is_manual(type_name: str) -> bool:
    return question_type(type_name).graded_by is GradedBy.PERSON


def _part(item: Item, revision: QuizRevision, question: Question) -> ManualPart:
    possible = revision.content["points"]
    practice = revision.delivery.practice
    factor = None if practice or not possible else float(item.points) / possible
    shown = criteria_as_shown(question, factor)
    texts = {criterion.id: criterion.text for criterion in question.body.rubric}
    names = revision.question_ids
    title = _("Question %(number)d") % {"number": names.index(question.id) + 1}
    return ManualPart(
        name=question.id,
        title=title if len(names) > 1 else _("Answer"),
        points=sum(shown.values()),
        criteria=tuple(Criterion(texts[name], most) for name, most in shown.items()),
        guide=question.body.guide,
    )


def counts(items: Sequence[Item], students: QuerySet[User]) -> dict[tuple[int, str], Counts]:
    names = {name for found in parts(items).values() for name in (part.name for part in found)}
    rows = (
        _responses(students)
        .filter(attempt__item__in=items, question__in=names)
        .order_by()
        .values("attempt__item", "question")
        .annotate(total=Count("pk"), graded=Count("fraction"))
    )
    return {
        (row["attempt__item"], row["question"]): Counts(row["total"], row["graded"]) for row in rows
    }


def works(item: Item, part: str, students: QuerySet[User]) -> list[ManualWork]:
    rows = _responses(students).filter(attempt__item=item, question=part)
    fields = ("pk", "attempt__user", "attempt__submitted_at", "fraction")
    return [
        ManualWork(pk, student, at, graded=fraction is not None)
        for pk, student, at, fraction in rows.order_by("pk").values_list(*fields)
    ]


def _responses(students: QuerySet[User]) -> QuerySet[Response]:
    """Answers that were handed in; a blank one needs nobody."""
    return Response.objects.filter(
        attempt__submitted_at__isnull=False, attempt__user__in=students, answer__isnull=False
    )


def work(item: Item, part: str, pk: int) -> ShownWork | None:
    response = _response(item, part, pk)
    if response is None:
        return None
    question = selectors.question_of(response.attempt, response)
    return ShownWork(
        text=str(response.answer or ""),
        is_code=False,
        prompt=question.text,
        sample=question.body.sample,
        place=reference_of(response.attempt_id, part),
        url=response.attempt.question_url(response.position),
    )


def work_at(item: Item, place: str) -> tuple[str, int] | None:
    response = response_at(item, place)
    if response is None or not _is_manual(response.variant.content["type"]):
        return None
    return response.question, response.pk


def write(
    item: Item, part: str, pk: int, grade: ManualGrade, *, by: User | None, reason: str
) -> None:
    """With the answer, as an event of its attempt, and in the gradebook."""
    response = _response(item, part, pk)
    if response is not None:
        services.store_manual_grade(
            response=response, result={RESULT: grade.as_dict()}, by=by, reason=reason
        )


def _response(item: Item, part: str, pk: int) -> Response | None:
    found = Response.objects.filter(pk=pk, question=part, attempt__item=item)
    return found.select_related("variant", "attempt__item__course", "attempt__user").first()
