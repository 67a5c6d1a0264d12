"""The addresses of labs and submissions in the API.

Annotations are evaluated here: ninja looks for those of an operation with pages elsewhere.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, QueryDict, StreamingHttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Status

from courseware.api.authentication import READ, SUBMIT
from courseware.api.courses import Id, Slug, course_of, people_filter
from courseware.api.paging import paged
from courseware.api.problems import PROBLEMS, ApiError
from courseware.api.texts import STORABLE, zoned
from courseware.deadlines.selectors import window_of
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from labs import selectors
from labs.api import presenters
from labs.api.schemas import LabOut, SubmissionDetail, SubmissionIn, SubmissionOut, VisibleCase
from labs.live.event_stream import event_stream
from labs.models import LabRevision, Submission
from labs.pages.answers import PREFIX, check_states, posted_text
from labs.pages.lab_page import not_open_reason
from labs.submissions import services
from labs.submissions.code_file import safe_name
from labs.submissions.refusals import SubmissionRefused

router = Router(tags=["labs"])
_EVENT = {
    "type": "object",
    "properties": {"event": {"enum": ["fragment", "done"]}, "data": {"type": "string"}},
}
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=64)]


@router.get("/{slug}", response={200: LabOut, **PROBLEMS}, auth=READ, summary="A lab")
def get_lab(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    """Its statement, starter code and dates. 403 until it opens."""
    access, item = _open_lab(request, course, slug)
    revision = selectors.current_revision(item)
    return presenters.lab(request, item, revision, window_of(item, access.user))


@router.get(
    "/{slug}/cases",
    response={200: list[VisibleCase], **PROBLEMS},
    auth=READ,
    summary="Visible cases of a lab",
)
def list_cases(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    """With inputs and answers, so that code can be tried without the site."""
    _access, item = _open_lab(request, course, slug)
    return LabRevision.objects.values_list("visible_cases", flat=True).get(item=item, current=True)


@router.post(
    "/{slug}/submissions",
    response={201: SubmissionOut, **PROBLEMS},
    auth=SUBMIT,
    summary="Submit code",
)
def submit_code(
    request: HttpRequest, course: Slug, slug: Slug, body: SubmissionIn, idempotency_key: Key = ""
) -> Any:
    """Stores the code and queues it for grading; watch its `events` or read it again.

    Sent again with the same `Idempotency-Key`, the same code is one submission.
    """
    access, item = _open_lab(request, course, slug)
    try:
        made = services.submit_code(
            item=item,
            user=access.user,
            code=_code(item, body),
            purpose=body.purpose,
            key=idempotency_key,
            file_name=safe_name(body.file_name) if body.file_name else "",
            accepts_late=body.accept_late,
        )
    except SubmissionRefused as refusal:
        status = 409 if refusal.status == 400 else refusal.status  # the request itself is valid
        raise ApiError(status, refusal.sentence) from refusal
    return Status(201, presenters.submission(request, made))


@router.get(
    "/{slug}/submissions",
    response={200: list[SubmissionOut], **PROBLEMS},
    auth=READ,
    summary="Submissions for a lab",
)
@paged(presenters.submissions)
def list_submissions(
    request: HttpRequest,
    course: Slug,
    slug: Slug,
    person: Annotated[str, Query(max_length=150, pattern=STORABLE)] = "",
    state: Literal["", "queued", "running", "done", "failed"] = "",
    purpose: Literal["", "graded", "trial"] = "",
    created_after: datetime | None = None,
) -> Any:
    """One's own, newest first; staff may name a ``person`` of theirs, or `*` for all."""
    access, item = _open_lab(request, course, slug)
    found = Submission.objects.filter(item=item, automatic=False).order_by()
    found = found.select_related("item__course", "user").defer("code", "report", "seed")
    found = people_filter(access, found, person)
    if state:
        found = found.filter(state=state)
    if purpose:
        found = found.filter(purpose=purpose)
    return found if created_after is None else found.filter(created_at__gt=zoned(created_after))


@router.get(
    "/{slug}/submissions/{pk}",
    response={200: SubmissionDetail, **PROBLEMS},
    auth=READ,
    summary="A submission with its report",
)
def get_submission(request: HttpRequest, course: Slug, slug: Slug, pk: Id) -> Any:
    """The report grows while it is graded; ``state`` says when it is complete."""
    shown = _submission(request, course, slug, pk)
    return {
        **presenters.submissions(request, [shown])[0],
        "counts": not presenters.is_held(shown, request.access)
        and shown.pk in selectors.counting_ids(shown.item, shown.user),
        "code": shown.code,
        "file_name": shown.file_name,
        "report": presenters.report(shown, request.access),
    }


@router.get(
    "/{slug}/submissions/{pk}/events",
    response={200: None, **PROBLEMS},
    auth=READ,
    summary="Progress of a submission, as server-sent events",
    openapi_extra={
        "responses": {
            200: {
                "description": "`fragment`: read the submission again. `done`: for the last time.",
                "content": {"text/event-stream": {"schema": _EVENT}},
            }
        }
    },
)
def get_events(request: HttpRequest, course: Slug, slug: Slug, pk: Id) -> StreamingHttpResponse:
    """An event whenever there is something new, until the submission has its result."""
    shown = _submission(request, course, slug, pk)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(
        event_stream(shown.pk, request.user.pk), content_type="text/event-stream", headers=headers
    )


def _open_lab(request: HttpRequest, course: str, slug: str) -> tuple[Access, Item]:
    access = course_of(request, course)
    item = item_or_404(access.course, "lab", slug)
    sentence = not_open_reason(window_of(item, access.user))
    if sentence and not access.may(Permission.SEE_CONTENT):
        raise ApiError(403, sentence)
    return access, item


def _code(item: Item, body: SubmissionIn) -> str:
    """Raises: SubmissionRefused, ApiError."""
    form = selectors.form_of(item)
    if not form:
        if body.code is None:
            raise ApiError(409, _("Send the code as “code”."))
        return body.code
    if body.answers is None:
        raise ApiError(409, _("This lab takes answers: send them as “answers”."))
    data = QueryDict(mutable=True)
    for name, value in body.answers.items():
        data.setlist(PREFIX + name, value if isinstance(value, list) else [value])
    text = posted_text(form, data)
    check_states(form, text)
    return text


def _submission(request: HttpRequest, course: str, slug: str, pk: int) -> Submission:
    access = course_of(request, course)
    return selectors.submission_or_404(access, slug, pk)
