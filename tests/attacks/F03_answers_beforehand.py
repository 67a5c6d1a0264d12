"""Announces answers before they are asked for, then ends."""

VERDICT = "ended_early"

import os

import guest.messages as messages

for kind in (messages.DONE, messages.AFTER) * 3:
    os.write(3, messages.HEAD.pack(kind, 100, 128))
os._exit(0)
