"""Grading past attempts again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempts import Attempt
from quizzes.models.revisions import QuizRevision


class Regrade(models.Model):
    """Grading a quiz again by one revision, or a dry run of it; workers go through the attempts.

    The cursor is the attempt that was written last, in the order of submission.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("in progress")
        DONE = "done", _("done")
        SUPERSEDED = "superseded", _("replaced by a newer one")

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="regrades")
    revision = models.ForeignKey(QuizRevision, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    dry_run = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DONE)
    total = models.PositiveIntegerField(default=0, help_text="Attempts when it was started.")
    processed = models.PositiveIntegerField(default=0, help_text="Attempts so far.")
    kept = models.JSONField(
        default=list,
        help_text="Answers that keep their points: [question, reason, how many].",
    )
    cursor_at = models.DateTimeField(null=True, blank=True)
    cursor_id = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "dry_run"],
                condition=Q(state="running"),
                name="one_running_regrade",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} by revision {self.revision.number}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    def end(self, state: str) -> None:
        self.state, self.finished_at = state, timezone.now()
        self.save(update_fields=["state", "finished_at"])


class RegradedAttempt(models.Model):
    """An attempt that a regrade has changed, or could not grade: then ``error`` says why."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="changes")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    before = models.FloatField(null=True, help_text="Points.")
    after = models.FloatField(null=True)
    changed_questions = models.JSONField(
        default=list, help_text="Questions with points before and after."
    )
    by_hand = models.BooleanField(default=False, help_text="A score set by hand goes on to count.")
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="one_change_an_attempt_of_a_regrade"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} of regrade {self.regrade_id}"

    @property
    def gain(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)
