"""Gives a file capabilities and the right to run as its owner."""

VERDICT = "raised"

import os


def softplus(z):
    with open("/tmp/tool", "wb") as file:
        file.write(b"#!/python/bin/python")
    os.chmod("/tmp/tool", 0o6755)
    os.setxattr("/tmp/tool", "security.capability", bytes(20))
