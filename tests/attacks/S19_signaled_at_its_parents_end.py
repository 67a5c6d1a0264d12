"""Asks for a signal when its parent ends (PR_SET_PDEATHSIG)."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import signal
import time

libc = ctypes.PyDLL(None)


def attack(call):
    if os.fork() == 0:
        if os.fork() == 0:
            if libc.prctl(1, signal.SIGCONT, 0, 0, 0) != 0:
                os.kill(os.getppid(), signal.SIGKILL)
            call.work()
            os._exit(0)
        time.sleep(0.001)
        os._exit(0)
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack)
