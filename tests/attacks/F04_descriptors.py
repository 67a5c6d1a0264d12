"""Sends two hundred descriptors with a message, for the grader to run out of them."""

VERDICT = "ended_early"

import array
import socket


def softplus(z):
    channel = socket.socket(fileno=3)
    fds = array.array("i", [1] * 200)
    channel.sendmsg([bytes(17)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
