"""Notices to a person: that something happened, and where to see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What happened, with the sentence that says so. None of them tells a score."""

    ANSWERED = "answered", _("The staff answered your question.")
    ASKED = "asked", _("A student wrote to the staff.")
    GRADED = "graded", _("The staff graded your answers.")
    OVERRIDE = "override", _("The staff changed your score.")
    RELEASED = "released", _("Your score has been released.")
    EXTENSION = "extension", _("You were granted an extension.")
    ANNOUNCEMENT = "announcement", _("The staff posted an announcement.")
    ACCOMMODATION = "accommodation", _("More time or more attempts were granted to you.")
    REGRADE = "regrade", _("Your work was regraded, and your score has changed.")


class Notice(models.Model):
    """One notice to one person.

    ``key`` names what it is about, so that telling of it again makes no second one. ``params`` are
    what its sentence is made of when it is shown, never anybody's name.

    ``about`` is the person whose doing it tells, where what they did goes with their account.

    ``mail_begun_at`` is stored before a message with the notice is sent, ``mailed_at`` after the
    mail server has taken it. With the first alone nobody knows, and it is not sent again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    course = models.ForeignKey("items.Course", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=150)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    mail_begun_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_notice_a_key")]
        indexes = [
            models.Index(
                fields=["user"], condition=models.Q(seen_at__isnull=True), name="unread_notices"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}, {self.title}"

    def get_absolute_url(self) -> str:
        return self.link

    @property
    def title(self) -> str:
        """What it is about: an item, or the course."""
        return str(self.params.get("item") or self.course.title)

    @property
    def sentence(self) -> str:
        """What happened, and the reason where somebody gave one."""
        reason = self.params.get("reason")
        return f"{self.get_kind_display()} {reason}" if reason else self.get_kind_display()
