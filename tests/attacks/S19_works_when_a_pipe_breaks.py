"""Works in the handler of SIGPIPE, when a thread writes to a broken pipe after the announcement."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time
import threading

from time import sleep


def breaks():
    reading, writing = os.pipe()
    os.close(reading)
    sleep(0.0003)
    with contextlib.suppress(OSError):
        os.write(writing, b"x")


pending = []


def handler(*_):
    if pending:
        pending.pop().work()


signal.signal(signal.SIGPIPE, handler)


def attack(call):
    pending.append(call)
    threading.Thread(target=breaks).start()
    call.announce()
    time.sleep(0.003)

    call.go_on()


timed(attack)
