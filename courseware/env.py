"""Settings from the environment: each with a type, a default and a sentence when it is wrong."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from hashlib import sha256
from pathlib import Path

_DATABASES = {"sqlite", "postgres", "postgresql"}
_SOCKET_BYTES = 107
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class WrongSetting(Exception):
    """A variable that cannot be read; the message says what to write instead."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated values."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in _TRUE:
        return True
    if raw.lower() in _FALSE:
        return False
    raise WrongSetting(f'{name} is "{raw}"; write 1 or 0')


def number(name: str, default: int) -> int:
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        return int(raw)
    except ValueError:
        raise WrongSetting(f'{name} is "{raw}"; write a whole number such as {default}') from None


def folder(name: str, default: Path) -> Path:
    """A folder that can be written to; made when it is missing."""
    path = Path(os.environ.get(name) or default).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"{name}: {path} cannot be made ({error.strerror})") from None
    if not os.access(path, os.W_OK):
        raise WrongSetting(f"{name}: {path} cannot be written to; choose another folder")
    return path


def secret(name: str, file: Path) -> str:
    """The variable, else the content of ``file``, made with a fresh secret at first use."""
    if given := os.environ.get(name):
        return given
    if not file.exists():
        # Written aside and linked: of several that start at once one wins, and none reads half.
        descriptor, draft = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        os.unlink(draft)
    return file.read_text(encoding="ascii")


def database(name: str, default: str) -> str:
    """The address of a database of a kind that the site runs on."""
    address = os.environ.get(name) or default
    scheme = address.partition("://")[0]
    if scheme not in _DATABASES:
        raise WrongSetting(
            f'{name} begins with "{scheme}"; write postgres://user:password@host/name, '
            "or leave it away for SQLite in the data folder"
        )
    return address


def socket(path: Path) -> Path:
    """``path``, or a short stand-in for it: the kernel holds a socket's path in 107 bytes."""
    if len(os.fsencode(path)) <= _SOCKET_BYTES:
        return path
    private = Path(f"/tmp/courseware-{os.getuid()}")
    private.mkdir(mode=0o700, exist_ok=True)
    owner = private.lstat()
    if owner.st_uid != os.getuid() or owner.st_mode & 0o077 or private.is_symlink():
        raise WrongSetting(f"{private} is open to others; remove it or set REDIS_URL")
    return private / f"{sha256(os.fsencode(path)).hexdigest()[:16]}.sock"
