"""Ends with status 0 when it is imported."""

VERDICT = "ended_early"

import os

os._exit(0)
