"""What pages show of the grade for style, which a person gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.urls import reverse

from courseware.database.row_errors import read_or_default
from courseware.items.models import Item
from courseware.manual_grading.shown import ShownGrade, shown_grade
from labs.models import StyleGrade, Submission


@dataclass(frozen=True)
class StyleSummary:
    """That the style of a lab is graded: the grade, and the page with the comments."""

    grade: ShownGrade
    url: str
    share: float


def shown_style(submission: Submission) -> ShownGrade | None:
    """The grade that was given for this submission; one query."""
    found = StyleGrade.objects.filter(submission=submission).select_related("item").first()
    return _shown(found) if found else None


def style_summary(item: Item, found: StyleGrade) -> StyleSummary | None:
    """A person's grade for the lab; no query."""
    found.item = item
    grade = _shown(found)
    if grade is None:
        return None
    url = reverse("labs:submission", args=[item.course.slug, item.slug, found.submission_id])
    return StyleSummary(grade, f"{url}#code-title", found.share)


def _shown(found: StyleGrade) -> ShownGrade | None:
    worth = float(found.item.points) * found.share / 100
    return read_or_default(
        partial(shown_grade, found.grade, worth or None), None, row=found, what="shown"
    )
