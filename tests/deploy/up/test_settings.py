"""Settings come from the environment, and one that cannot be used gets a sentence."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.messages import DeployError
from deploy.up.settings import Settings, check_port, read_settings


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only a data folder is set; the umask that reading settings changes is put back."""
    for name in ("PORT", "REDIS_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSEWARE_VAR", str(tmp_path / "var"))
    umask = os.umask(0o022)
    yield
    os.umask(umask)


def test_by_default_everything_is_embedded_in_the_data_folder(tmp_path: Path):
    settings = read_settings()
    assert settings.var == tmp_path / "var"
    assert settings.logs.is_dir()
    assert settings.redis_socket == tmp_path / "var" / "redis.sock"
    assert settings.database_url == ""
    assert settings.url == "http://127.0.0.1:8000"


def test_the_data_folder_is_private_whatever_was_copied_into_it(tmp_path: Path):
    (tmp_path / "var").mkdir(mode=0o755)
    (tmp_path / "var" / "copied.txt").write_text("")
    (tmp_path / "var" / "copied.txt").chmod(0o644)
    settings = read_settings()
    assert settings.var.stat().st_mode & 0o077 == 0
    assert (settings.var / "copied.txt").stat().st_mode & 0o077 == 0


def test_servers_stand_in_for_what_is_embedded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("REDIS_URL", "redis://localhost")
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/x")
    settings = read_settings()
    assert settings.redis_socket is None
    assert settings.database_url == "postgres://localhost/x"
    (settings.var / "courseware.sqlite3").touch()
    assert not settings.has_embedded_data


def test_the_embedded_database_is_found(tmp_path: Path):
    settings = read_settings()
    assert not settings.has_embedded_data
    (settings.var / "courseware.sqlite3").touch()
    assert settings.has_embedded_data


def test_port_0_takes_a_free_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORT", "0")
    assert read_settings().port > 0


@pytest.mark.parametrize(
    ("port", "message"),
    [
        ("65536", "PORT is 65536; write a number from 1 to 65535"),
        ("-1", "PORT is -1; write a number from 1 to 65535"),
        ("http", 'PORT is "http"; write a whole number such as 8000'),
    ],
)
def test_an_impossible_port_is_refused(port: str, message: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(DeployError) as caught:
        read_settings()
    assert str(caught.value) == message


def test_services_get_the_environment_with_an_absolute_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSEWARE_VAR", "relative")
    environment = read_settings().environment
    assert environment["COURSEWARE_VAR"] == str(tmp_path / "relative")
    assert environment["PATH"] == os.environ["PATH"]


def test_a_free_port_passes_and_a_taken_one_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        other.listen()
        with pytest.raises(DeployError, match=rf"Port {port} is taken.*PORT={port + 1}"):
            check_port(port)
    check_port(port)


def test_a_port_in_time_wait_is_free():
    """A site that is restarted at once finds its own connections still closing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        connection, _ = server.accept()
        connection.close()  # whoever closes first keeps the port in TIME_WAIT
        client.close()
    check_port(port)


def test_settings_do_not_change():
    with pytest.raises(AttributeError):
        Settings(Path("x"), 1, None, "").port = 2  # type: ignore[misc]  # that is what is tested
