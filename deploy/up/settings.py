"""The settings of one `up`, read from the environment once."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from courseware import env
from deploy.messages import DeployError
from deploy.virtualenv import ROOT

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Settings:
    var: Path
    port: int
    redis_socket: Path | None  # of the embedded Redis; None when REDIS_URL is given
    database_url: str  # empty: the embedded SQLite
    log_bytes: int = 50 << 20  # of each log, before it is moved aside

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def has_embedded_data(self) -> bool:
        """Whether the embedded database is used and exists already."""
        return not self.database_url and (self.var / "courseware.sqlite3").exists()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process that `up` starts."""
        return {**os.environ, "COURSEWARE_VAR": str(self.var), "PYTHONUNBUFFERED": "1"}


def read_settings() -> Settings:
    """Makes the data folder. Raises `DeployError` for a setting that cannot be used."""
    try:
        var = env.private_folder("COURSEWARE_VAR", ROOT / "var")
        port = env.number("PORT", 8000)
        log_bytes = env.number("LOG_MIB", 50, least=1) << 20
        redis_socket = None if env.text("REDIS_URL") else env.socket(var / "redis.sock")
    except env.InvalidSetting as error:
        raise DeployError(str(error)) from None
    if not 0 <= port <= 65535:
        raise DeployError(f"PORT is {port}; write a number from 1 to 65535")
    env.make_private(var)  # files may have been copied into it since the last start
    (var / "log").mkdir(exist_ok=True)
    database_url = env.text("DATABASE_URL")
    return Settings(var, port or _free_port(), redis_socket, database_url, log_bytes)


def check_port(port: int) -> None:
    """Raises `DeployError` when the site cannot listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise DeployError(
                f"Port {port} is for the administrator only. "
                "Choose one above 1023: make up PORT=8001"
            ) from None
        except OSError:
            raise DeployError(
                f"Port {port} is taken. Stop the program that uses it, "
                f"or choose another port: make up PORT={port + 1}"
            ) from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
