"""Connects to Redis and to the web server of the host."""

VERDICT = "raised"

import socket


def softplus(z):
    socket.create_connection(("127.0.0.1", 6379), 1)
