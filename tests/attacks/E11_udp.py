"""Sends a datagram to a machine of the network."""

VERDICT = "raised"

import socket


def softplus(z):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.168.1.1", 53))
