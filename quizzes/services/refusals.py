"""Refusals, each with a sentence for the person."""

from __future__ import annotations


class AttemptRefused(Exception):
    """Something cannot be done with an attempt now; nothing was changed."""

    status = 409


class ResponseRefused(AttemptRefused):
    """A response that is not an answer to its question."""

    status = 422


class LateCost(AttemptRefused):
    """Submitting would cost late days or points; the sentence says what, to be confirmed."""


class LateResponseRefused(AttemptRefused):
    """A response that came after the end; it was kept as an event of the attempt."""
