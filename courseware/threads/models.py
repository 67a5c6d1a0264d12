"""Threads between one student and the staff of a course."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MAX_TEXT = 4000


class State(models.TextChoices):
    """Whose turn it is."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Request(models.TextChoices):
    """What became of a request to grade something again; empty where nobody made one."""

    OPEN = "open", _("Regrade requested")
    ACCEPTED = "accepted", _("Regrade request accepted")
    DECLINED = "declined", _("Regrade request declined")


class Thread(models.Model):
    """What one person asks about one place of an item; one thread a place.

    ``place`` is a reference that the item's kind understands (`ItemKind.place`), or `SCORE`.
    ``request`` is set where the person asked to grade it again, and stays when that is decided.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="threads")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="threads"
    )
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    request = models.CharField(
        max_length=10, choices=Request.choices, blank=True, default="", db_index=True
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "asker", "place"], name="one_thread_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.asker} about {self.item} ({self.place})"

    def get_absolute_url(self) -> str:
        return reverse("thread", args=[self.item.course.slug, self.pk])


class ThreadMessage(models.Model):
    """One message. Its author is empty when the account was deleted by an administrator."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(max_length=MAX_TEXT)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.author}, {self.at:%Y-%m-%d %H:%M}"


class RequestPeriod(models.Model):
    """Until when students may ask to grade an item again. Without one they always may."""

    item = models.OneToOneField(
        "items.Item", on_delete=models.CASCADE, related_name="request_period"
    )
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item}: {self.until:%Y-%m-%d %H:%M}"
