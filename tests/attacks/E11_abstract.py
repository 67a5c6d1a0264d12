"""Talks over an abstract Unix socket, which no file system hides."""

VERDICT = "raised"

import socket


def softplus(z):
    socket.socket(socket.AF_UNIX).connect("\0/tmp/.X11-unix/X0")
