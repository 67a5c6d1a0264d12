"""Quizzes as loaded, and what people answered.

An attempt belongs to the revision that it was begun on, for good: a changed file makes a new
revision and leaves attempts alone.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from quizzes.delivery.certainty import MIN_SHARE
from quizzes.delivery.clock import Allowance
from quizzes.delivery.settings import Delivery
from quizzes.questions.encoding import decode


class QuizRevision(models.Model):
    """One state of a quiz file."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="quiz_revisions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    content = models.JSONField(
        help_text="Settings of the quiz and, by question, id, type, points and count of variants."
    )
    ready = models.BooleanField(default=True, help_text="Whether all of its variants are stored.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_quiz_revision_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, revision {self.number}"

    @cached_property
    def delivery(self) -> Delivery:
        return decode(Delivery, self.content["delivery"])

    @property
    def question_ids(self) -> list[str]:
        return [slot["id"] for slot in self.content["slots"]]

    @property
    def question_count(self) -> int:
        """Of one attempt."""
        return self.delivery.count(self.question_ids)


class Variant(models.Model):
    """A question as it can be dealt, certified at loading; nothing is computed afterwards."""

    revision = models.ForeignKey(QuizRevision, on_delete=models.CASCADE, related_name="variants")
    question = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "question", "number"], name="one_variant_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}, variant {self.number}"


class Attempt(models.Model):
    """One person's go at a quiz. Open until ``submitted_at`` is set."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="attempts")
    revision = models.ForeignKey(QuizRevision, on_delete=models.PROTECT, related_name="attempts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_attempts"
    )
    number = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(help_text="Decides variants and the order of options.")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    late_by = models.DurationField(
        default=timedelta, help_text="Of the last answer, after what was due then."
    )
    earned = models.FloatField(null=True, blank=True, help_text="Points of the quiz's own count.")
    possible = models.FloatField()
    waiting = models.PositiveIntegerField(default=0, help_text="Answers that wait to be graded.")
    reached = models.PositiveIntegerField(
        default=1, help_text="Of a quiz that goes one way: the position that may be answered."
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "user", "number"], name="one_attempt_a_number"),
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(submitted_at__isnull=True),
                name="one_open_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} of {self.user} at {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt", args=[self.item.course.slug, self.item.slug, self.pk])

    def address_of(self, number: int) -> str:
        """Of a question: the page that shows it, at its place."""
        return f"{self.get_absolute_url()}?question={number}#question-{number}"

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


class Paragraph(models.Model):
    """What a paragraph was like when a question about it was written; ``mark`` is its hash."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)
    anchor = models.CharField(max_length=200)
    mark = models.CharField(max_length=16)
    written = models.CharField(max_length=64, help_text="A hash of the question itself.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "question", "anchor"], name="one_paragraph_an_anchor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} on {self.anchor}"


class Accommodation(models.Model):
    """More time or attempts for one person, at one quiz or at all quizzes of the course.

    What is granted for one quiz counts instead of what is granted for all.
    """

    course = models.ForeignKey(
        "items.Course", on_delete=models.CASCADE, related_name="accommodations"
    )
    item = models.ForeignKey(
        "items.Item",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="accommodations",
        help_text="Empty: all quizzes of the course.",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="accommodations"
    )
    multiplier = models.FloatField(default=1.0, help_text="Of the time limit; 1.25 is a quarter.")
    extra_minutes = models.FloatField(default=0, help_text="On top of the time limit.")
    shift_minutes = models.FloatField(default=0, help_text="Due date and closing come later by.")
    extra_attempts = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(item__isnull=False),
                name="one_accommodation_a_quiz",
            ),
            models.UniqueConstraint(
                fields=["course", "user"],
                condition=Q(item__isnull=True),
                name="one_accommodation_a_course",
            ),
            models.CheckConstraint(
                condition=Q(multiplier__gte=1, extra_minutes__gte=0, shift_minutes__gte=0),
                name="accommodations_take_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.item or 'all quizzes'}"

    @property
    def allowance(self) -> Allowance:
        extra, shift = timedelta(minutes=self.extra_minutes), timedelta(minutes=self.shift_minutes)
        return Allowance(self.multiplier, extra, shift, self.extra_attempts)


class Regrade(models.Model):
    """Grading a quiz again by one revision, or a dry run of it; workers walk through the attempts.

    The cursor is the attempt that was written last, in the order of handing in.
    """

    class State(models.TextChoices):
        RUNNING = "running", "under way"
        DONE = "done", "done"
        SUPERSEDED = "superseded", "ended by a newer one"

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
    seen = models.PositiveIntegerField(default=0, help_text="Attempts so far.")
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
    """An attempt that a regrade has changed, or could not grade: then ``trouble`` says why."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="changes")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    before = models.FloatField(null=True, help_text="Points.")
    after = models.FloatField(null=True)
    moved = models.JSONField(default=list, help_text="Questions with points before and after.")
    by_hand = models.BooleanField(default=False, help_text="A score set by hand goes on to count.")
    trouble = models.CharField(max_length=500, blank=True)

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


class AnalysisReport(models.Model):
    """The item analysis of a large class as a worker has made it; ``mark`` tells of what state."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    first_only = models.BooleanField()
    mark = models.CharField(max_length=300)
    html = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "first_only"], name="one_analysis_a_quiz")
        ]

    def __str__(self) -> str:
        return f"Analysis of {self.item}, {self.made_at:%Y-%m-%d %H:%M}"
