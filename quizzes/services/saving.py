"""Saving answers. Nothing that is told as saved is lost, and nothing newer is replaced unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone

from courseware.database.row_errors import DATA_ERRORS, log_row_error
from courseware.database.transactions import in_transaction
from courseware.people.models import User
from quizzes import selectors
from quizzes.contract.answers import InvalidResponse
from quizzes.delivery.certainty import LEVELS
from quizzes.delivery.clock import Clock
from quizzes.grading import scoring
from quizzes.models import Attempt, Response
from quizzes.selectors.own_attempt import AttemptLookup
from quizzes.services.changes import Change, response_to
from quizzes.services.event_log import record_events
from quizzes.services.refusals import LateResponseRefused, ResponseRefused, format_time

SAVED_FIELDS = ["answer", "certainty", "saved_at", "version", "writer", "stamp"]


@dataclass(frozen=True)
class SaveResult:
    """When answers were saved; by question why others were not, and the versions that stand.

    Of those ``newer``, another page has saved something since.
    """

    at: datetime
    refused: Mapping[str, str]
    versions: Mapping[str, int] = field(default_factory=dict)
    newer: frozenset[str] = frozenset()
    clock: Clock | None = None


def save_answers(*, attempt: Attempt, changes: Sequence[Change], by: User) -> SaveResult:
    """As `save_into`, of an attempt that is known."""
    return save_into(lookup=AttemptLookup.of(attempt), changes=changes, by=by)


def save_into(*, lookup: AttemptLookup, changes: Sequence[Change], by: User) -> SaveResult:
    """Saves what can be read of the changes; the others are refused each with a sentence.

    ``own`` finds the attempt; it is not asked for by itself, as a save must be quick.
    Raises `LateResponseRefused` after the end; what was sent is kept as events then.
    """
    saved = _save(lookup, changes, by)
    if isinstance(saved, str):
        raise LateResponseRefused(saved)
    return saved


@in_transaction
def _save(lookup: AttemptLookup, changes: Sequence[Change], by: User) -> SaveResult | str:
    """What was saved, or the sentence that says why the attempt takes nothing any more."""
    now = timezone.now()
    responses = _locked(lookup, changes)
    if not changes:
        return SaveResult(now, {})
    first = next(iter(responses.values()))
    attempt, clock = first.attempt, selectors.annotated_clock(first)
    work = _PendingSave(attempt, now)
    for change in changes:
        work.apply(responses[change.question], change)
    refusal = _refusal_to_save(attempt, clock, now)
    name = "refused" if refusal else "saved"
    entries = [(name, each.question, each.answer) for each in work.changed.values()]
    record_events(attempt, [*entries, *([] if refusal else work.entries)], at=now, by=by)
    if refusal:
        return refusal
    work.store()
    versions = {each.question: each.version for each in responses.values()}
    return SaveResult(now, work.refused, versions, frozenset(work.newer), clock)


def _locked(lookup: AttemptLookup, changes: Sequence[Change]) -> dict[str, Response]:
    """The responses that would change, with their attempt; one query, both locked."""
    wanted = {change.question for change in changes}
    found = lookup.locked(wanted)
    if unknown := wanted - set(found):
        if not lookup.attempts.exists():
            raise Http404("There is no such attempt.")
        raise ResponseRefused(f"Not saved: this attempt has no question “{min(unknown)[:80]}”.")
    return found


class _PendingSave:
    """Decides for each change whether it is taken, and remembers what is to be written."""

    def __init__(self, attempt: Attempt, now: datetime) -> None:
        self.attempt, self.now = attempt, now
        self.changed: dict[str, Response] = {}
        self.sure: dict[str, Response] = {}
        self.refused: dict[str, str] = {}
        self.newer: set[str] = set()
        self.entries: list[tuple[str, str, Any]] = []

    def apply(self, response: Response, change: Change) -> None:
        question = selectors.question_of(self.attempt, response)
        answer = question.parse_response(self._response(question, response, change))
        if isinstance(answer, InvalidResponse):
            self._refuse(response, _sentence_for(answer))
            return
        sure = change.certainty if change.certainty in LEVELS else response.certainty
        if (answer, sure) == (response.answer, response.certainty):
            return
        if refusal := self._closed(question, response):
            self._refuse(response, refusal)
        elif change.basis and _is_older(change.basis, response):
            self._set_aside(response, change, answer)
        else:
            self._write(response, change, answer, sure)

    def _response(self, question: Any, response: Response, change: Change) -> Any:
        """A stored answer of an unreadable form counts as none, so that it can be replaced."""
        pk = self.attempt.pk
        try:
            return response_to(question, pk, response.answer, change)
        except DATA_ERRORS:
            log_row_error(response, "read")
            return response_to(question, pk, None, change)

    def _refuse(self, response: Response, sentence: str) -> None:
        self.refused[response.question] = f"Question {response.position} is not saved. {sentence}"

    def _closed(self, question: Any, response: Response) -> str:
        """Why this question of a running attempt takes no answer any more."""
        delivery = self.attempt.revision.delivery
        if delivery.one_way and response.position != self.attempt.reached:
            return "This quiz goes one way: only the question that is shown takes an answer."
        if delivery.tries and scoring.can_be_checked(question) and response.tries:
            tried = [each["answer"] for each in response.tries]
            if scoring.tries_status(question, delivery.tries, tried).done:
                return "It is done: no try is left, or a try was right."
        return ""

    def _set_aside(self, response: Response, change: Change, answer: Any) -> None:
        """A newer answer of another page stands; a late echo of the same page is no news."""
        assert change.basis is not None
        if change.basis.writer and change.basis.writer == response.writer:
            return
        at = format_time(response.saved_at or self.now)
        self.newer.add(response.question)
        self._refuse(response, f"Another page saved a newer answer at {at}; that one stands.")
        self.entries.append(("set-aside", response.question, answer))

    def _write(self, response: Response, change: Change, answer: Any, sure: int | None) -> None:
        if sure != response.certainty:
            self.entries.append(("certainty", response.question, sure))
            self.sure[response.question] = response
        if answer != response.answer:
            self.changed[response.question] = response
        response.answer, response.certainty, response.saved_at = answer, sure, self.now
        response.version += 1
        if change.basis:
            response.writer, response.stamp = change.basis.writer, change.basis.stamp
        else:
            response.writer, response.stamp = "", 0

    def store(self) -> None:
        responses = list({**self.changed, **self.sure}.values())
        if len(responses) == 1:
            responses[0].save(update_fields=SAVED_FIELDS)
        elif responses:
            Response.objects.bulk_update(responses, SAVED_FIELDS)


def _sentence_for(unreadable: InvalidResponse) -> str:
    """The sentence for a browser: what it does not offer cannot have been chosen on this page."""
    again = " Load the page again and choose once more." if unreadable.ids else ""
    return unreadable.sentence + again


def _is_older(basis: Any, response: Response) -> bool:
    """Whether the page had not seen the answer that stands when it was changed there."""
    if basis.writer and basis.writer == response.writer:
        return basis.stamp <= response.stamp
    return basis.seen < response.version


def _refusal_to_save(attempt: Attempt, clock: Clock, now: datetime) -> str:
    if not attempt.is_open:
        return (
            f"Not saved: this attempt was handed in at {format_time(attempt.submitted_at)}. "
            "What you wrote is kept below."
        )
    if not clock.accepts(now):
        ended = f"the time was over at {format_time(clock.ends_at)}" if clock.ends_at else "closed"
        return f"Not saved: {ended}. What you wrote is kept below."
    return ""
