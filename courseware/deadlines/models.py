"""Extensions: later dates, more time or more attempts, and who gave them when and why."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from courseware.deadlines.grants import Grant


class Extension(models.Model):
    """What one student or one section has more than the others, at one item or in the course.

    Extensions only give. Of several that reach a student the best counts (`grants.Allowance`).
    """

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="extensions")
    item = models.ForeignKey(
        "items.Item",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="extensions",
        help_text="Empty: all items of the course.",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="extensions",
    )
    section = models.ForeignKey(
        "people.Section",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="extensions",
    )
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    shift_minutes = models.FloatField(default=0, help_text="Due date and closing come later by.")
    time_factor = models.FloatField(default=1.0, help_text="Of a time limit; 1.25 is a quarter.")
    extra_minutes = models.FloatField(default=0, help_text="On top of a time limit.")
    extra_attempts = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, section__isnull=False)
                | Q(user__isnull=False, section__isnull=True),
                name="extension_for_student_or_section",
            ),
            models.CheckConstraint(
                condition=Q(time_factor__gte=1, extra_minutes__gte=0, shift_minutes__gte=0),
                name="extensions_take_nothing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["course" if everywhere else "item", whom],
                    condition=Q(item__isnull=everywhere, **{f"{whom}__isnull": False}),
                    name=f"one_extension_{'everywhere' if everywhere else 'an_item'}_a_{whom}",
                )
                for whom in ("user", "section")
                for everywhere in (False, True)
            ),
        ]

    def __str__(self) -> str:
        item = self.item or gettext("all items")
        return gettext("%(item)s for %(whom)s") % {"item": item, "whom": self.user or self.section}

    @property
    def grant(self) -> Grant:
        return Grant(
            self.due_at,
            self.closes_at,
            timedelta(minutes=self.shift_minutes),
            self.time_factor,
            timedelta(minutes=self.extra_minutes),
            self.extra_attempts,
        )


class ExtensionChange(models.Model):
    """An extension that was granted, changed or withdrawn; ``granted`` is empty when withdrawn."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("items.Item", null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    section = models.ForeignKey(
        "people.Section", null=True, on_delete=models.CASCADE, related_name="+"
    )
    granted = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.user or self.section}, {self.item or self.course}: {self.granted}"

    @property
    def grant(self) -> Grant:
        return Grant.from_data(self.granted)
