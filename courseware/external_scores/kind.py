"""External scores as a kind of item: an exam on paper, a talk, participation.

Nobody hands in work here. The staff makes the item, and enters or imports its scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.gradebook.models import Score
from courseware.items.files import ItemFiles
from courseware.items.kinds import Definition, ItemKind, ItemState
from courseware.items.models import Course, Item
from courseware.items.progress import Progress, ProgressMap, of_people
from courseware.items.staff_pages import StaffPage
from courseware.items.works import Work
from courseware.people.models import User
from courseware.people.permissions import Permission
from grader.files.faults import Faults

NAME = "external"
_HAS_SCORE = Q(fraction__isnull=False) | Q(override__isnull=False)


class ExternalKind(ItemKind):
    """See `ItemKind` for what each method is asked."""

    name = NAME
    label = _("External score")
    plural = "external"
    urls = "courseware.external_scores.item_urls"
    files = ItemFiles("external", Path(__file__).parent / "shipped", "*/external.yaml")  # none
    made_on_site = True

    def read(self, path: Path, faults: Faults, shown: str) -> Definition | None:
        faults.add(shown, 1, "external scores have no files; list them in course.yaml: external")
        return None

    def store(self, item: Item, definition: Definition) -> bool:
        """There is nothing besides the item."""
        return False

    def url(self, item: Item) -> str:
        return reverse("external:item", args=[item.course.slug, item.slug])

    def states(self, items: Sequence[Item], user: User) -> dict[int, ItemState]:
        """Nothing is ever to be done here. A score that is held back is none yet."""
        scores = Score.objects.filter(_HAS_SCORE, item__in=items, user=user)
        scored = set(scores.values_list("item_id", flat=True))
        return {
            item.pk: ItemState("done", gettext("graded"))
            if item.pk in scored and not item.scores_held
            else ItemState("waiting", gettext("no score yet"))
            for item in items
        }

    def progress(self, items: Sequence[Item], people: Collection[int]) -> ProgressMap:
        scores = of_people(Score.objects.filter(_HAS_SCORE, item__in=items), people)
        return dict.fromkeys(scores.values_list("item_id", "user_id"), Progress.HANDED_IN)

    def work(self, item: Item, user: User) -> list[Work]:
        return []

    def works(self, items: Sequence[Item], user: User) -> dict[int, list[Work]]:
        return {}

    def counts(self, definitions: Sequence[Definition]) -> dict[str, Any]:
        """They are no content that a check of files looks at."""
        return {}

    def begun(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        """Who has a score."""
        scores = Score.objects.filter(_HAS_SCORE, item__in=items, user__in=students)
        return dict(Counter(scores.values_list("item_id", flat=True)))

    def begun_by(self, items: Sequence[Item], students: QuerySet[User]) -> dict[int, int]:
        """All: nobody falls behind by what there is nothing to do for."""
        return dict.fromkeys(students.values_list("pk", flat=True), len(items))

    def staff_pages(self, item: Item) -> list[StaffPage]:
        """Where scores come in from a file."""
        url = f"{reverse('exchange', args=[item.course.slug])}#import-title"
        return [StaffPage("import", Permission.EXPORT, url, gettext("Import scores"))]


def external_items(course: Course) -> QuerySet[Item]:
    """Of the course, those that count."""
    return course.items.filter(kind=NAME, retired=False).select_related("course", "chapter")
