"""Comparisons of a lab's submissions, the pairs that were found, and what people think of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Choice(models.TextChoices):
    """Which submissions of a student are compared."""

    COUNTING = "counting", _("the one that counts, or else the last one")
    LAST = "last", _("the last one")
    ALL = "all", _("all submissions for grading (takes longer)")


class Comparison(models.Model):
    """One comparison: how it was asked for, how far it is, and what it says of all pairs.

    ``summary`` holds the figures of `grader.similarity.Result` without pairs; ``options`` what was
    chosen and the settings of the grader. Both are shown with the result.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="comparisons")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    choice = models.CharField(max_length=10, choices=Choice.choices, default=Choice.COUNTING)
    earlier = models.ManyToManyField("items.Item", blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    options = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_open_comparison_a_lab",
            )
        ]

    def __str__(self) -> str:
        return f"Comparison of {self.item}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class SimilarPair(models.Model):
    """Two submissions of a comparison; see `grader.similarity.Pair`. ``group`` is 0 for none."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="pairs")
    left = models.ForeignKey("labs.Submission", on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey("labs.Submission", on_delete=models.CASCADE, related_name="+")
    similarity = models.FloatField()
    percentile = models.FloatField()
    z = models.FloatField()
    shared = models.PositiveIntegerField()
    rare = models.PositiveIntegerField()
    stands_out = models.BooleanField()
    by_words = models.BooleanField(default=False)
    group = models.PositiveIntegerField(default=0)
    matches: Any = models.JSONField(default=list)

    class Meta:
        ordering = ["-z", "id"]

    def __str__(self) -> str:
        return f"{self.left_id} and {self.right_id}"


class PairReview(models.Model):
    """What somebody thinks of two people's work on a lab. Rows are added, the last one counts.

    It belongs to the people and not to a comparison, so that it is there after the next one.
    ``first`` is the person with the lower id.
    """

    class Verdict(models.TextChoices):
        LOOKED_AT = "looked", _("Reviewed")
        NO_CONCERN = "fine", _("No concern")
        FOLLOW_UP = "follow", _("Needs follow-up")

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["item", "first", "second"], name="reviews_of_a_pair")]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.verdict}"
