"""Changes of a course's grading rules."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.gradebook.models import ChangeKind, GradingRules, ScoreBatch
from courseware.gradebook.recounting import apply_counting
from courseware.gradebook.rules import DEFAULT, Rules
from courseware.gradebook.rules_format import from_plain, to_plain
from courseware.gradebook.services import ChangeRefused
from courseware.items.models import Course
from courseware.people.models import User


@in_transaction
def set_rules(*, course: Course, rules: Rules | None, by: User, reason: str = "") -> bool:
    """Sets the rules on the site, where the next load of the course leaves them alone.

    ``None`` goes back to what the course's files say. Returns: whether anything changed.
    """
    plain = None if rules is None else to_plain(rules)
    return _store(course, plain, ChangeKind.RULES, by, reason)


@in_transaction
def undo_rules(*, batch: ScoreBatch, by: User) -> None:
    """Restores the rules from before the entry.

    Raises: ChangeRefused: they were changed again since.
    """
    course = batch.course
    stored = GradingRules.objects.filter(course=course).first()
    if course is None or stored is None or stored.on_site != batch.data["after"]:
        raise ChangeRefused(
            _("The rules have been changed since then. Undo the latest change first.")
        )
    reason = _("Undone: %(reason)s") % {"reason": batch.reason}
    _store(course, batch.data["before"], ChangeKind.RULES, by, reason, undoes=batch)


@in_transaction
def store_file_rules(*, course: Course, plain: dict[str, Any] | None) -> bool:
    """What the course's files say; rules set on the site still count. Whether it is new."""
    stored = GradingRules.objects.filter(course=course).first()
    if (stored.from_file if stored else None) == plain:
        apply_counting(course)  # items may be new
        return False
    stored = stored or GradingRules(course=course)
    stored.from_file = plain
    stored.save()
    apply_counting(course)
    return True


def _store(
    course: Course,
    plain: dict[str, Any] | None,
    kind: Any,  # a `ChangeKind`
    by: User,
    reason: str,
    undoes: ScoreBatch | None = None,
) -> bool:
    if plain is not None:
        from_plain(plain)
    stored, _is_new = GradingRules.objects.select_for_update().get_or_create(course=course)
    before = stored.on_site
    if before == plain or (stored.plain is None and plain == to_plain(DEFAULT)):
        return False
    stored.on_site, stored.changed_by = plain, by
    stored.save(update_fields=["on_site", "changed_by", "changed_at"])
    apply_counting(course)
    ScoreBatch.objects.create(
        course=course,
        kind=kind,
        reason=reason[:300],
        data={"before": before, "after": plain},
        by=by,
        by_number=by.pk,
        undoes=undoes,
    )
    return True
