"""Personal tokens, with which programs use the API for a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token permits, never more than the person may do."""

    READ = "read", _("Read courses, my work and my grades")
    SUBMIT = "submit", _("Submit code and answer quizzes for me")
    TEACH = "teach", _("Do everything that my staff role permits")


class Token(models.Model):
    """A secret is shown once, when it is made; what is stored is its SHA-256 hash."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=60)
    start = models.CharField(max_length=12, help_text="Of the secret, to tell tokens apart.")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
