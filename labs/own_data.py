"""A person's submissions: for a copy of their data, and without what they wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from courseware.items.exports import ExportedFile, Table, csv_file
from courseware.items.manual import without_quotes
from courseware.items.models import Course, Item
from courseware.people.models import User
from labs.models import CaseRecord, Draft, Listing, ScratchRun, StyleGrade, Submission
from labs.similarity import services as similarity

HEAD = (
    *("course", "lab", "number", "purpose", "handed_in", "file", "state", "verdict"),
    *("score", "correctness", "speed", "late_by_seconds"),
)
PRINTED = ("printed", "load", "smallest")  # of a report, beside its cases
OUTPUT = ("output", "traceback", "got")  # of a case
CHUNK = 200


def files_of(user: User) -> Iterator[ExportedFile]:
    """A table, and each submission, draft and scratch run in a file; no seed of hidden inputs.

    Results that are held back are left out.
    """
    own = Submission.objects.filter(user=user).select_related("item__course")
    rows = []
    for submission in own.defer("seed", "report").order_by("pk").iterator(CHUNK):
        course, lab = submission.item.course.slug, submission.item.slug
        path = f"{_folder(submission.item)}/{submission.pk}.py"
        yield ExportedFile(path, submission.code)
        rows.append(
            [
                *(course, lab, submission.pk, submission.purpose, submission.created_at, path),
                submission.state,
                *([None] * 4 if _is_held(submission) else _result(submission)),
                submission.late_by.total_seconds(),
            ]
        )
    yield csv_file("labs/submissions.csv", HEAD, rows)
    styles = StyleGrade.objects.filter(user=user, item__scores_held=False).order_by("pk")
    yield csv_file(
        "labs/style-grades.csv",
        ("course", "lab", "submission", "share", "fraction", "grade"),
        (
            [
                *(each.item.course.slug, each.item.slug, each.submission_id, each.share),
                *(each.fraction, json.dumps(each.grade, ensure_ascii=False)),
            ]
            for each in styles.select_related("item__course")
        ),
    )
    for draft in Draft.objects.filter(user=user).select_related("item__course"):
        yield ExportedFile(f"{_folder(draft.item)}/draft.py", draft.code)
    for run in ScratchRun.objects.filter(user=user).select_related("item__course"):
        yield ExportedFile(f"{_folder(run.item)}/scratch-{run.pk}.py", f"{run.code}\n{run.lines}")


def _is_held(submission: Submission) -> bool:
    """Whether the person must not see yet what it is worth."""
    return submission.item.scores_held and not submission.is_trial


def _result(submission: Submission) -> list[object]:
    return [submission.verdict, submission.score, submission.correctness, submission.speed]


def tables(course: Course, students: QuerySet[User]) -> list[Table]:
    """Submissions and trial runs of a course with their code, for those who teach it."""
    found = Submission.objects.filter(item__course=course, user__in=students, automatic=False)
    head = (
        *("login", "lab", "number", "purpose", "handed_in", "late_by_seconds", "state"),
        *("verdict", "score", "correctness", "speed", "code"),
    )
    return [Table("submissions", head, _submitted(found))]


def _submitted(found: QuerySet[Submission]) -> Iterator[list[Any]]:
    fields = (
        *("user__username", "item__slug", "pk", "purpose", "created_at", "late_by", "state"),
        *("verdict", "score", "correctness", "speed", "code"),
    )
    rows = found.order_by("pk").values_list(*fields)
    for login, lab, number, purpose, at, late, *rest in rows.iterator(CHUNK):
        yield [login, lab, number, purpose, at, late.total_seconds(), *rest]


def erase(user: User) -> None:
    """Deletes code and what it printed; verdicts and scores stay."""
    own = Submission.objects.filter(user=user)
    own.update(code="", file_name="", grader_error="")
    for model in (Draft, Listing, ScratchRun):
        model.objects.filter(user=user).delete()
    for style in StyleGrade.objects.filter(user=user):
        style.grade = without_quotes(style.grade)
        style.save(update_fields=["grade"])
    similarity.forget(user)
    for submission in own.only("report").iterator(CHUNK):
        submission.report = _without(submission.report, PRINTED)
        submission.save(update_fields=["report"])
    for case in CaseRecord.objects.filter(submission__user=user).iterator(CHUNK):
        case.result = _without(case.result, OUTPUT)
        case.save(update_fields=["result"])


def _folder(item: Item) -> str:
    return f"labs/{item.course.slug}/{item.slug}"


def _without(values: dict[str, object], keys: tuple[str, ...]) -> dict[str, object]:
    return {key: value for key, value in values.items() if key not in keys}
