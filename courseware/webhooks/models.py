"""Addresses that are notified of changed scores."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Webhook(models.Model):
    """An address of another system.

    ``cursor`` is the last change of a score that it has taken; what comes after it is sent until it
    is taken, in order. ``failures`` counts refusals since then.
    """

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=100)
    active = models.BooleanField(default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    cursor = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="Of the last message taken.")
    error = models.CharField(max_length=300, blank=True, help_text="Of the last refusal.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.url} ({self.course})"
