"""Traces for OpenTelemetry: where the time of a submission goes, from request to verdict."""
