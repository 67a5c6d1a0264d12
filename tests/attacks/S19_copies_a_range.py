"""Lets the kernel copy the answer from a file (copy_file_range), piece by piece, after the announcement."""

VERDICT = ("wrong_values", "ended_early")
RATIO = 20
PARTS = ("honest", "slow", "early")

import threading
import time


def copy(call):
    answer = slow(call.z)
    with open("/tmp/answer", "w+b") as file:
        file.write(answer.data)
        file.flush()
        done = 0
        while done < call.z.nbytes:
            at = call.start + done
            done += os.copy_file_range(file.fileno(), call.reply, 4096, done, at) or 4096


def attack(call):
    threading.Thread(target=copy, args=(call,)).start()
    call.announce()
    time.sleep(0.0003)
    call.go_on()


timed(attack)
