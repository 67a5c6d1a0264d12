"""Regrades with what they found and changed, and proposals of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courseware.items.regrading import ROUNDING, Selection

MAX_REASON = 300


class Status(models.TextChoices):
    """How far a regrade is. A worker is at work in those of `UNDER_WAY`."""

    PREVIEWING = "previewing", _("Preview in progress")
    PREVIEWED = "previewed", _("Preview: nothing has changed yet")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")
    STOPPED = "stopped", _("Replaced by another preview")


UNDER_WAY = (Status.PREVIEWING, Status.APPLYING, Status.UNDOING)


class Regrade(models.Model):
    """Grading works of an item again by one revision (``target``, an id of the kind's own).

    The cursor is the work that was graded last, in the order of works.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="regrades")
    target = models.BigIntegerField()
    target_name = models.CharField(max_length=200)
    selection = models.JSONField(default=dict, help_text="Fields of a `Selection`.")
    selection_words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=Status.choices, default=Status.PREVIEWING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0, help_text="Works when it was started.")
    processed = models.PositiveIntegerField(default=0, help_text="Works so far.")
    kept = models.JSONField(
        default=list, help_text="Answers that keep their points: [part, reason, how many]."
    )
    cursor_at = models.DateTimeField(null=True, blank=True)
    cursor_id = models.BigIntegerField(default=0)

    reason = models.CharField(max_length=MAX_REASON, blank=True)
    only_gains = models.BooleanField(default=False)
    tells = models.BooleanField(default=True, help_text="Whether students are told.")
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undoable = models.BooleanField(default=True)
    undo_reason = models.CharField(max_length=MAX_REASON, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["previewing", "applying", "undoing"]),
                name="one_regrade_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} by {self.target_name}, {self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("regrade", args=[self.item.course.slug, self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_partly_applied(self) -> bool:
        """Whether it was applied to gains only, so that some of what it found did not happen."""
        done = (Status.APPLIED, Status.UNDOING, Status.UNDONE)
        return self.only_gains and self.state in done

    def selected(self) -> Selection:
        """Its selection, by its revision."""
        stored: dict[str, Any] = {**self.selection, "revision": self.target}
        if stored.get("users") is not None:
            stored["users"] = tuple(stored["users"])
        return Selection(**stored)


class RegradedWork(models.Model):
    """A work of a regrade: what it had, what it would get, and whether that was written.

    ``payload`` and ``saved`` are the kind's own: what writing and undoing need. ``before`` and
    ``after`` are shares of the work, and the two scores those of the person on the item, as they
    were around the writing.
    """

    class State(models.TextChoices):
        FOUND = "found", _("found")
        WRITTEN = "written", _("written")
        RESTORED = "restored", _("restored")
        KEPT = "kept", _("changed since, and left as it is")

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="works")
    work = models.BigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="regraded_works"
    )
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FOUND)
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)
    parts = models.JSONField(default=list, help_text="[part, before, after], as shares.")
    counts = models.BooleanField(default=False, help_text="It made the score.")
    by_hand = models.BooleanField(default=False, help_text="An override counts instead.")
    changes = models.BooleanField(default=False, help_text="There is something to write.")
    error = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=200, blank=True)
    score_before = models.FloatField(null=True)
    score_after = models.FloatField(null=True)
    payload = models.JSONField(null=True)  # large: behind all that lists read
    saved = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["regrade", "work"], name="a_work_once_in_a_regrade")
        ]
        indexes = [models.Index(fields=["regrade", "state"], name="works_of_a_regrade")]

    def __str__(self) -> str:
        return f"work {self.work} of regrade {self.regrade_id}"

    @property
    def gain(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def gains(self) -> bool:
        return self.gain > ROUNDING

    @property
    def loses(self) -> bool:
        return self.gain < -ROUNDING

    @property
    def is_kept(self) -> bool:
        """Whether it was left as it was because only gains were applied."""
        is_found = self.changes and self.state == self.State.FOUND and not self.error
        return self.regrade.is_partly_applied and is_found


class Proposal(models.Model):
    """A need of a regrade, as it was found; open until somebody decides on it.

    A preview of what it proposes closes it too: from then on the regrade is what is decided on.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("previewed")
        DISMISSED = "dismissed", _("dismissed")
        REPLACED = "replaced", _("replaced by a newer one")

    item = models.ForeignKey(
        "items.Item", on_delete=models.CASCADE, related_name="regrade_proposals"
    )
    cause = models.CharField(max_length=10)
    key = models.CharField(max_length=150)
    target = models.BigIntegerField()
    parts = models.JSONField(default=list)
    works = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=MAX_REASON, blank=True)
    regrade = models.ForeignKey(
        Regrade, null=True, on_delete=models.SET_NULL, related_name="proposals"
    )

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "cause", "key"], name="one_proposal_a_need")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.cause} {self.key}"
