"""Which site and course are used, with which token.

They are in a file that only its owner can read; `COURSEWARE_URL`, `COURSEWARE_TOKEN` and
`COURSEWARE_COURSE` in the environment come first.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from courseware_client.errors import NotAllowed, WrongUsage


@dataclass(frozen=True)
class Login:
    """A site's address, a token for it and the course that commands are about."""

    url: str
    token: str
    course: str = ""


def config_file() -> Path:
    return platformdirs.user_config_path("courseware") / "login.json"


def data_folder() -> Path:
    return platformdirs.user_data_path("courseware")


def current_login() -> Login:
    """Raises: NotAllowed: nobody has signed in."""
    stored = _stored()
    url = os.environ.get("COURSEWARE_URL", stored.get("url", ""))
    token = os.environ.get("COURSEWARE_TOKEN", stored.get("token", ""))
    if not url or not token:
        raise NotAllowed("You are not signed in. Run: courseware login")
    course = os.environ.get("COURSEWARE_COURSE", stored.get("course", ""))
    return Login(checked_url(url), token, course)


def store_login(login: Login) -> Path:
    """Replaces what was stored; nobody else can read the file at any time."""
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(login.__dict__, file, indent=2)
    temporary.replace(path)
    return path


def forget_login() -> bool:
    """Whether there was one."""
    path = config_file()
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed


def checked_url(url: str) -> str:
    """Raises: WrongUsage: it is no address of a site."""
    url = url.strip().rstrip("/")
    if not url.startswith(("https://", "http://")):
        raise WrongUsage(f"“{url}” is no address. Write it with https:// before it.")
    return url


def _stored() -> dict[str, Any]:
    try:
        found = json.loads(config_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
