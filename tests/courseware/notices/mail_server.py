"""A mail server on loopback that takes, refuses or drops messages as a test wants."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Reply = Callable[[str], str]
"""By a recipient's address: the reply to the message's text, or nothing to hang up."""


class _Handler(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 mail.example.org")
        to = ""
        while line := self.rfile.readline().decode().strip():
            command = line.split(" ")[0].upper()
            if command == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if command == "DATA":
                self.say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                reply = self.server.reply(to)
                if reply.startswith("2"):
                    self.server.taken.append((to, text))
                if not reply:
                    return
                self.say(reply)
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 mail.example.org")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[tuple[str, str]] = []
        self.reply: Reply = lambda _: "250 taken"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
