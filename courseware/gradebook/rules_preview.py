"""Whose total other grading rules would change, and what to check before saving them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from courseware.gradebook.recounting import decisions_under, try_decisions
from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_review import warnings
from courseware.gradebook.rules_selectors import plan_of, rules_of
from courseware.gradebook.selectors import scores_by_person, students_of
from courseware.gradebook.totals import Total
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.people.models import User

_EXACT = 9  # decimals; further ones come from adding up in another order


class Effect(Enum):
    """What rules do to one student's total."""

    ENDS = "ends"  # there is no total any more
    BEGINS = "begins"
    GAINS = "gains"
    LOSES = "loses"
    LETTER = "letter"  # another letter for the same total
    NONE = "none"


@dataclass(frozen=True)
class TotalChange:
    """One student's total by the present rules and by others."""

    user: User
    before: Total
    after: Total

    @property
    def gain(self) -> float | None:
        """In per cent of the total; ``None`` where there is no total before or after."""
        if self.before.percent is None or self.after.percent is None:
            return None
        return round(self.after.percent - self.before.percent, _EXACT)

    @cached_property
    def effect(self) -> Effect:
        if self.gain is None:
            if self.before.percent is not None:
                return Effect.ENDS
            return Effect.NONE if self.after.percent is None else Effect.BEGINS
        if self.gain:
            return Effect.GAINS if self.gain > 0 else Effect.LOSES
        return Effect.NONE if self.before.letter == self.after.letter else Effect.LETTER

    @property
    def changes(self) -> bool:
        return self.effect is not Effect.NONE


@dataclass(frozen=True)
class Preview:
    """All students of the course, those first whose total appears, disappears or changes most.

    ``uncounted`` are items that the total would leave out.
    """

    changes: list[TotalChange]
    warnings: list[str]
    uncounted: list[Item]

    @cached_property
    def changing(self) -> list[TotalChange]:
        return [change for change in self.changes if change.changes]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many students each `Effect` has; together they are all students."""
        found = Counter(change.effect for change in self.changes)
        return {effect.value: found[effect] for effect in Effect}


def preview_rules(course: Course, rules: Rules) -> Preview:
    """In a fixed number of queries."""
    items, students = list(items_of(course)), list(students_of(course))
    present, new = plan_of(items, rules_of(course)), plan_of(items, rules)
    fractions, excused = scores_by_person(items, [student.pk for student in students])
    decided = decisions_under(items, rules, list(fractions))
    tried = try_decisions(items, fractions, decided) if decided else fractions
    nobody: list[float | None] = [None] * len(items)
    found = []
    for student in students:
        out: Collection[int] = excused.get(student.pk, ())
        before = present.total(fractions.get(student.pk, nobody), out)
        after = new.total(tried.get(student.pk, nobody), out)
        found.append(TotalChange(student, before, after))
    scored = {
        place for line in fractions.values() for place, got in enumerate(line) if got is not None
    }
    outside = [item for item, place in zip(items, new.category_of, strict=True) if place is None]
    return Preview(
        sorted(found, key=_order),
        warnings(new, scored),
        outside if rules.is_weighted else [],
    )


def _order(change: TotalChange) -> tuple[bool, bool, float]:
    """Appearing and disappearing totals, then the largest changes, then other letters."""
    has_both = change.gain is not None
    return not change.changes, change.changes and has_both, -abs(change.gain or 0.0)
