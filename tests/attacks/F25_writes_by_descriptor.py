"""Changes an input through the descriptor of the request."""

VERDICT = "changed_inputs"
PARTS = ("honest",)

import os

import guest.loop

_map = guest.loop.map_payload


def map_and_keep(request, start):
    global fd, mapping
    fd, mapping = os.dup(request), _map(request, start)
    return mapping


guest.loop.map_payload = map_and_keep


def softplus(z):
    answer = honest(z)
    begin = np.frombuffer(mapping, np.uint8).ctypes.data
    os.pwrite(fd, bytes(8 * z.size), z.ctypes.data - begin)
    return answer
