"""Asks the kernel about the network over Netlink."""

VERDICT = "raised"

import socket


def softplus(z):
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
