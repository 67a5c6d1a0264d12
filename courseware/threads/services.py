"""Asking, answering, closing."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.selectors import staff_for
from courseware.threads.models import Request, State, Thread, ThreadMessage


@in_transaction
def ask(
    *,
    item: Item,
    asker: User,
    place: str,
    text: str,
    at: datetime | None = None,
    regrade: bool = False,
) -> Thread:
    """A new thread, or another message in the one that the person has at the place.

    With ``regrade`` it is a request to grade the place again, which the staff decides.
    """
    now = at or timezone.now()
    thread, _ = Thread.objects.select_for_update().get_or_create(
        item=item, asker=asker, place=place, defaults={"created_at": now, "updated_at": now}
    )
    if regrade:
        Thread.objects.filter(pk=thread.pk).update(request=Request.OPEN)
    return write(thread=thread, author=asker, text=text, at=now)


@in_transaction
def decide(*, thread: Thread, by: User, accepted: bool, text: str) -> Thread:
    """Accepts or declines a request, with an answer that the student reads."""
    decision = Request.ACCEPTED if accepted else Request.DECLINED
    Thread.objects.filter(pk=thread.pk).exclude(request="").update(request=decision)
    return write(thread=thread, author=by, text=text)


@in_transaction
def write(*, thread: Thread, author: User, text: str, at: datetime | None = None) -> Thread:
    """A message; the asker's opens the thread (again), anybody else's answers it.

    The other side is notified.
    """
    now = at or timezone.now()
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    message = ThreadMessage.objects.create(thread=locked, author=author, text=text, at=now)
    locked.state = State.OPEN if author.pk == locked.asker_id else State.ANSWERED
    locked.updated_at = now
    locked.save(update_fields=["state", "updated_at"])
    _tell(locked, message)
    return locked


def _tell(thread: Thread, message: ThreadMessage) -> None:
    course, asked = thread.item.course, thread.state == State.OPEN
    staff = staff_for(thread.asker, Permission.ANSWER, course) if asked else []
    notify(
        staff if asked else [thread.asker_id],
        kind=Kind.ASKED if asked else Kind.ANSWERED,
        key=f"message:{message.pk}",
        course=course,
        link=thread.get_absolute_url(),
        item=thread.item,
        about=thread.asker if asked else None,
    )


@in_transaction
def close(*, thread: Thread) -> None:
    """Nothing more is expected; a new message opens it again."""
    Thread.objects.filter(pk=thread.pk).update(state=State.CLOSED, updated_at=timezone.now())


def erase(user: User) -> None:
    """Deletes what the person wrote; answers of others stay with the places they are about."""
    ThreadMessage.objects.filter(author=user).update(text="")
