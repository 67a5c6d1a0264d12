"""Settings from the environment: each with a type, a default and a sentence when it is wrong."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

_DATABASES = {"sqlite", "postgres", "postgresql"}
_SOCKET_BYTES = 107
_OTHERS = 0o077  # rights of the group and of everybody else
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


def number(name: str, default: int, *, least: int | None = None) -> int:
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise WrongSetting(f'{name} is "{raw}"; write a whole number such as {default}') from None
    if least is not None and value < least:
        raise WrongSetting(f"{name} is {value}; write {least} or more")
    return value


def folder(name: str, default: Path, *, private: Path | None = None) -> Path:
    """A folder that can be written to; made when it is missing.

    Outside of ``private`` everybody may read it, as a proxy's files have to be.
    """
    path = Path(os.environ.get(name) or default).absolute()
    try:
        missing = not path.exists()
        path.mkdir(parents=True, exist_ok=True)
        if missing and private and not path.is_relative_to(private):
            path.chmod(0o755)
    except OSError as error:
        raise WrongSetting(f"{name}: {path} cannot be made ({error.strerror})") from None
    if not os.access(path, os.W_OK):
        raise WrongSetting(f"{name}: {path} cannot be written to; choose another folder")
    return path


def private_folder(name: str, default: Path) -> Path:
    """As `folder`, with everything in it readable by its owner alone, whatever the umask.

    From here on this process, and every one that it starts, makes private files only.
    """
    path = folder(name, default)
    if path.stat().st_mode & stat.S_ISVTX:  # /tmp, named by mistake, must stay everybody's
        raise WrongSetting(f"{name}: {path} is shared by everybody; choose a folder inside it")
    os.umask(0o077)
    if path.stat().st_mode & _OTHERS:
        make_private(path)
    return path


def make_private(path: Path) -> None:
    """Takes the rights of group and others from a folder and all that it holds."""
    _take_rights(path)
    for parent, folders, files in os.walk(path):
        for name in (*folders, *files):
            _take_rights(Path(parent, name))


def _take_rights(path: Path) -> None:
    """Leaves alone what is gone already, what belongs to somebody else, and what links lead to."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


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
