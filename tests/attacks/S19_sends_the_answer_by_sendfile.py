"""Lets the kernel bring the answer: a copy from file to file is under way when it is announced."""

VERDICT = ("wrong_values", "ended_early")
RATIO = 20
PARTS = ("honest", "slow", "early")

import threading
import time


def copy(call):
    with open("/tmp/answer", "w+b") as file:
        file.write(slow(call.z).data)
        file.flush()
        os.lseek(call.reply, call.start, os.SEEK_SET)
        os.sendfile(call.reply, file.fileno(), 0, call.z.nbytes)


def attack(call):
    threading.Thread(target=copy, args=(call,)).start()
    call.announce()
    time.sleep(0.0003)
    call.go_on()


timed(attack)
