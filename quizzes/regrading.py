"""Quizzes as works that can be graded again: see `courseware.items.regrading.Regrading`."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Item
from courseware.items.regrading import Choice, RegradeNeed, Selection
from quizzes import selectors
from quizzes.models import QuizRevision
from quizzes.services import regrade_needs
from quizzes.services.regrading import QuizRegrader


class QuizRegrading:
    parts_label = _("Question")
    parts_help = _("Answers to other questions keep their points.")
    measures = False

    def revisions(self, item: Item) -> list[Choice]:
        found = QuizRevision.objects.filter(item=item, ready=True).defer("content")
        return [
            Choice(
                str(revision.pk),
                gettext("Revision %(number)d (current)") % {"number": revision.number}
                if place == 0
                else gettext("Revision %(number)d") % {"number": revision.number},
            )
            for place, revision in enumerate(found)
        ]

    def parts(self, item: Item) -> list[Choice]:
        return [Choice(each, each) for each in selectors.current_revision(item).question_ids]

    def regrader(self, item: Item, selection: Selection) -> QuizRegrader:
        return QuizRegrader(item, selection)

    def title(self, name: str) -> str:
        return gettext("Attempt %(number)s") % {"number": name}

    def url(self, item: Item, work: int) -> str:
        return reverse("quizzes:attempt", args=[item.course.slug, item.slug, work])

    def needs(self, item: Item) -> list[RegradeNeed]:
        return regrade_needs.needs(item)
