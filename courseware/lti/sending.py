"""Sends scores to platforms (Assignment and Grade Services).

No older score ever follows a newer one: a line has one task at a time, which reads the score just
before it sends it, under a time that is later than that of any try before. A worker that slept in
between finds that its task was taken over, or sends a time that the platform refuses.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import requests
from django.db.models import Q
from django.utils import timezone
from pylti1p3.grade import Grade

from courseware.database.transactions import in_transaction
from courseware.lti.models import Link, Platform, ScoreLine
from courseware.lti.payloads import payload_of, says_nothing_new
from courseware.lti.scores import SEND, score_of
from courseware.lti.services import (
    Connector,
    NotTaken,
    connected,
    find_or_make_lineitem,
    grades_of,
)
from courseware.outbox.backoff import wait_after
from courseware.outbox.services import extend_lease
from courseware.people.models import Enrollment, Role

log = logging.getLogger(__name__)
GIVE_UP_AFTER = timedelta(days=7)
DOWN_FOR = timedelta(seconds=30)
"""How long nobody else tries after a platform could not be reached."""
LEASE = timedelta(minutes=5)
_TICK = timedelta(milliseconds=1)


def send(pk: int) -> None:
    """Sends the score of a line, unless the platform has it already."""
    lines = ScoreLine.objects.select_related(
        "account", "link__item__course", "link__context__deployment__platform"
    )
    line = lines.filter(pk=pk).first()
    if line is None or line.version == line.sent_version or line.abandoned:
        return
    version, payload = line.version, _payload(line)
    if payload is None or says_nothing_new(payload, line.sent):
        _note_taken(line, version, line.sent)
        return
    platform = line.link.context.deployment.platform
    try:
        with connected(platform) as connector:
            _post(connector, line, payload)
    except NotTaken as error:
        _note_failure(line, platform, error)
    else:
        _note_taken(line, version, payload)
        Platform.objects.filter(pk=platform.pk).exclude(down_until=None).update(down_until=None)


def _payload(line: ScoreLine) -> dict[str, Any] | None:
    """``None`` for what is nobody's score: of the staff, of a link that leads elsewhere now."""
    item, context = line.link.item, line.link.context
    if item is None or item.course_id != context.course_id:
        return None
    students = Enrollment.objects.filter(course=item.course_id, role=Role.STUDENT)
    if not students.filter(user=line.account.user_id).exists():
        return None
    score = score_of(item, line.account.user_id)
    return payload_of(
        fraction=score.effective if score else None,
        excused=bool(score and score.excused),
        held=item.scores_held,
        points=float(item.points),
    )


def _post(connector: Connector, line: ScoreLine, payload: dict[str, Any]) -> None:
    link = line.link
    lineitem_url = link.lineitem_url or _lineitem(connector, link)
    # After what may have taken long, and before what cannot be taken back.
    extend_lease(SEND, line.pk, lease=LEASE)
    grade = Grade().set_user_id(line.account.sub).set_timestamp(_stamp(line).isoformat())
    grade.set_activity_progress(payload["activityProgress"])
    grade.set_grading_progress(payload["gradingProgress"])
    if "scoreGiven" in payload:
        grade.set_score_given(payload["scoreGiven"]).set_score_maximum(payload["scoreMaximum"])
    if "comment" in payload:
        grade.set_comment(payload["comment"])
    # Taken all the same when it is answered with something else than JSON.
    with suppress(requests.JSONDecodeError):
        grades_of(connector, link, lineitem_url).put_grade(grade)


def _lineitem(connector: Connector, link: Link) -> str:
    best = float(link.item.points) or 1.0
    url = find_or_make_lineitem(connector, link, title=link.item.title, best=best)
    Link.objects.filter(pk=link.pk).update(lineitem_url=url)
    return url


@in_transaction
def _stamp(line: ScoreLine) -> datetime:
    """The time of this try: later than that of any before, whatever the clocks of workers say."""
    stored = ScoreLine.objects.select_for_update().get(pk=line.pk)
    now = timezone.now()
    stored.stamp = max(now, stored.stamp + _TICK) if stored.stamp else now
    stored.save(update_fields=["stamp"])
    return stored.stamp


@in_transaction
def _note_taken(line: ScoreLine, version: int, payload: dict[str, Any] | None) -> None:
    """What changed while it was sent has another version, and is sent next."""
    fields: dict[str, Any] = {"sent_version": version, "failures": 0, "problem": ""}
    if payload is not None and payload != line.sent:
        fields |= {"sent": payload, "sent_at": timezone.now()}
    ScoreLine.objects.filter(pk=line.pk, sent_version__lt=version).update(
        failing_since=None, next_at=None, **fields
    )


@in_transaction
def _note_failure(line: ScoreLine, platform: Platform, error: NotTaken) -> None:
    now = timezone.now()
    since = line.failing_since or now
    ScoreLine.objects.filter(pk=line.pk).update(
        failures=line.failures + 1,
        failing_since=since,
        next_at=now + wait_after(line.failures + 2),
        abandoned=now - since >= GIVE_UP_AFTER,
        problem=str(error)[:300],
    )
    if error.down:
        open_again = Q(down_until=None) | Q(down_until__lt=now)
        Platform.objects.filter(open_again, pk=platform.pk).update(down_until=now + DOWN_FOR)
    log.warning("A score was not taken by platform %s: %s", platform.pk, error)
