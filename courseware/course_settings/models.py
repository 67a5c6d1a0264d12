"""What staff has set on the site in place of the course's files, and every change of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class SiteSetting(models.Model):
    """A field of a course or an item that was set on the site; loading the files leaves it alone.

    ``file_value`` is what the files said when they were last loaded, as plain data.
    """

    course = models.ForeignKey(
        "items.Course", on_delete=models.CASCADE, related_name="site_settings"
    )
    item = models.ForeignKey(
        "items.Item", null=True, on_delete=models.CASCADE, related_name="site_settings"
    )
    field = models.CharField(max_length=30)
    file_value = models.JSONField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "field"],
                condition=Q(item__isnull=False),
                name="one_site_setting_an_item_field",
            ),
            models.UniqueConstraint(
                fields=["course", "field"],
                condition=Q(item__isnull=True),
                name="one_site_setting_a_course_field",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item or self.course}: {self.field}"


class SettingChange(models.Model):
    """One change of a field on the site, as plain data; ``from_file`` took the file's value."""

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("items.Item", null=True, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=30)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    from_file = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.item or self.course}: {self.field} {self.before} → {self.after}"
