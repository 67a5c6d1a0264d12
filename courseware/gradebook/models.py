"""Scores: one current score a person and item, and every change that led to it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Score(models.Model):
    """What a person has on an item, as a fraction of its points.

    ``override`` is set by hand and counts instead of ``fraction`` until it is taken back.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="scores")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scores"
    )
    fraction = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    override = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    override_reason = models.CharField(max_length=300, blank=True)
    late_by = models.DurationField(
        default=timedelta, help_text="How long after its due time the work that counts came."
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="one_score_a_person"),
            models.CheckConstraint(
                condition=models.Q(fraction__isnull=True)
                | models.Q(fraction__gte=0, fraction__lte=1),
                name="fraction_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.item}: {self.effective}"

    @property
    def effective(self) -> float | None:
        return self.fraction if self.override is None else self.override


class ScoreChange(models.Model):
    """An entry of the audit trail: which work or person changed a score, and to what."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="changes")
    fraction = models.FloatField(null=True)
    override = models.FloatField(null=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reason}"
