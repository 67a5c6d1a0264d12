"""Figures of a large class, as a worker has computed them."""

from __future__ import annotations

from django.db import models


class ClassSummary(models.Model):
    """How scores are spread and who falls behind: `courseware.teaching.summary`.

    ``scope`` says whose figures they are (`courseware.analysis.scope`).
    """

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=300, blank=True)
    data = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "scope"], name="one_summary_a_scope")
        ]

    def __str__(self) -> str:
        return f"Summary of {self.course}, {self.made_at:%Y-%m-%d %H:%M}"
