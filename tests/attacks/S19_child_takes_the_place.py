"""Lets a child serve the channel, and ends."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("slow", "early")

_main = os.getpid()
_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.AFTER and os.getpid() == _main and os.fork() != 0:
        os._exit(0)


guest.loop.Loop.send = send


def attack(call):
    call.announce()
    call.go_on()


timed(attack)
