"""Hosts with workers as they were last calibrated, and what they are compared with."""

from __future__ import annotations

from django.db import models


class GradingHost(models.Model):
    """One boot of a host, calibrated once for each class of host that it has been.

    The class changes with the versions of Python, NumPy and BLAS. ``ratios`` are those of
    `grader.calibration` by the name of the pair; empty until they are measured. ``deviating`` is
    how often in a row they did not agree with the baseline. ``asked_at`` is when an operator asked
    for another calibration. ``busy_until``: a worker of the host is calibrating it.
    """

    name = models.CharField(max_length=255)
    boot = models.CharField(max_length=100)
    class_key = models.CharField(max_length=20)
    words = models.TextField(help_text="The class of the host.")
    digest = models.CharField(max_length=20, help_text="Of the set of programs.")
    ratios = models.JSONField(default=dict)
    seconds = models.FloatField(default=0.0)
    deviating = models.PositiveSmallIntegerField(default=0)
    calibrated_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "-seen_at"]
        constraints = [models.UniqueConstraint(fields=["name", "boot"], name="one_row_a_boot")]

    def __str__(self) -> str:
        return self.name


class Baseline(models.Model):
    """A single row: the ratios that all hosts are compared with.

    They are those of the host with this name and boot. ``designated``: an operator has chosen it.
    """

    name = models.CharField(max_length=255)
    boot = models.CharField(max_length=100)
    class_key = models.CharField(max_length=20)
    words = models.TextField()
    digest = models.CharField(max_length=20)
    ratios = models.JSONField()
    designated = models.BooleanField(default=False)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
