"""What the staff says to everybody in a course."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

MAX_TEXT = 1000


class Announcement(models.Model):
    """A short text, for everybody in the course or for ``people`` where ``audience`` says who.

    Its author is empty when the account was deleted by an administrator.
    """

    course = models.ForeignKey(
        "items.Course", on_delete=models.CASCADE, related_name="announcements"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(max_length=MAX_TEXT)
    at = models.DateTimeField(default=timezone.now)
    audience = models.CharField(
        max_length=300, blank=True, help_text="In words; empty for everybody in the course."
    )
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.course}, {self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return f"{reverse('announcements', args=[self.course.slug])}#announcement-{self.pk}"
