"""Leaves by an exception that carries success, at import."""

VERDICT = "ended_early"

raise SystemExit(0)
