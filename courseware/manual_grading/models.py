"""Rubrics, what graders gave by them, and who is grading what right now."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MAX_COMMENT = 5000
MAX_LINE = 500  # characters of a line of a rubric, and of a reason


class Rubric(models.Model):
    """How one part of an item is graded manually. ``part`` is a name that the item's kind knows.

    A grade counts down from ``out_of`` or up from 0. ``share`` is how many of 100 points of the
    item the part is worth where the kind adds it to what it grades itself. ``version`` counts the
    changes: who saves names the one they have seen.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="rubrics")
    part = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    out_of = models.FloatField()
    counts_down = models.BooleanField(default=False)
    share = models.FloatField(default=0.0)
    anonymous = models.BooleanField(default=True)
    held = models.BooleanField(
        default=False, help_text="Students see nothing of the grades until they are released."
    )
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "part"], name="one_rubric_a_part"),
            models.CheckConstraint(condition=Q(out_of__gt=0), name="rubric_out_of_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("grading-queue", args=[self.item.course.slug, self.pk])


class RubricItem(models.Model):
    """A line of a rubric. A retired one counts no more and stays in the history."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=MAX_LINE)
    points = models.FloatField(help_text="Added to the grade; less than 0 is taken from it.")
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class SavedComment(models.Model):
    """A comment that graders of a part use again."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="saved_comments")
    text = models.TextField(max_length=MAX_COMMENT)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]


class Mark(models.Model):
    """What was given for one work. ``work`` is an id that the item's kind knows.

    ``version`` counts the times that it was saved: who saves names the one they have seen. The
    rubric was changed since ``points`` were computed where it is ``stale``. The kind has been
    ``told`` of the current grade, unless grades are hidden.
    """

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="marks")
    work = models.BigIntegerField()
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks"
    )
    selected = models.ManyToManyField(RubricItem, blank=True, related_name="marks")
    adjustment = models.FloatField(default=0.0)
    adjustment_reason = models.CharField(max_length=MAX_LINE, blank=True)
    comment = models.TextField(max_length=MAX_COMMENT, blank=True)
    points = models.FloatField()
    version = models.PositiveIntegerField(default=1)
    stale = models.BooleanField(default=False)
    told = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rubric", "work"], name="one_mark_a_work"),
        ]
        indexes = [
            models.Index(
                fields=["rubric"], condition=Q(stale=True) | Q(told=False), name="marks_to_follow"
            )
        ]

    def __str__(self) -> str:
        return f"{self.points:g} of {self.rubric.out_of:g}"


class MarkRemark(models.Model):
    """A comment at a line of the work, or at words of it."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="remarks")
    line = models.PositiveIntegerField(null=True, blank=True)
    quote = models.CharField(max_length=MAX_LINE, blank=True)
    text = models.TextField(max_length=MAX_COMMENT)

    class Meta:
        ordering = ["line", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class MarkChange(models.Model):
    """An entry of a mark's history: what it came to, by whose doing and why."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="changes")
    before = models.FloatField(null=True)
    after = models.FloatField()
    reason = models.CharField(max_length=MAX_LINE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reason}"


class Claim(models.Model):
    """Who has a work open for grading, and until when that is believed without a sign of life."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="claims")
    work = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("claim")
        constraints = [
            models.UniqueConstraint(fields=["rubric", "work"], name="one_claim_a_work"),
        ]

    def __str__(self) -> str:
        return f"{self.by} until {self.until:%H:%M}"
