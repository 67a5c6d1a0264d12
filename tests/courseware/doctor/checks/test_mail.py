"""Mail, with a server that speaks enough SMTP."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from courseware.doctor.checks.mail import SMTP, mail_is_sent
from courseware.doctor.findings import Level
from tests.servers import free_port


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 mail.example.org\r\n")
        for line in self.rfile:
            self.wfile.write(b"250 mail.example.org\r\n")
            if line.upper().startswith(b"QUIT"):
                return


@pytest.fixture
def server(settings: Any) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT = server.server_address[1]
        yield
        server.shutdown()


def levels() -> dict[str, Level]:
    return {finding.name: finding.level for finding in mail_is_sent()}


def test_mail_in_files_is_a_warning(settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    (finding,) = mail_is_sent()
    assert finding.level is Level.WARNING
    assert "filebased" in finding.sentence


def test_a_server_that_accepts_the_site(server: None, settings: Any):
    settings.DEFAULT_FROM_EMAIL = "ml@example.org"
    assert levels() == {"server": Level.OK}


def test_a_sender_that_nobody_believes(server: None, settings: Any):
    settings.DEFAULT_FROM_EMAIL = "courseware@localhost"
    assert levels() == {"server": Level.OK, "sender": Level.WARNING}


def test_a_server_without_the_login_that_is_set(server: None, settings: Any):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "site", "secret"
    assert levels()["server"] is Level.FAILED


def test_no_server(settings: Any):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    assert levels()["server"] is Level.FAILED
