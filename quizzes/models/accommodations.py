"""More time or attempts for one person."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from quizzes.delivery.clock import Allowance


class Accommodation(models.Model):
    """More time or attempts for one person, at one quiz or at all quizzes of the course.

    What is granted for one quiz counts instead of what is granted for all.
    """

    course = models.ForeignKey(
        "items.Course", on_delete=models.CASCADE, related_name="accommodations"
    )
    item = models.ForeignKey(
        "items.Item",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="accommodations",
        help_text="Empty: all quizzes of the course.",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="accommodations"
    )
    multiplier = models.FloatField(default=1.0, help_text="Of the time limit; 1.25 is a quarter.")
    extra_minutes = models.FloatField(default=0, help_text="On top of the time limit.")
    shift_minutes = models.FloatField(default=0, help_text="Due date and closing come later by.")
    extra_attempts = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(item__isnull=False),
                name="one_accommodation_a_quiz",
            ),
            models.UniqueConstraint(
                fields=["course", "user"],
                condition=Q(item__isnull=True),
                name="one_accommodation_a_course",
            ),
            models.CheckConstraint(
                condition=Q(multiplier__gte=1, extra_minutes__gte=0, shift_minutes__gte=0),
                name="accommodations_take_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.item or 'all quizzes'}"

    @property
    def allowance(self) -> Allowance:
        extra, shift = timedelta(minutes=self.extra_minutes), timedelta(minutes=self.shift_minutes)
        return Allowance(self.multiplier, extra, shift, self.extra_attempts)
