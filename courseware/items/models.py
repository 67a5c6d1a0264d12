"""Courses and the things in them that can be done for points."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from courseware.items import registry


class Course(models.Model):
    """A course as loaded from its folder."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    source = models.TextField(help_text="The folder that the course was loaded from.")
    files_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="Of all files that it was loaded from; empty while a load is under way.",
    )
    loaded_at = models.DateTimeField(auto_now=True)
    open_enrollment = models.BooleanField(
        default=False, help_text="Everybody with an account can enroll, and visitors see it."
    )
    public_text = models.TextField(
        blank=True, default="", help_text="What the front page says of it, in Markdown."
    )
    late_policy = models.JSONField(
        null=True, blank=True, help_text="Of items without their own; as `late` in course.yaml."
    )
    late_days = models.PositiveIntegerField(
        default=0, help_text="Of each student: days of lateness that cost nothing."
    )

    language = models.CharField(
        max_length=20, default="en", help_text="Of what its authors wrote, as in `lang` of HTML."
    )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("course", args=[self.slug])


class Item(models.Model):
    """A quiz, a lab or another kind of work at its place in a course.

    ``kind`` names a registered item kind. An item that the course's files no longer name is
    retired: hidden from students, its work and scores kept.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="items")
    chapter = models.ForeignKey(
        "chapters.Chapter", null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    kind = models.CharField(max_length=30)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    points = models.DecimalField(max_digits=7, decimal_places=2, default=10)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    late_policy = models.JSONField(
        null=True, blank=True, help_text="As `late` in course.yaml; empty: that of the course."
    )
    retired = models.BooleanField(default=False)
    counting = models.CharField(
        max_length=10,
        blank=True,
        default="",
        help_text="Which work counts, by the grading rules; empty: the item's own rule.",
    )
    scores_held = models.BooleanField(
        default=False, help_text="Students see that their work is graded, and no score."
    )
    public_trial = models.BooleanField(
        default=False, help_text="Visitors may try it without an account."
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "kind", "slug"], name="one_item_a_slug")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return registry.get(self.kind).url(self)
