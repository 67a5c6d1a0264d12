"""Item analysis that a worker has made."""

from __future__ import annotations

from django.db import models


class AnalysisReport(models.Model):
    """The item analysis of a large class, as a worker has made it.

    ``scope`` says whose attempts it is about (`courseware.analysis.scope`), and behind an @ the
    language of the page, if it is not the site's own; ``fingerprint`` is of the attempts and the
    revision that it was made from.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    first_only = models.BooleanField()
    scope = models.CharField(max_length=300, blank=True, default="")
    fingerprint = models.CharField(max_length=300)
    html = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "first_only", "scope"], name="one_analysis_a_quiz"
            )
        ]

    def __str__(self) -> str:
        return f"Analysis of {self.item}, {self.made_at:%Y-%m-%d %H:%M}"
