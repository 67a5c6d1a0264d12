"""Lets a child serve the channel, and ends."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early", "replaced_send")

_main = os.getpid()


@replaces_send
def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.AFTER and os.getpid() == _main and os.fork() != 0:
        os._exit(0)


def attack(call):
    call.announce()
    call.go_on()


timed(attack)
