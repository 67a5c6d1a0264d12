"""``python -m guest session FD`` serves one session; ``parent FD MODULE…`` is a warm parent."""

from __future__ import annotations

import os
import signal
import socket
import sys

from guest import loop, parent

if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup has everything below it ignore this one
    channel = socket.socket(fileno=int(sys.argv[2]))
    if sys.argv[1] == "parent":
        parent.serve(channel, *sys.argv[3:])
    else:
        loop.serve_session(channel)
    os._exit(0)
