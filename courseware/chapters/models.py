"""Chapters as loaded, and who has read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse


class Chapter(models.Model):
    """One chapter: its Markdown as the author wrote it, and the page made from it at loading."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="chapters")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    html = models.TextField(help_text="Rendered at loading, with marks where items stand.")
    outline = models.JSONField(default=list, help_text="Headings: level, anchor, title.")
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="one_chapter_a_slug")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("chapter", args=[self.course.slug, self.slug])


class Reading(models.Model):
    """Somebody has read a chapter to its end."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chapter", "user"], name="one_reading_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} has read {self.chapter}"
