"""Findings, and how checks are registered."""

from __future__ import annotations

from courseware.doctor.findings import CANARIES, CHECKS, Level, canary, check, failed, ok, warn


def test_a_finding_has_a_level_and_a_sentence():
    assert ok("disk", "Fine.").as_dict() == {"name": "disk", "level": "ok", "sentence": "Fine."}
    assert warn("disk", "Soon full.").level is Level.WARNING
    assert failed("disk", "Full.").level is Level.FAILED


def test_checks_are_registered_by_their_group():
    check("a test's group")(list)
    canary("a test's group")(lambda seconds: [])
    assert CHECKS.pop("a test's group")() == []
    assert CANARIES.pop("a test's group")(1.0) == []
