"""Runs a submission on cases, within a budget, and judges each outcome."""
