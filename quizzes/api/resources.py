"""The addresses of quizzes and attempts in the API.

Annotations are evaluated here: ninja looks for those of an operation with pages elsewhere.
"""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from courseware.api.authentication import READ, SUBMIT
from courseware.api.courses import Id, Slug, course_of, people_filter
from courseware.api.paging import paged
from courseware.api.problems import PROBLEMS, ApiError
from courseware.api.texts import STORABLE
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.policy import Access
from quizzes import selectors, services
from quizzes.api import presenters
from quizzes.api.schemas import AnswersIn, AttemptDetail, AttemptOut, QuizOut, SavedOut
from quizzes.models import Attempt
from quizzes.services.changes import Basis, Change

router = Router(tags=["quizzes"])


@router.get("/{slug}", response={200: QuizOut, **PROBLEMS}, auth=READ, summary="A quiz")
def get_quiz(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    """What it is, when and how often, and my attempts, newest first."""
    access, item = _quiz(request, course, slug)
    return presenters.quiz(request, item, access.user)


@router.get(
    "/{slug}/attempts",
    response={200: list[AttemptOut], **PROBLEMS},
    auth=READ,
    summary="Attempts at a quiz",
)
@paged(presenters.attempts)
def list_attempts(
    request: HttpRequest,
    course: Slug,
    slug: Slug,
    person: Annotated[str, Query(max_length=150, pattern=STORABLE)] = "",
    state: Literal["", "open", "submitted"] = "",
) -> Any:
    """One's own, newest first; staff may name a ``person`` of theirs, or `*` for all."""
    access, item = _quiz(request, course, slug)
    found = selectors.with_clock(people_filter(access, item.attempts.all(), person), "")
    if state:
        found = found.filter(submitted_at__isnull=state == "open")
    return found.select_related("user", "revision", "item__course")


@router.post(
    "/{slug}/attempts",
    response={201: AttemptOut, **PROBLEMS},
    auth=SUBMIT,
    summary="Start an attempt",
)
def start_attempt(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    """The open attempt, or a new one. 409 with the reason where none can be started."""
    access, item = _quiz(request, course, slug)
    try:
        started = services.start_attempt(item=item, user=access.user)
    except services.AttemptRefused as refusal:
        raise ApiError(409, str(refusal)) from refusal
    return Status(201, presenters.attempt(request, started))


@router.get(
    "/{slug}/attempts/{pk}",
    response={200: AttemptDetail, **PROBLEMS},
    auth=READ,
    summary="An attempt with its questions",
)
def get_attempt(request: HttpRequest, course: Slug, slug: Slug, pk: Id) -> Any:
    """While it is open, the questions that can be answered; afterwards, what may be seen."""
    access, item = _quiz(request, course, slug)
    shown = selectors.attempt_or_404(item, pk, access)
    return presenters.whole_attempt(request, shown, access.user)


@router.put(
    "/{slug}/attempts/{pk}/answers",
    response={200: SavedOut, **PROBLEMS},
    auth=SUBMIT,
    summary="Save answers",
)
def save_answers(request: HttpRequest, course: Slug, slug: Slug, pk: Id, body: AnswersIn) -> Any:
    """Saves each answer that can be read and says of the others why not."""
    mine = _own_attempt(request, course, slug, pk)
    changes = [
        Change(
            question,
            answer.fields,
            certainty=answer.certainty,
            basis=None if answer.version is None else Basis(answer.version),
            opaque=True,
        )
        for question, answer in body.answers.items()
    ]
    try:
        saved = services.save_answers(attempt=mine, changes=changes, by=mine.user)
    except services.AttemptRefused as refusal:
        raise ApiError(409, str(refusal)) from refusal
    return {"saved_at": saved.at, "versions": saved.versions, "refused": saved.refused}


@router.post(
    "/{slug}/attempts/{pk}/finish",
    response={200: AttemptDetail, **PROBLEMS},
    auth=SUBMIT,
    summary="Submit an attempt",
)
def finish_attempt(
    request: HttpRequest, course: Slug, slug: Slug, pk: Id, accept_late: bool = False
) -> Any:
    """Submits what was saved; again changes nothing.

    Where submitting late would cost late days or points, it is refused with what it costs, unless
    it comes with ``accept_late``.
    """
    mine = _own_attempt(request, course, slug, pk)
    try:
        done = services.finish_attempt(attempt=mine, by=mine.user, accepts_late=accept_late)
    except services.LateCost as refusal:
        raise ApiError(409, str(refusal)) from refusal
    done.item, done.user = mine.item, mine.user
    return presenters.whole_attempt(request, done, mine.user)


def _quiz(request: HttpRequest, course: str, slug: str) -> tuple[Access, Item]:
    access = course_of(request, course)
    return access, item_or_404(access.course, "quiz", slug)


def _own_attempt(request: HttpRequest, course: str, slug: str, pk: int) -> Attempt:
    access, item = _quiz(request, course, slug)
    return selectors.own_attempt_or_404(item, pk, access.user)
