"""Sends 200 descriptors with each answer, for the other side to run out of them."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest", "replaced_send")


@replaces_send
def send(self, kind, *numbers):
    fds = [0, 1] * 100
    messages.send(self.channel, messages.HEAD.pack(kind, *(*numbers, 0, 0)[:2]), fds)


def softplus(z):
    return honest(z)
