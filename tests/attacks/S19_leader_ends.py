"""Lets its main thread end: a leader that has ended never stops, and another one answers."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import threading
import time

_send = guest.loop.Loop.send


def serve(loop):
    while True:
        datagram, fds = messages.receive(loop.channel, 2)
        if not datagram:
            os._exit(0)
        kind, length, start = messages.HEAD.unpack(datagram)
        if kind == messages.FIRE:
            loop.early.announce()
            time.sleep(0.0003)
            loop.early.work()
            loop.early.go_on()
            continue
        if kind == messages.NEXT:
            loop.prepare(*loop.inputs_of(length))
            loop.call()
            continue
        header = json.loads(os.pread(fds[0], length, 0))
        mapping = guest.loop.map_payload(fds[0], start)
        if kind == messages.CALL:
            loop.batch = guest.loop.Batch(header, mapping, start, fds[1])
            loop.prepare(*loop.inputs_of(0))
            loop.call()
        else:
            loop.prepare(header, guest.loop.Inputs(mapping, start), *fds)
            loop.send(messages.AFTER)


def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.AFTER:
        guest.loop.Loop.send = _send
        threading.Thread(target=serve, args=(self,)).start()
        ctypes.CDLL(None).syscall(60, 0)


timed(lambda call: None)
guest.loop.Loop.send = send
