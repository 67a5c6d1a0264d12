"""Says that it has finished before it is told to go on."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest", "replaced_send")


import sys


@replaces_send
def send(self, kind, *numbers):
    if kind == messages.DONE and sys._getframe(3).f_locals.get("kind") == messages.FIRE:
        _send(self, kind, *numbers)
        _send(self, messages.AFTER, 0)
        self.early = True
    elif not (kind == messages.AFTER and getattr(self, "early", False)):
        _send(self, kind, *numbers)
    else:
        self.early = False


def softplus(z):
    return honest(z)
