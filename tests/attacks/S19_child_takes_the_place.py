"""Lets a child serve the channel, and ends."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("slow", "early")

_main = os.getpid()
_say = guest.loop.Loop.say


def say(self, kind, *numbers):
    _say(self, kind, *numbers)
    if kind == messages.AFTER and os.getpid() == _main and os.fork() != 0:
        os._exit(0)


guest.loop.Loop.say = say


def attack(call):
    call.announce()
    call.go_on()


timed(attack)
