"""What was given back for an outage, to whom, and who decided so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutageDecision(models.Model):
    """An instructor's decision on an outage in one course."""

    class State(models.TextChoices):
        CREDITING = "crediting", _("Extensions are being granted")
        CREDITED = "credited", _("Extensions were granted")
        DISMISSED = "dismissed", _("Dismissed")

    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M} to {self.end:%H:%M}"


class OutageCredit(models.Model):
    """What one person gets back at one item; ``granted`` once it has become an extension."""

    decision = models.ForeignKey(OutageDecision, on_delete=models.CASCADE, related_name="credits")
    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outage_credits"
    )
    minutes = models.FloatField(help_text="Of a time limit; 0 where there is none.")
    limit_minutes = models.FloatField(default=0, help_text="The time that everybody has.")
    dates_minutes = models.FloatField(help_text="That dates come later by; 0 where none does.")
    attempts = models.PositiveSmallIntegerField(default=0)
    granted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "item", "user"], name="one_credit_a_person_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.item_id}: {self.minutes:g} min"
