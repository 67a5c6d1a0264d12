"""Tasks for the queue, stored in the database before they are sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courseware.outbox.formats import FORMAT


class Lane(models.TextChoices):
    """What a task is for; of lanes with equal shares the first goes first."""

    VISIBLE = "visible", _("Trial runs")
    GRADED = "graded", _("Graded work")
    LIMITED = "limited", _("Runs after one that hit a limit")
    BACKGROUND = "background", _("Analysis and deletions")
    AUTOMATIC = "automatic", _("Automatic runs")
    REGRADE = "regrade", _("Regrades")
    PUBLIC = "public", _("Trials of visitors")


VISITORS = 0
"""The owner of what visitors try: the id of nobody."""


class Message(models.Model):
    """A task to send, written in the transaction that makes it necessary.

    The message stays until the work is done (``done_at``). It waits while ``sent_at`` is empty, at
    least until ``due_at``. Then it is in flight: in the broker's queue until a worker starts it
    (``started_at``), and running in the process ``holder`` (`outbox.processes`) until
    ``lease_until`` at the latest. A message that was lost with its worker or broker waits again, so
    tasks are idempotent. ``owner`` is the id of the person whose work it is; people take turns.
    ``format`` is that of `outbox.formats`. ``traceparent`` is the span that stored it, where
    requests are traced (W3C Trace Context). What earlier releases do not know has a default in the
    database, so that their programs can store messages beside ours.
    """

    task = models.CharField(max_length=100)
    args = models.JSONField(default=list)
    lane = models.CharField(
        max_length=10, choices=Lane.choices, default=Lane.GRADED, db_default=Lane.GRADED
    )
    owner = models.BigIntegerField(null=True)
    format = models.PositiveSmallIntegerField(default=FORMAT, db_default=FORMAT)
    traceparent = models.CharField(max_length=55, blank=True, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=200, blank=True, default="", db_default="")
    sends = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "args"],
                condition=Q(done_at__isnull=True),
                name="one_open_message_a_task",
            )
        ]
        indexes = [
            models.Index(
                fields=["sent_at"], condition=Q(done_at__isnull=True), name="open_messages"
            ),
            models.Index(
                fields=["lane", "owner", "due_at"],
                condition=Q(done_at__isnull=True, sent_at__isnull=True),
                name="waiting_messages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}{tuple(self.args)}"


class Dispatcher(models.Model):
    """A single row that dispatchers lock, so that they take turns.

    ``served`` is how much each lane has had so far (`courseware.outbox.selection`).
    """

    served = models.JSONField(default=dict)
    swept_at = models.DateTimeField(null=True)
    unreachable_since = models.DateTimeField(null=True, help_text="The broker took nothing since.")

    def __str__(self) -> str:
        return "Dispatcher"
