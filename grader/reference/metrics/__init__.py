"""Metrics: of ranking, of decisions at a threshold, of calibration."""
