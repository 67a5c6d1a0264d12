"""What changes quizzes and attempts."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from courseware.gradebook.services import record_score
from courseware.items.models import Item
from courseware.items.selectors import window_of
from courseware.outbox.services import promise, tick_off
from courseware.people.models import User
from grader import SandboxUnavailable
from quizzes import selectors
from quizzes.answers import Unreadable
from quizzes.forms import Change, response_to
from quizzes.models import Attempt, Event, QuizRevision, Response, Variant
from quizzes.questions import Quiz

log = logging.getLogger(__name__)
GRADE_RESPONSE = "quizzes.grade_response"
MAX_COMMENT = 5000


class Refused(Exception):
    """Something cannot be done now; carries a sentence for the person. Nothing was changed."""

    status = 409


class Unacceptable(Refused):
    """A response that is no answer to its question."""

    status = 422


class TooLate(Refused):
    """An answer that came after the end; its text was kept with the attempt."""

    status = 409


@dataclass(frozen=True)
class Saved:
    """When answers were saved, and by question why others were not."""

    at: datetime
    refused: Mapping[str, str]


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
            "attempts": quiz.attempts,
            "reveal": quiz.reveal,
            "points": quiz.points,
            "slots": [
                {"id": slot.id, "type": slot.type, "variants": len(slot.variants)}
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


@transaction.atomic
def start_attempt(*, item: Item, user: User) -> Attempt:
    """The person's open attempt, a new one if there is none. Starting twice gives one attempt."""
    User.objects.select_for_update().get(pk=user.pk)  # one start at a time for each person
    attempts = selectors.attempts_of(item, user)
    if attempts and attempts[0].is_open:
        return attempts[0]
    now = timezone.now()
    if refusal := window_of(item, user).refusal(now):
        raise Refused(refusal)
    revision = selectors.current_revision(item)
    if len(attempts) >= revision.attempts_allowed:
        raise Refused(_no_more_attempts(revision))
    attempt = Attempt.objects.create(
        item=item,
        revision=revision,
        user=user,
        number=len(attempts) + 1,
        seed=secrets.randbelow(2**31),
        started_at=now,
        possible=revision.content["points"],
    )
    _deal(attempt)
    _note(attempt, "started", by=user, at=now, data={"seed": attempt.seed})
    return attempt


def _no_more_attempts(revision: QuizRevision) -> str:
    allowed = revision.attempts_allowed
    many = "one attempt" if allowed == 1 else f"{allowed} attempts"
    return f"This quiz allows {many}, and you have handed in as many."


def _deal(attempt: Attempt) -> None:
    """A response for each question, with the certified variant that the seed picks."""
    chosen = [
        (slot["id"], attempt.seed % slot["variants"]) for slot in attempt.revision.content["slots"]
    ]
    numbers = {number for _, number in chosen}
    ids = {
        (question, number): pk
        for pk, question, number in Variant.objects.filter(
            revision=attempt.revision, number__in=numbers
        ).values_list("pk", "question", "number")
    }
    Response.objects.bulk_create(
        Response(attempt=attempt, variant_id=ids[place], question=place[0], position=position)
        for position, place in enumerate(chosen, start=1)
    )


def save_answers(*, attempt: Attempt, changes: Sequence[Change], by: User) -> Saved:
    """Saves what can be read of the changes; the others are refused each with a sentence.

    Raises `TooLate` after the end; what was sent is kept as events then.
    """
    now = timezone.now()
    with transaction.atomic():
        locked = _lock(attempt)
        responses = _responses(locked, changes)
        refusal, refused, changed = _refusal_to_save(locked, now), {}, []
        for change in changes:
            response = responses[change.question]
            question = selectors.question_of(locked, response)
            answer = question.read(response_to(question, response.answer, change))
            if isinstance(answer, Unreadable):
                refused[change.question] = _not_saved(response, answer)
            elif answer != response.answer:
                response.answer, response.saved_at = answer, now
                changed.append(response)
        name = "refused" if refusal else "saved"
        _note_answers(locked, name, changed, by, now)
        if not refusal:
            for response in changed:
                response.save(update_fields=["answer", "saved_at"])
            return Saved(now, refused)
    raise TooLate(refusal)


def _responses(attempt: Attempt, changes: Sequence[Change]) -> dict[str, Response]:
    wanted = {change.question for change in changes}
    query = attempt.responses.select_related("variant").filter(question__in=wanted)
    responses = {response.question: response for response in query}
    if unknown := wanted - set(responses):
        raise Unacceptable(f"Not saved: this attempt has no question “{min(unknown)[:80]}”.")
    return responses


def _not_saved(response: Response, answer: Unreadable) -> str:
    return f"Question {response.position} is not saved. {answer.expected}"


def _lock(attempt: Attempt) -> Attempt:
    query = Attempt.objects.select_for_update(of=("self",))
    return query.select_related("item", "user", "revision").get(pk=attempt.pk)


def _refusal_to_save(attempt: Attempt, now: datetime) -> str:
    if not attempt.is_open:
        return (
            f"Not saved: this attempt was handed in at {_clock(attempt.submitted_at)}. "
            "What you wrote is kept below."
        )
    window = window_of(attempt.item, attempt.user)
    if window.refusal(now):
        ended = f"the time was over at {_clock(window.closes_at)}" if window.closes_at else "closed"
        return f"Not saved: {ended}. What you wrote is kept below."
    return ""


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M on %a %-d %b %Y}"


@transaction.atomic
def finish_attempt(*, attempt: Attempt, by: User | None) -> Attempt:
    """Hands the attempt in and scores what was saved. Finishing twice changes nothing.

    Allowed after the end too: only answers saved in time can be in it.
    """
    locked = _lock(attempt)
    if not locked.is_open:
        return locked
    now = timezone.now()
    window = window_of(locked.item, locked.user)
    rows = selectors.answered(locked)
    for row in rows:
        score = row.question.score(row.response.answer)
        row.response.fraction = None if score.pending else score.fraction
        if score.pending and row.question.runs:
            promise(GRADE_RESPONSE, row.response.pk)
    Response.objects.bulk_update([row.response for row in rows], ["fraction"])
    saved = [row.response.saved_at for row in rows if row.response.saved_at]
    locked.submitted_at = now
    locked.late = any(window.is_late(at) for at in saved)
    locked.save(update_fields=["submitted_at", "late"])
    _note(locked, "finished", by=by, at=now, data=None)
    _settle(locked, rows)
    return locked


def _settle(attempt: Attempt, rows: list[selectors.Answered]) -> None:
    """Adds up what is graded, and sends the score that counts to the gradebook."""
    known = [row for row in rows if row.response.fraction is not None]
    attempt.earned = sum(row.question.points * row.response.fraction for row in known)
    attempt.waiting = len(rows) - len(known)
    attempt.save(update_fields=["earned", "waiting"])
    best = selectors.deciding(selectors.attempts_of(attempt.item, attempt.user))
    if best is not None:
        record_score(
            item=attempt.item,
            user=attempt.user,
            fraction=best.fraction,
            reason=f"Quiz attempt {best.number}",
            late=best.late,
        )


def grade_response(*, response_id: int) -> None:
    """Grades an answer that a worker can grade; does nothing when it has its result.

    Without a sandbox nothing is run, and the promise stays open to be tried again.
    """
    response = Response.objects.select_related("variant", "attempt").filter(pk=response_id).first()
    if response is None or response.fraction is not None:
        tick_off(GRADE_RESPONSE, response_id)
        return
    question = selectors.question_of(response.attempt, response)
    try:
        result = question.run(response.answer)
    except SandboxUnavailable as error:
        log.error("Response %s cannot be graded: %s", response_id, error)
        return
    store_result(response=response, result=result, by=None)


def store_result(*, response: Response, result: dict[str, Any], by: User | None) -> Attempt:
    """Keeps what a grading found and settles the attempt. A worker's result is kept once; a
    person's replaces what was there."""
    with transaction.atomic():
        attempt = _lock(response.attempt)
        rows = selectors.answered(attempt)
        row = next(row for row in rows if row.response.pk == response.pk)
        if by is not None or row.response.fraction is None:
            score = row.question.settled(row.response.answer, result)
            row.response.fraction, row.response.result = score.fraction, result
            row.response.save(update_fields=["fraction", "result"])
            question = row.question.id
            _note(attempt, "graded", by=by, at=timezone.now(), question=question, data=result)
            _settle(attempt, rows)
        tick_off(GRADE_RESPONSE, response.pk)
    return attempt


def grade_by_hand(
    *, response: Response, points: Mapping[str, float], comment: str, by: User
) -> Attempt:
    """A person's grading by the question's rubric."""
    question = selectors.question_of(response.attempt, response)
    if response.attempt.is_open:
        raise Refused("This attempt is not handed in yet; grade it when it is.")
    if not question.score(response.answer).pending or question.runs:
        raise Refused("This answer is not graded by hand.")
    result = {"points": dict(points), "comment": comment[:MAX_COMMENT]}
    if objection := question.module.objection(question.body, result):
        raise Unacceptable(objection)
    return store_result(response=response, result=result, by=by)


def finish_overdue() -> int:
    """Hands in every open attempt whose time is over; says how many."""
    now = timezone.now()
    finished = 0
    candidates = Attempt.objects.filter(submitted_at=None, item__closes_at__lt=now)
    for attempt in candidates.select_related("item", "user"):
        if window_of(attempt.item, attempt.user).refusal(now):
            finish_attempt(attempt=attempt, by=None)
            finished += 1
    return finished


def _note(
    attempt: Attempt, name: str, *, at: datetime, by: User | None, question: str = "", data: Any
) -> None:
    Event.objects.create(attempt=attempt, at=at, name=name, question=question, data=data, by=by)


def _note_answers(
    attempt: Attempt, name: str, responses: list[Response], by: User, now: datetime
) -> None:
    Event.objects.bulk_create(
        Event(attempt=attempt, at=now, name=name, question=each.question, data=each.answer, by=by)
        for each in responses
    )
