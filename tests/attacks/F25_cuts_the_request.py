"""Cuts the file with the inputs to nothing, when it has read them."""

VERDICT = "ended_early"
# The inputs of the next call are in the same file, and nowhere when it is made.
PARTS = ("honest",)

import os

import guest.loop

_map = guest.loop.map_payload


def map_and_keep(request, start):
    global fd
    fd = os.dup(request)
    return _map(request, start)


guest.loop.map_payload = map_and_keep


def softplus(z):
    answer = honest(z)
    os.ftruncate(fd, 0)
    return answer
