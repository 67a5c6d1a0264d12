"""Works into a shared mapping of the answer's file, from another task."""

VERDICT = ("ended_early", "wrong_values")
SLOW = True
RATIO = 20
PARTS = ("honest", "slow", "early")

import mmap
import threading


def work(call):
    size = call.start + call.z.nbytes
    with mmap.mmap(call.reply, size) as memory:
        target = np.frombuffer(memory, float, call.z.size, call.start)
        target[:] = slow(call.z)
        del target


def attack(call):
    threading.Thread(target=work, args=(call,)).start()
    call.announce()
    work(call)
    call.go_on()


timed(attack)
