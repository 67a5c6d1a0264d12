"""To whom an announcement goes: a course, a section, those who are at some point, or a few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from courseware.items.kinds import kind_named
from courseware.items.models import Course, Item
from courseware.items.progress import Progress
from courseware.people.models import Enrollment, Role, Section, User

MOST_CHOSEN = 500
"""Students whom an announcement can be for one by one; an address names them."""


class Standing(models.TextChoices):
    """How far students are with an item."""

    NOT_STARTED = "not started", _("have not started it")
    NOT_HANDED_IN = "not handed in", _("have not submitted anything")
    HANDED_IN = "handed in", _("have submitted something")


@dataclass(frozen=True)
class Audience:
    """Everybody in the course, or the students of a section, or those with a standing at an item.

    Without any of them it is everybody, the staff included. ``standing`` is a `Standing`.
    ``chosen`` are ids of students, and then nothing else plays a part.
    """

    section: Section | None = None
    item: Item | None = None
    standing: Any = Standing.NOT_STARTED
    chosen: tuple[int, ...] = ()

    @property
    def is_everybody(self) -> bool:
        return self.section is None and self.item is None and not self.chosen

    @property
    def words(self) -> str:
        """For the list of announcements, without names; empty for everybody."""
        if self.chosen:
            count = len(self.chosen)
            text = ngettext("%(count)d chosen student", "%(count)d chosen students", count)
            return text % {"count": count}
        parts = [str(self.section)] if self.section else []
        if self.item is not None:
            about = {"standing": Standing(self.standing).label, "item": self.item.title}
            parts.append(gettext("who %(standing)s: %(item)s") % about)
        return ", ".join(parts)

    def people(self, course: Course) -> list[int]:
        """Ids, in a fixed number of queries."""
        enrolled = Enrollment.objects.filter(course=course, user__is_active=True)
        if self.is_everybody:
            return list(enrolled.order_by("user").values_list("user", flat=True))
        students = enrolled.filter(role=Role.STUDENT)
        if self.chosen:
            students = students.filter(user__in=self.chosen)
        if self.section is not None:
            students = students.filter(sections=self.section)
        found = list(students.order_by("user").values_list("user", flat=True))
        return found if self.item is None else self._standing_so(self.item, found)

    def _standing_so(self, item: Item, people: list[int]) -> list[int]:
        progress = kind_named(item.kind).progress([item], people)
        wanted: dict[Any, Any] = {
            Standing.NOT_STARTED: lambda found: found is None,
            Standing.NOT_HANDED_IN: lambda found: found in (None, Progress.STARTED),
            Standing.HANDED_IN: lambda found: found not in (None, Progress.STARTED),
        }
        fits = wanted[Standing(self.standing)]
        return [pk for pk in people if fits(progress.get((item.pk, pk)))]


def names_of(people: list[int], most: int) -> list[str]:
    """The first names of an audience, for its preview."""
    users = User.objects.filter(pk__in=people[:most]).order_by("last_name", "first_name", "pk")
    return [user.display_name for user in users]
