"""Quizzes as loaded, and what a chapter was like when a question about it was written."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property

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


class Paragraph(models.Model):
    """What a paragraph was like when a question about it was written; kept as hashes."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)
    anchor = models.CharField(max_length=200)
    text_hash = models.CharField(max_length=16)
    question_hash = models.CharField(max_length=64, help_text="A hash of the question itself.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "question", "anchor"], name="one_paragraph_an_anchor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} on {self.anchor}"
