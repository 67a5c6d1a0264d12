"""Lets a pipe bring the answer: it is filled first and emptied after the announcement."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import threading

reading, writing = os.pipe()


def attack(call):
    call.announce()
    threading.Thread(target=call.work).start()
    os.splice(reading, call.reply, 1 << 16, offset_dst=call.start)
    call.go_on()


timed(attack)
