"""Scores: one current score a person and item, and every change that led to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courseware.items.registry import made_on_site

BY_HAND = (
    *("override", "override_reason", "override_over"),
    *("excused", "excuse_reason", "note", "set_by_id"),
)
"""The fields of a score that people set. Undoing a change restores them."""


class Score(models.Model):
    """What a person has on an item, as a fraction of its points.

    ``override`` is set by hand and counts instead of ``fraction`` until it is removed;
    ``override_over`` is the fraction that it was set over. An item that a person is excused from
    counts neither for nor against them.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="scores")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scores"
    )
    fraction = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    override = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    override_reason = models.CharField(max_length=300, blank=True)
    override_over = models.FloatField(null=True, blank=True)
    excused = models.BooleanField(default=False)
    excuse_reason = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="For the staff alone.")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who set the override or the excuse.",
    )
    late_by = models.DurationField(
        default=timedelta, help_text="How long after its due time the work that counts came."
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="one_score_a_person"),
            models.CheckConstraint(
                condition=models.Q(fraction__isnull=True)
                | models.Q(fraction__gte=0, fraction__lte=1),
                name="fraction_between_0_and_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.item}: {self.effective}"

    @property
    def effective(self) -> float | None:
        """The fraction that counts; ``None`` where there is no score or it does not count."""
        if self.excused:
            return None
        return self.fraction if self.override is None else self.override

    @property
    def changed_below(self) -> bool:
        """Whether the computed score has changed since the override was set."""
        return self.override is not None and self.fraction != self.override_over

    @property
    def by_hand(self) -> dict[str, Any]:
        """What people have set, as plain data."""
        return {name: getattr(self, name) for name in BY_HAND}


CHANGED_BELOW = Q(override__isnull=False) & (
    Q(fraction__isnull=False, override_over__isnull=True)
    | Q(fraction__isnull=True, override_over__isnull=False)
    | (Q(fraction__isnull=False, override_over__isnull=False) & ~Q(fraction=F("override_over")))
)
"""`Score.changed_below` in SQL."""


class ChangeKind(models.TextChoices):
    """What changed a score, or the scores of an item."""

    GRADED = "graded", _("Graded")
    OVERRIDE = "override", _("Override")
    OVERRIDE_REMOVED = "override removed", _("Override removed")
    EXCUSED = "excused", _("Excused")
    EXCUSE_REMOVED = "excuse removed", _("Excuse removed")
    ADJUSTED = "adjusted", _("Adjusted")
    UNDONE = "undone", _("Undone")
    HELD = "held", _("Scores held back")
    RELEASED = "released", _("Scores released")
    RULES = "rules", _("Grading rules changed")


def words_of_change(kind: str, item_key: str, *, again: bool = False) -> str:
    """What is said of a change. Where the staff enters the scores, an override *is* the score.

    ``again``: there was a score before.
    """
    if made_on_site(item_key.partition("/")[2].partition("/")[0]):
        if kind == ChangeKind.OVERRIDE:
            return str(_("Score changed") if again else _("Score entered"))
        if kind == ChangeKind.OVERRIDE_REMOVED:
            return str(_("Score removed"))
    return str(ChangeKind(kind).label)


SET_BY_HAND = Q(batch__isnull=True) & ~Q(kind=ChangeKind.GRADED)
"""Of `ScoreChange`: people have set a score, and not many together."""


class ScoreBatch(models.Model):
    """One entry of the audit trail for many scores, or for all scores of an item or a course.

    ``item_key`` and ``by_number`` still name the item and the person when their rows are deleted.
    """

    course = models.ForeignKey(
        "items.Course", null=True, on_delete=models.SET_NULL, related_name="score_batches"
    )
    item = models.ForeignKey(
        "items.Item", null=True, on_delete=models.SET_NULL, related_name="score_batches"
    )
    item_key = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=ChangeKind.choices)
    reason = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict, help_text="What was asked for.")
    count = models.PositiveIntegerField(default=0, help_text="Scores that it changed.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_number = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="undone_by"
    )

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"

    @property
    def words(self) -> str:
        """What was done."""
        return words_of_change(self.kind, self.item_key)


class ScoreChange(models.Model):
    """An entry of the audit trail: which work or person changed a score, and from what to what.

    It stays when the score, the person or the item is deleted: ``item_key`` and ``user_number``
    still say what it is about, without anybody's name. ``before`` and ``after`` are what people
    have set (`BY_HAND`), and empty where a grading changed the score.
    """

    score = models.ForeignKey(Score, null=True, on_delete=models.SET_NULL, related_name="changes")
    item_key = models.CharField(max_length=300, blank=True)
    user_number = models.BigIntegerField(null=True, db_index=True)
    kind = models.CharField(max_length=20, choices=ChangeKind.choices, default=ChangeKind.GRADED)
    fraction_before = models.FloatField(null=True)
    fraction = models.FloatField(null=True)
    override = models.FloatField(null=True)
    excused = models.BooleanField(default=False)
    late_by = models.DurationField(default=timedelta)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True, help_text="For the staff alone.")
    work = models.CharField(
        max_length=100, blank=True, help_text="What was graded, such as submission/7."
    )
    batch = models.ForeignKey(
        ScoreBatch, null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    undoes = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="undone_by"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_number = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="set_by_hand_newest", condition=SET_BY_HAND)
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reason}"

    @property
    def words(self) -> str:
        """What was done."""
        again = self.effective_before is not None
        return words_of_change(self.kind, self.item_key, again=again)

    @property
    def effective(self) -> float | None:
        """What counted after it."""
        if self.excused:
            return None
        return self.fraction if self.override is None else self.override

    @property
    def effective_before(self) -> float | None:
        """What counted before it."""
        before = self.before if self.before else {"override": self.override}
        if (self.excused and not self.before) or before.get("excused"):
            return None
        override: float | None = before.get("override")
        return self.fraction_before if override is None else override


class GradingRules(models.Model):
    """How the scores of a course make its total: `courseware.gradebook.rules`, as plain data.

    What the course's files say is in ``from_file``; what is set on the site counts instead, and
    the next load does not change it.
    """

    course = models.OneToOneField(
        "items.Course", on_delete=models.CASCADE, related_name="grading_rules"
    )
    from_file = models.JSONField(null=True, blank=True)
    on_site = models.JSONField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Grading rules of {self.course}"

    @property
    def plain(self) -> dict[str, Any] | None:
        """What counts; ``None`` where nobody has set any rules."""
        rules: dict[str, Any] | None = self.from_file if self.on_site is None else self.on_site
        return rules
