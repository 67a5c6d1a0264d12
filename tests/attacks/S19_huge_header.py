"""Announces a header of 1 MiB with unknown keys, to work while it is parsed."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import time


def ready(call):
    junk = ",".join(["[" * 10 + "]" * 10] * 49_000)
    call.text = call.text[:-1] + f', "x": [{junk}]}}'.encode()
    call.start = messages.start_of_payload(len(call.text))
    os.pwrite(call.reply, call.text, 0)
    os.posix_fallocate(call.reply, call.start, call.z.nbytes)
    call.done = messages.HEAD.pack(messages.DONE, len(call.text), call.z.nbytes)


def attack(call):
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack, ready)
