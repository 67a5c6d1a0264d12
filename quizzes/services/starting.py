"""Starting an attempt: whether it is allowed, which questions it has, what it begins with."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.deadlines.selectors import allowance_of, window_with
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import selectors
from quizzes.contract.answers import InvalidResponse
from quizzes.models import MAX_SEED, Attempt, QuizRevision, Response
from quizzes.services.event_log import record_event, record_events
from quizzes.services.refusals import AttemptRefused


@in_transaction
def start_attempt(*, item: Item, user: User, seed: int | None = None) -> Attempt:
    """The person's open attempt, a new one if there is none. Starting twice gives one attempt.

    ``seed``: of a first attempt, in place of one that is left to chance.
    """
    User.objects.select_for_update().get(pk=user.pk)  # one start at a time for each person
    attempts = selectors.attempts_of(item, user)
    if attempts and attempts[0].is_open:
        return attempts[0]
    now = timezone.now()
    revision = selectors.current_revision(item)
    allowance = allowance_of(item, user)
    window = window_with(item, allowance)
    if refusal := selectors.refusal_to_start(revision, attempts, allowance, window, now):
        raise AttemptRefused(refusal)
    last = attempts[0] if attempts else None
    attempt = Attempt.objects.create(
        item=item,
        revision=revision,
        user=user,
        number=last.number + 1 if last else 1,
        seed=_seed(revision, user, last, seed),
        started_at=now,
        possible=revision.content["points"],
    )
    responses = _deal(attempt)
    dealt = [[response.question, response.variant.number] for response in responses]
    record_event(attempt, "started", by=user, at=now, data={"seed": attempt.seed, "dealt": dealt})
    if revision.delivery.build_on_last and last is not None:
        _copy_answers(attempt, last, responses, user, now)
    return attempt


def _seed(revision: QuizRevision, user: User, last: Attempt | None, seed: int | None) -> int:
    """One more than the last one's, which gives other variants until all were given."""
    if last is None and seed is None and revision.delivery.self_check:
        return selectors.self_check_seed(revision, user)
    if last is None:
        return seed if seed is not None else secrets.randbelow(MAX_SEED)
    return last.seed if revision.delivery.build_on_last else (last.seed + 1) % MAX_SEED


def _deal(attempt: Attempt) -> list[Response]:
    return Response.objects.bulk_create(selectors.dealt_responses(attempt, with_content=False))


def _copy_answers(
    attempt: Attempt, last: Attempt, responses: list[Response], user: User, now: datetime
) -> None:
    """The answers of the last attempt, where they still can be read."""
    before = dict(last.responses.values_list("question", "answer"))
    copied = []
    for response in responses:
        answer = before.get(response.question)
        if answer is None:
            continue
        read = selectors.question_of(attempt, response).parse_response(answer)
        if not isinstance(read, InvalidResponse) and read is not None:
            response.answer, response.saved_at, response.version = read, now, 1
            copied.append(response)
    Response.objects.bulk_update(copied, ["answer", "saved_at", "version"])
    record_events(
        attempt,
        [("saved", response.question, response.answer) for response in copied],
        at=now,
        by=user,
    )
