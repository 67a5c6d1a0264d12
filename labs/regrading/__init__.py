"""Labs as works that can be graded again: see `courseware.items.regrading.Regrading`."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Item
from courseware.items.regrading import Choice, RegradeNeed, Selection
from labs.models import CaseRecord, LabRevision, Purpose, State, Submission
from labs.regrading import needs
from labs.regrading.regrader import LabRegrader


class LabRegrading:
    parts_label = _("Case")
    parts_help = _("Only submissions that failed it are graded again, with all cases.")
    measures = True

    def revisions(self, item: Item) -> list[Choice]:
        found = LabRevision.objects.filter(item=item).only("pk", "current", "created_at")
        ordered = sorted(found, key=lambda each: (not each.current, -each.pk))
        return [Choice(str(revision.pk), _words(revision)) for revision in ordered]

    def parts(self, item: Item) -> list[Choice]:
        """Of the newest submission that has cases: reading the lab would run its author's code."""
        graded = Submission.objects.filter(
            item=item, purpose=Purpose.GRADED, state=State.DONE, cases__isnull=False
        )
        newest = graded.order_by("-pk").values_list("pk", flat=True).first()
        records = CaseRecord.objects.filter(submission=newest) if newest else []
        names = [str(record.result.get("name", "")) for record in records]
        return [Choice(name, name) for name in names if name]

    def regrader(self, item: Item, selection: Selection) -> LabRegrader:
        return LabRegrader(item, selection)

    def title(self, name: str) -> str:
        return gettext("Submission %(number)s") % {"number": name}

    def url(self, item: Item, work: int) -> str:
        return reverse("labs:submission", args=[item.course.slug, item.slug, work])

    def needs(self, item: Item) -> list[RegradeNeed]:
        return needs.needs(item)


def _words(revision: LabRevision) -> str:
    text = gettext("Loaded %(date)s (current)") if revision.current else gettext("Loaded %(date)s")
    return text % {"date": f"{revision.created_at:%Y-%m-%d %H:%M} UTC"}
