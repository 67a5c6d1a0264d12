"""What people answered.

An attempt belongs to the revision that it was started on, for good: a changed file makes a new
revision and leaves attempts alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from quizzes.delivery.certainty import MIN_SHARE
from quizzes.models.revisions import QuizRevision, Variant

MAX_SEED = 2**31 - 1


class Attempt(models.Model):
    """One person's pass through a quiz. Open until ``submitted_at`` is set."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="attempts")
    revision = models.ForeignKey(QuizRevision, on_delete=models.PROTECT, related_name="attempts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_attempts"
    )
    number = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(help_text="Decides variants and the order of options.")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a submitted one: its last answer, which may be late."
    )
    late_by = models.DurationField(
        default=timedelta, help_text="Of the last answer, by the dates of today."
    )
    late_as_received = models.DurationField(
        default=timedelta, help_text="The same by the dates of that moment."
    )
    earned = models.FloatField(null=True, blank=True, help_text="Points of the quiz's own count.")
    possible = models.FloatField()
    waiting = models.PositiveIntegerField(default=0, help_text="Answers that wait to be graded.")
    reached = models.PositiveIntegerField(
        default=1, help_text="Of a quiz that goes one way: the position that may be answered."
    )

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["item"], condition=Q(waiting__gt=0), name="attempts_to_grade")
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "user", "number"], name="one_attempt_a_number"),
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(submitted_at__isnull=True),
                name="one_open_attempt",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Attempt %(number)d by %(person)s at %(item)s") % {
            "number": self.number,
            "person": self.user,
            "item": self.item,
        }

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt", args=[self.item.course.slug, self.item.slug, self.pk])

    def question_url(self, number: int) -> str:
        """The page that shows a question, at its place."""
        return f"{self.get_absolute_url()}?question={number}#question-{number}"

    @property
    def received_at(self) -> datetime | None:
        """From when lateness counts: the last answer, else the submission."""
        return self.answered_at or self.submitted_at

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def fraction(self) -> float | None:
        """The score, once every answer is graded; certainty can bring less than nothing."""
        if self.earned is None or self.waiting or not self.possible:
            return None
        return min(1.0, max(0.0, self.earned / self.possible))


class Response(models.Model):
    """The answer to one question of an attempt, as last saved; scored when handed in.

    ``version`` counts the saves. ``writer`` names the open page that saved last and ``stamp`` is
    the time of that page's change, so that an older page cannot replace a newer answer unseen.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT)
    question = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    answer = models.JSONField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    writer = models.CharField(max_length=40, blank=True)
    stamp = models.BigIntegerField(default=0)
    certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    tries = models.JSONField(default=list, blank=True, help_text="Answers that were checked.")
    fraction = models.FloatField(null=True, blank=True)
    result = models.JSONField(
        null=True, blank=True, help_text="What a worker or a person found, where one graded."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="one_response_a_question"),
            models.CheckConstraint(
                condition=Q(fraction__isnull=True) | Q(fraction__gte=MIN_SHARE, fraction__lte=1),
                name="response_fraction_within_its_marks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} in {self.attempt}"


class Event(models.Model):
    """What happened to an attempt, in order; from these it can be replayed."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    name = models.CharField(max_length=30)  # grading/replay.py says which there are
    question = models.CharField(max_length=80, blank=True)
    data = models.JSONField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.name} {self.question}".rstrip()
