"""Why something cannot be exported or imported."""

from __future__ import annotations


class CannotExchange(Exception):
    """Its text says why, and what to do."""
