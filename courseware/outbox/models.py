"""Tasks for the queue, stored in the database before they are sent."""

from __future__ import annotations

from django.db import models


class Lane(models.TextChoices):
    """What a task is for; lanes share the workers' time (`courseware.outbox.picking`)."""

    VISIBLE = "visible", "Visible runs"
    GRADED = "graded", "Graded work"
    BACKGROUND = "background", "Regrades and analysis"
    AUTOMATIC = "automatic", "Runs that start by themselves"


class Message(models.Model):
    """A task to send, written in the transaction that makes it necessary.

    It stays until the work is done (``done_at``): a message that was sent but whose task was
    lost with its worker or broker is sent again. Tasks are idempotent. ``owner`` is the id of the
    person whose work it is; people take turns.
    """

    task = models.CharField(max_length=100)
    args = models.JSONField(default=list)
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.GRADED)
    owner = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    sends = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "args"],
                condition=models.Q(done_at__isnull=True),
                name="one_open_message_a_task",
            )
        ]
        indexes = [
            models.Index(
                fields=["sent_at"], condition=models.Q(done_at__isnull=True), name="open_messages"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task}{tuple(self.args)}"
