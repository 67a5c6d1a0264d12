"""Where `up` keeps its things and what it was asked for, read from the environment once."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from courseware import env
from deploy.programs import ROOT
from deploy.saying import Stop

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Places:
    """``socket`` is where the embedded Redis listens, or ``None`` when ``REDIS_URL`` is given."""

    var: Path
    port: int
    socket: Path | None
    database_url: str  # empty: the embedded SQLite

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def has_own_data(self) -> bool:
        """Whether the embedded database is used and there already."""
        return not self.database_url and (self.var / "courseware.sqlite3").exists()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """For everything that is started."""
        return {**os.environ, "COURSEWARE_VAR": str(self.var), "PYTHONUNBUFFERED": "1"}


def find_places() -> Places:
    """Raises `Stop` for a setting that cannot be used."""
    try:
        var = env.private_folder("COURSEWARE_VAR", ROOT / "var")
        port = env.number("PORT", 8000)
        embedded = None if env.text("REDIS_URL") else env.socket(var / "redis.sock")
    except env.WrongSetting as wrong:
        raise Stop(str(wrong)) from None
    if not 0 <= port <= 65535:
        raise Stop(f"PORT is {port}; write a number from 1 to 65535")
    env.make_private(var)  # what was copied into it since, too
    (var / "log").mkdir(exist_ok=True)
    return Places(var, port or _free_port(), embedded, env.text("DATABASE_URL"))


def check_port(places: Places) -> None:
    """Raises `Stop` when the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, places.port))
        except PermissionError:
            raise Stop(
                f"Port {places.port} is for the administrator only. "
                "Choose one above 1023: make up PORT=8001"
            ) from None
        except OSError:
            raise Stop(
                f"Port {places.port} is taken. Stop the program that uses it, "
                f"or choose another port: make up PORT={places.port + 1}"
            ) from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
