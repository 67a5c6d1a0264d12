"""What a demo class has changed, so that it can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class DemoClass(models.Model):
    """The demo class of a course: its people, and what was stored before it was made.

    ``dates`` has for each item the dates before and those that the demo gave it, as ISO texts.
    """

    course = models.OneToOneField("items.Course", on_delete=models.CASCADE, related_name="+")
    seed = models.IntegerField()
    dates = models.JSONField(default=dict)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Demo class of {self.course}"
