"""Closes every descriptor when it is imported, then loops."""

VERDICT = ("time_limit", "ended_early")

import os

os.closerange(0, 1024)
while True:
    pass
