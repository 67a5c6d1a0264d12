"""Sends waiting messages to the broker as workers have room for them.

The outbox is the queue; what is in the broker is about to run. `dispatch` is called after each
commit that enqueued something or ended a task. `sweep` runs every few seconds, for what no commit
announces: a broker that is up again, a retry that is due, a lost task.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.outbox import processes, publisher
from courseware.outbox.backoff import wait_after
from courseware.outbox.models import Dispatcher, Lane, Message
from courseware.outbox.selection import Rules, Turn, select_turns
from courseware.outbox.selectors import waiting_groups, waiting_messages
from courseware.workers import slots
from courseware.workers.slots import Slots

log = logging.getLogger(__name__)
START_TIMEOUT = timedelta(seconds=15)
"""A message that was sent this long ago and has not started while a slot is free is lost."""
QUEUE_TIMEOUT = timedelta(minutes=5)
"""As above, with all slots busy."""


def dispatch() -> int:
    """Sends what fits, unless the broker was down a moment ago; returns the number of messages."""
    if not publisher.broker_may_be_up() or not _has_work(slots.current()):
        return 0
    return _send_next()


def sweep() -> int:
    """Requeues what was lost, then sends what fits; returns the number of messages."""
    slots.clear_cache()
    _requeue_lost(slots.current())
    _dispatchers().update_or_create(pk=1, defaults={"swept_at": timezone.now()})
    return _send_next()


def _send_next() -> int:
    messages, broker_was_down = _claim(slots.current().count)
    if not messages:
        return 0
    sent = publisher.publish(messages)
    if broker_was_down or sent < len(messages):
        _return_unsent(messages[sent:])
    return sent


def _has_work(capacity: Slots) -> bool:
    """Checks without a lock. Nothing is missed: code that enqueues or ends a task commits first."""
    if _in_flight().count() > capacity.count:
        return False
    return waiting_messages(timezone.now()).exists()


@in_transaction
def _claim(count: int) -> tuple[list[Message], bool]:
    """The next messages, marked as sent, and whether the broker was down when last tried.

    Nothing is sent here, while the lock is held.
    """
    dispatcher, _ = _dispatchers().select_for_update().get_or_create(pk=1)
    now = timezone.now()
    in_flight = Counter(
        (Lane(lane), owner) for lane, owner in _in_flight().values_list("lane", "owner")
    )
    # As long as more is ready than one worker needs next, several are sent together, later.
    groups = waiting_groups(now) if in_flight.total() <= count else []
    turns, dispatcher.served = select_turns(groups, in_flight, dispatcher.served, count, _rules())
    messages = _messages(turns, now)
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        sent_at=now, due_at=None, sends=F("sends") + 1
    )
    dispatcher.save(update_fields=["served"])
    return messages, dispatcher.unreachable_since is not None


def _rules() -> Rules:
    return Rules(settings.QUEUE_SHARES, settings.QUEUE_PER_PERSON)


def _messages(turns: list[Turn], now: datetime) -> list[Message]:
    """The oldest messages of each turn's lane and owner, in the order of the turns."""
    queues = {
        (lane, owner): iter(
            waiting_messages(now).filter(lane=lane, owner=owner).order_by("pk")[:count]
        )
        for (lane, owner), count in Counter(turns).items()
    }
    # A message that was counted may have been done or postponed since (PostgreSQL shows each query
    # the newest commits), so that fewer are left than there are turns.
    messages = [next(queues[turn], None) for turn in turns]
    return [message for message in messages if message is not None]


@in_transaction
def _return_unsent(messages: list[Message]) -> None:
    """Lets messages that the broker did not take wait again, and notes whether it is down."""
    dispatcher = _dispatchers().select_for_update().get(pk=1)
    if messages and dispatcher.unreachable_since is None:
        dispatcher.unreachable_since = timezone.now()
    elif not messages:
        dispatcher.unreachable_since = None
    dispatcher.save(update_fields=["unreachable_since"])
    Message.objects.filter(
        pk__in=[message.pk for message in messages], done_at=None, started_at=None
    ).update(sent_at=None, sends=F("sends") - 1)


def _requeue_lost(capacity: Slots) -> None:
    """Lets messages that a worker or the broker has lost wait again, in their lane."""
    now = timezone.now()
    running = (
        _in_flight().filter(started_at__isnull=False).values_list("pk", "holder", "lease_until")
    )
    lost = {pk for pk, holder, until in running if until < now or processes.has_ended(holder)}
    waiting = Q()
    if capacity.announced:
        has_free_slot = len(running) - len(lost) < capacity.count
        timeout = START_TIMEOUT if has_free_slot else QUEUE_TIMEOUT
        waiting = Q(started_at=None, sent_at__lt=now - timeout)
    requeued = list(_in_flight().filter(Q(pk__in=lost) | waiting).values_list("pk", "sends"))
    for pk, sends in requeued:
        # Waits longer each time: one that is lost again and again must not crowd out others.
        due_at = now + wait_after(sends)
        _in_flight().filter(pk=pk).update(
            sent_at=None, started_at=None, lease_until=None, holder="", due_at=due_at
        )
    if requeued:
        log.warning(
            "%d tasks were lost with a worker or the broker; they are sent again.", len(requeued)
        )


def _in_flight() -> QuerySet[Message]:
    return Message.objects.filter(done_at=None, sent_at__isnull=False)


def _dispatchers() -> QuerySet[Dispatcher]:
    return Dispatcher.objects.all()
