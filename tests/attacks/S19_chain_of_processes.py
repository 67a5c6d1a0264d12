"""Makes a ring of processes that wake each other with SIGCONT."""

VERDICT = ("passed", "wrong_values", "ended_early")
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time


def ready(call):
    if getattr(guest.loop, "ring", None):
        return
    guest.loop.ring, main = [], os.getpid()
    for _ in range(8):
        child = os.fork()
        if child == 0:
            while True:
                for other in (main, *guest.loop.ring):
                    with contextlib.suppress(OSError):
                        os.kill(other, signal.SIGCONT)
        guest.loop.ring.append(child)


def attack(call):
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack, ready)
