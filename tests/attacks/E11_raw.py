"""Opens a raw socket."""

VERDICT = "raised"

import socket


def softplus(z):
    socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
