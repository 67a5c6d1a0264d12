"""What the home of those who teach a course shows, each part for those who may know it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courseware.analysis.scope import scope_of
from courseware.health.checks import run_checks
from courseware.items.kinds import all_kinds
from courseware.items.selectors import items_of
from courseware.outbox.selectors import outbox_status
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.teaching.behind import Student, falling_behind
from courseware.teaching.changes import recent_changes
from courseware.teaching.due import due_next
from courseware.teaching.rules import NAMES, explained
from courseware.teaching.scores import spreads
from courseware.teaching.summary import summary_of
from courseware.teaching.waiting import waiting_work

MOST_BEHIND = 8
MOST_FLAGGED = 5
MOST_SPREADS = 12


def home_context(access: Access, now: datetime, *, all_items: bool = False) -> dict[str, Any]:
    """A fixed number of queries, however many students there are."""
    course, students = access.course, access.students()
    items = list(items_of(course))
    count = students.count()
    context: dict[str, Any] = {
        "course": course,
        "students": count,
        "waiting": waiting_work(access),
        "shows_waiting": access.may(Permission.GRADE) or access.may(Permission.ANSWER),
        "limited": access.section_ids is not None,
    }
    summary = summary_of(course, scope_of(access), count, now) if _sees_figures(access) else None
    context["summary"] = summary
    context["awaits_summary"] = _sees_figures(access) and summary is None
    if access.may(Permission.SEE_ANALYSIS):
        context["due"] = due_next(items, students, count, now)
        found = spreads(items, summary.counts if summary else {})
        context["spread_count"] = len(found)
        context["spreads"] = found if all_items else _latest(found, now)
    if access.may(Permission.SEE_GRADES):
        behind = falling_behind(students, summary.figures if summary else {}, now)
        flagged = [work for kind in all_kinds() for work in kind.flagged(access)]
        context |= {
            "behind": behind[:MOST_BEHIND],
            "may_grant": access.may(Permission.GRANT),
            "may_write": access.may(Permission.CHANGE_COURSE),
            "behind_count": len(behind),
            "behind_rules": counted(behind),
            "rules": explained(),
            "flagged": flagged[:MOST_FLAGGED],
            "flagged_count": len(flagged),
            "changes": recent_changes(course, students),
        }
    if access.may(Permission.CHANGE_COURSE):
        checks = run_checks()
        context["faults"] = [check.sentence for check in checks.values() if not check.ok]
        context["workers"] = checks["worker"].facts.get("workers", 0)
        context["queue"] = outbox_status()
    return context


def _sees_figures(access: Access) -> bool:
    return access.may(Permission.SEE_ANALYSIS) or access.may(Permission.SEE_GRADES)


def counted(behind: list[Student]) -> list[tuple[str, Any, int]]:
    """Each rule with its name and how many students it lists."""
    return [
        (rule, name, sum(rule in student.rules for student in behind))
        for rule, name in NAMES.items()
    ]


def _latest(found: list[Any], now: datetime) -> list[Any]:
    """Those that were due last; without dates the last of the course."""
    past = [each for each in found if each.item.due_at is None or each.item.due_at <= now]
    dated = sorted(
        past,
        key=lambda each: (
            each.item.due_at is not None,
            each.item.due_at or now,
            each.item.position,
        ),
    )
    return (dated or found)[-MOST_SPREADS:][::-1]
