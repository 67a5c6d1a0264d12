"""What stays of scores when a person goes: numbers, dates and who changed what, without words.

Reasons and notes can tell who somebody is or what they suffer from, so they go with the account.
"""

from __future__ import annotations

from typing import Any

from courseware.gradebook.models import ChangeKind, Score, ScoreChange
from courseware.people.models import User

_TEXTS = ("override_reason", "excuse_reason", "note")
CHUNK = 200


def erase(user: User) -> None:
    """To be called in the transaction that deletes the account."""
    Score.objects.filter(user=user).update(**dict.fromkeys(_TEXTS, ""))
    _erase_history(user.pk)


def erase_before_deletion(sender: object, instance: User, **_: Any) -> None:
    """For a person whose rows are deleted: the audit trail outlives them."""
    _erase_history(instance.pk)


def _erase_history(number: int) -> None:
    changes = ScoreChange.objects.filter(user_number=number).exclude(kind=ChangeKind.GRADED)
    changed = []
    for change in changes.iterator(CHUNK):
        change.reason = change.note = ""
        change.before, change.after = _without(change.before), _without(change.after)
        changed.append(change)
    ScoreChange.objects.bulk_update(
        changed, ["reason", "note", "before", "after"], batch_size=CHUNK
    )


def _without(values: dict[str, Any]) -> dict[str, Any]:
    return values and values | dict.fromkeys(_TEXTS, "")
