"""Compares answers, and writes them out."""
