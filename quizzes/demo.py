"""The quizzes' part of a demo class: attempts that are made through the services of this app.

Answers are those that questions make of themselves to be certified: the right one, and wrong ones
that their authors foresaw. They are scored as anybody's are; only dates are set afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.deadlines.selectors import allowance_of
from courseware.demo.history import scores_recorded_at
from courseware.gradebook.models import Score
from courseware.gradebook.policy import ON_TIME, late_by
from courseware.items.manual import ManualWork, Remark
from courseware.items.models import Item
from courseware.items.turns import Turn
from courseware.manual_grading.models import Rubric
from courseware.manual_grading.services import Given, save_mark, start_rubric
from courseware.people.models import User
from courseware.threads.models import Request, Thread
from courseware.threads.services import ask
from quizzes import manual, selectors, services
from quizzes.contract.answers import InvalidResponse
from quizzes.contract.question_type import GradedBy
from quizzes.models import MAX_SEED, Attempt, Event, Response
from quizzes.places import reference_of
from quizzes.questions.question import Question
from quizzes.selectors import AttemptQuestion
from quizzes.services.changes import Change

PER_CHAPTER = 2
BLANK = 0.04
GUESSES = 200  # of one question, from which one is taken
REDATED = ["started_at", "submitted_at", "answered_at", "late_by", "late_as_received"]
UNGRADED = 0.35  # of the answers that a person grades
ASKED_AFTER = timedelta(hours=5)  # a grading, for a regrade


def items(items: Sequence[Item]) -> list[Item]:
    """The first of a chapter, and those with something to grade by hand."""
    chosen = []
    for number, item in enumerate(items):
        slots = selectors.current_revision(item).content["slots"]
        types = {slot["type"] for slot in slots}
        if (number < PER_CHAPTER or "essay" in types) and "code" not in types:
            chosen.append(item)
    return chosen


def make_work(item: Item, turns: Sequence[Turn], teacher: User) -> None:
    for turn in turns:
        rng = random.Random(turn.seed)
        seed = rng.randrange(MAX_SEED)
        revision = selectors.current_revision(item)
        most = selectors.attempts_allowed(revision, allowance_of(item, turn.user))
        tries = turn.tries if most is None else turn.tries[-most:]
        for number, at in enumerate(tries, start=1):
            finished = turn.finished or number < len(tries)
            attempt = _attempt(item, turn, rng, seed, at, finished)
            if finished:
                _grade_manually(attempt, turn, rng, teacher, at)
            if attempt.fraction == 1.0:
                break


@in_transaction
def _attempt(
    item: Item, turn: Turn, rng: random.Random, seed: int, at: datetime, finished: bool
) -> Attempt:
    """An attempt handed in at ``at``; one that is not ``finished`` was begun then."""
    attempt = services.start_attempt(item=item, user=turn.user, seed=seed)
    rows = selectors.attempt_questions(attempt)
    if not finished:
        rows = rows[: len(rows) // 2]
    changes = [change for row in rows if (change := _change(row, turn, rng)) is not None]
    services.save_answers(attempt=attempt, changes=changes, by=turn.user)
    with scores_recorded_at(item, turn.user, at):
        if finished:
            attempt = services.finish_attempt(attempt=attempt, by=turn.user)
    _redate(attempt, turn, at, rng)
    return attempt


def _change(row: AttemptQuestion, turn: Turn, rng: random.Random) -> Change | None:
    """What the student answers: right as often as they are able to, at some questions less."""
    question = row.question
    if rng.random() < BLANK:
        return None
    difficulty = random.Random(question.id).uniform(0.5, 1.6)
    right = rng.random() < turn.ability**difficulty
    answer = question.parse_response(_response(question, rng, right))
    if answer is None or isinstance(answer, InvalidResponse):
        return None
    return Change(question.id, dict(question.to_form(answer)))


def _response(question: Question, rng: random.Random, right: bool) -> Any:
    samples = question.samples()
    if question.question_type.graded_by is GradedBy.PERSON and not right:
        first, stop, _ = str(samples.right).partition(". ")
        return first + stop.strip()  # a beginning: what a hurried student writes
    if right:
        return samples.right
    found = [samples.wrong[name] for name in sorted(samples.wrong)]
    wrong = [sample.response for sample in found if sample.fraction < 1]
    if not wrong:  # then a guess, which may be right
        guesses = question.question_type.blind_guesses(question.body)
        wrong = list(islice(guesses, GUESSES)) or [samples.right]
    return rng.choice(wrong)


def _redate(attempt: Attempt, turn: Turn, at: datetime, rng: random.Random) -> None:
    """As if it had been made in the minutes before ``at``."""
    responses = list(attempt.responses.order_by("position"))
    limit = attempt.revision.delivery.limit
    takes = timedelta(minutes=rng.uniform(1, 3) * max(2, len(responses)))
    takes = min(takes, limit * 0.9) if limit else takes
    start = at - takes if attempt.submitted_at else at
    step = takes / (len(responses) + 1)
    late = late_by(at, turn.due_at) if attempt.submitted_at else ON_TIME
    attempt.started_at, attempt.late_by, attempt.late_as_received = start, late, late
    attempt.submitted_at = at if attempt.submitted_at else None
    attempt.answered_at = attempt.submitted_at
    attempt.save(update_fields=REDATED)
    moments = {r.question: start + step * place for place, r in enumerate(responses, start=1)}
    for response in responses:
        if response.saved_at:
            response.saved_at = moments[response.question]
    Response.objects.bulk_update(responses, ["saved_at"])
    events = list(attempt.events.order_by("id"))
    for event in events:
        event.at = moments.get(event.question, start if event.name == "started" else at)
        if event.name == "finished":
            event.data |= {"late_by": late.total_seconds()}
    Event.objects.bulk_update(events, ["at", "data"])
    Score.objects.filter(item=attempt.item, user=turn.user).update(late_by=_late_by(attempt))


def _late_by(attempt: Attempt) -> timedelta:
    decision = selectors.decision_on(selectors.attempts_of(attempt.item, attempt.user))
    return decision.late_by if decision else ON_TIME


def _grade_manually(
    attempt: Attempt, turn: Turn, rng: random.Random, teacher: User, at: datetime
) -> None:
    """Most of what waits for a person was graded two days later, if that is in the past."""
    parts = {part.name: part for part in manual.parts([attempt.item]).get(attempt.item_id, [])}
    for row in selectors.attempt_questions(attempt):
        waits = row.response.fraction is None and row.response.answer is not None
        if row.question.id not in parts or not waits or rng.random() < UNGRADED:
            continue
        graded_at = at + timedelta(days=2)
        if turn.due_at is None or graded_at > turn.due_at + timedelta(days=5):
            continue
        if graded_at + ASKED_AFTER > timezone.now():
            continue
        rubric = start_rubric(item=attempt.item, part=parts[row.question.id], by=teacher)
        with scores_recorded_at(attempt.item, turn.user, graded_at):
            _give(rubric, row, turn.user, teacher, rng, graded_at)
        Event.objects.filter(attempt=attempt, name="graded").update(at=graded_at)
        Score.objects.filter(item=attempt.item, user=turn.user).update(late_by=_late_by(attempt))
        _request_regrade(rubric, row, turn.user, graded_at)


def _give(
    rubric: Rubric, row: AttemptQuestion, student: User, by: User, rng: random.Random, at: datetime
) -> None:
    """Every line for a full answer; some lines and a few words for a beginning."""
    answer = str(row.response.answer)
    full = len(answer) > 200
    lines = [line.pk for line in rubric.items.all() if full or rng.random() < 0.4]
    remarks = () if full else (Remark("Why? Give the reason, too.", quote=answer[:60].strip()),)
    given = Given(
        lines,
        comment="" if full else "This is a beginning. Compare the slopes of $|w|$ and $w^2$ at 0.",
        remarks=remarks,
    )
    work = ManualWork(row.response.pk, student.pk, at, graded=False)
    mark = save_mark(rubric=rubric, work=work, given=given, by=by, seen=0)
    type(mark).objects.filter(pk=mark.pk).update(at=at)
    mark.changes.update(at=at)


def _request_regrade(rubric: Rubric, row: AttemptQuestion, student: User, at: datetime) -> None:
    """One student of each quiz asks to look again."""
    asked = Thread.objects.filter(item=rubric.item, request=Request.OPEN)
    row.response.refresh_from_db()
    if asked.exists() or row.response.fraction in (None, 1.0):
        return
    ask(
        item=rubric.item,
        asker=student,
        place=reference_of(row.response.attempt_id, row.question.id),
        text="My second sentence gives the reason, I think. Could you look at it again?",
        at=at + ASKED_AFTER,
        regrade=True,
    )
