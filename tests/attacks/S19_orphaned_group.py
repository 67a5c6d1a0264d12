"""Lets a stopped group of processes become orphaned: the kernel sends SIGHUP and SIGCONT."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time

group = os.getpgid(0)
signal.signal(signal.SIGHUP, signal.SIG_IGN)


def attack(call):
    go = os.pipe()
    if os.fork() == 0:  # its end orphans the group of its child
        os.setpgid(0, 0)
        if os.fork() == 0:
            os.setpgid(0, group)
            call.work()
            os._exit(0)
        os.read(go[0], 1)
        time.sleep(0.0006)
        os._exit(0)
    if os.fork() == 0:  # the stopped one
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    time.sleep(0.002)
    os.write(go[1], b"x")
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack)
