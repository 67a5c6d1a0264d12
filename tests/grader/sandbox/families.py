"""Plain processes that stand as those of a session do: an init, its child, and what hangs below."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from grader.sandbox.process_tree import ProcessTree, stat_fields, tasks

SCRIPT = """
import os, signal, sys, threading, time
def burn():
    while True: pass
main = os.fork()
if main == 0:
    {body}
    print(os.getpid(), flush=True)
    {end}
    os._exit(0)
signal.pause()
"""
IDLE, BUSY = "signal.pause()", "burn()"
THREAD = "threading.Thread(target={work}, daemon=True).start()"
CHILD = "os.fork() == 0 and ({work}, os._exit(0))"


@contextlib.contextmanager
def family(body: str = "pass", end: str = IDLE) -> Iterator[ProcessTree]:
    """A tree whose main process has run ``body`` and is at ``end``."""
    script = SCRIPT.format(body=body, end=end)
    init = subprocess.Popen(
        [sys.executable, "-S", "-c", script], stdout=subprocess.PIPE, start_new_session=True
    )
    assert init.stdout is not None
    tree = ProcessTree(int(init.stdout.readline()))
    tree.forked = "fork" in body
    members = tree.processes()
    try:
        yield tree
    finally:
        for pid in {*members, *tree.processes()}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)
        init.kill()
        init.wait()
        init.stdout.close()
        tree.close()


def states(tree: ProcessTree) -> set[str]:
    """The states of all tasks, as letters of /proc."""
    found = {task: stat_fields(task) for pid in tree.processes() for task in tasks(pid)}
    return {fields[0] for fields in found.values() if fields}


def becomes(condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true: it is waited for as long as a busy machine may take."""
    deadline = time.monotonic() + 30
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True
