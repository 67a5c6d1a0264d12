"""``python -m guest session FD`` serves one session; ``parent FD MODULE…`` is a warm parent."""

import os
import socket
import sys

from guest import loop, parent

if __name__ == "__main__":
    serve = {"session": loop.session, "parent": parent.serve}[sys.argv[1]]
    serve(socket.socket(fileno=int(sys.argv[2])), *sys.argv[3:])
    os._exit(0)
