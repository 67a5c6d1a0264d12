"""Settings from the environment, each with a type, a default and a message when it is wrong."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import os
import secrets
import stat
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

_DATABASES = {"sqlite", "postgres", "postgresql"}
_SOCKET_BYTES = 107  # sun_path holds 108 with its final NUL (man unix)
_OTHERS = 0o077  # permissions of the group and of everybody else
_read: set[str] = set()  # names of the variables that were asked for
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class InvalidSetting(Exception):
    """A variable with an invalid value; the message says what to write instead."""


def names_read() -> set[str]:
    """The names of all variables that were asked for so far, set or not."""
    return set(_read)


def text(name: str, default: str = "") -> str:
    given = _raw(name)
    return default if given is None else given


def list_of(name: str, default: str = "") -> list[str]:
    """Comma-separated values."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, default: bool = False) -> bool:
    raw = _raw(name)
    if raw is None:
        return default
    if raw.lower() in _TRUE:
        return True
    if raw.lower() in _FALSE:
        return False
    raise InvalidSetting(f'{name} is "{raw}"; write 1 or 0')


def number(name: str, default: int, *, least: int | None = None) -> int:
    raw = _raw(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise InvalidSetting(f'{name} is "{raw}"; write a whole number such as {default}') from None
    if least is not None and value < least:
        raise InvalidSetting(f"{name} is {value}; write {least} or more")
    return value


def choice(name: str, default: str, choices: Sequence[str]) -> str:
    """One of a few words."""
    value = text(name) or default
    if value not in choices:
        raise InvalidSetting(f'{name} is "{value}"; write {" or ".join(choices)}')
    return value


def choices(name: str, default: str, known: Sequence[str]) -> list[str]:
    """Comma-separated words, at least one and each once."""
    found = list(dict.fromkeys(list_of(name, default)))
    if not found or not set(found) <= set(known):
        raise InvalidSetting(f'{name} is "{text(name)}"; write some of {",".join(known)}')
    return found


def shares(name: str, default: str) -> dict[str, int]:
    """``word=number`` pairs; each word of the default has one, whatever is given."""
    known = _pairs(name, default)
    given = _pairs(name, text(name, default))
    if unknown := sorted(set(given) - set(known)):
        raise InvalidSetting(f'{name} has "{unknown[0]}"; write some of {", ".join(known)}')
    return known | given


def _pairs(name: str, raw: str) -> dict[str, int]:
    found = {}
    for pair in filter(None, (word.strip() for word in raw.split(","))):
        word, _, number = (part.strip() for part in pair.partition("="))
        if not number.isdecimal() or not 1 <= int(number) <= 1_000_000:
            raise InvalidSetting(f'{name} has "{pair}"; write pairs such as {word or "graded"}=6')
        found[word] = int(number)
    return found


def networks(name: str) -> list[str]:
    """Comma-separated addresses and networks."""
    found = list_of(name)
    for network in found:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise InvalidSetting(
                f'{name} has "{network}"; write addresses or networks such as 10.0.0.0/8'
            ) from None
    return found


def issuer(name: str) -> str:
    """The address of an OpenID Connect provider, or nothing; without TLS on this machine only."""
    url = text(name).rstrip("/")
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if url and not (parts.hostname and (parts.scheme == "https" or local)):
        raise InvalidSetting(f'{name} is "{url}"; write its address, as https://id.example.org')
    return url


def traces() -> bool:
    """Whether the variables of OpenTelemetry name a collector, and none switches it off again."""
    if not (text("OTEL_EXPORTER_OTLP_ENDPOINT") or text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")):
        return False
    if flag("OTEL_SDK_DISABLED"):
        return False
    if choice("OTEL_TRACES_EXPORTER", "otlp", ("otlp", "none")) == "none":
        return False
    for name in ("OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"):
        choice(name, "http/protobuf", ("http/protobuf",))
    if not _has_package("opentelemetry.exporter.otlp.proto.http"):
        raise InvalidSetting(
            "OTEL_EXPORTER_OTLP_ENDPOINT asks for traces, and what sends them is not installed; "
            "run .venv/bin/python -m pip install -r deploy/requirements-tracing.txt"
        )
    return True


def _has_package(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # one that it is in
        return False


def folder(name: str, default: Path, *, private: Path | None = None, written: bool = True) -> Path:
    """A writable folder, created when it is missing.

    Outside of ``private`` everybody may read it, which a proxy in front of the site has to. Where
    it is not ``written`` by this program, another one may have made it, or will.
    """
    path = Path(_raw(name) or default).absolute()
    try:
        missing = not path.exists()
        path.mkdir(parents=True, exist_ok=True)
        if missing and private and not path.is_relative_to(private):
            path.chmod(0o755)
    except OSError as error:
        if not written:
            return path
        raise InvalidSetting(f"{name}: {path} cannot be made ({error.strerror})") from None
    if written and not os.access(path, os.W_OK):
        raise InvalidSetting(f"{name}: {path} cannot be written to; choose another folder")
    return path


def private_folder(name: str, default: Path) -> Path:
    """Like `folder`, with everything in it readable by its owner alone, whatever the umask.

    Afterwards this process, and those that it starts, create private files only.
    """
    path = folder(name, default)
    if path.stat().st_mode & stat.S_ISVTX:  # such as /tmp, named by mistake
        raise InvalidSetting(f"{name}: {path} is shared by everybody; choose a folder inside it")
    os.umask(0o077)
    if path.stat().st_mode & _OTHERS:
        make_private(path)
    return path


def make_private(path: Path) -> None:
    """Removes the permissions of group and others from a folder and everything in it."""
    _remove_permissions(path)
    for parent, folders, files in os.walk(path):
        for name in (*folders, *files):
            _remove_permissions(Path(parent, name))


def _raw(name: str) -> str | None:
    _read.add(name)
    return os.environ.get(name)


def _remove_permissions(path: Path) -> None:
    """Skips what has gone, what belongs to somebody else, and the targets of links."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def secret(name: str, file: Path) -> str:
    """The variable, else the content of ``file``, which is created with a new secret."""
    if given := _raw(name):
        return given
    if not file.exists():
        # Written to a draft and linked: of several processes that start at once one wins, and
        # none reads half a secret.
        descriptor, draft = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        os.unlink(draft)
    return file.read_text(encoding="ascii")


def database(name: str, default: str) -> str:
    """The URL of a database of a kind that the site supports."""
    url = _raw(name) or default
    scheme = url.partition("://")[0]
    if scheme not in _DATABASES:
        raise InvalidSetting(
            f'{name} begins with "{scheme}"; write postgres://user:password@host/name, '
            "or leave it away for SQLite in the data folder"
        )
    return url


def socket(path: Path) -> Path:
    """``path``, or a short replacement where it is too long for the kernel."""
    if len(os.fsencode(path)) <= _SOCKET_BYTES:
        return path
    short = Path(f"/tmp/courseware-{os.getuid()}")
    short.mkdir(mode=0o700, exist_ok=True)
    status = short.lstat()
    if status.st_uid != os.getuid() or status.st_mode & _OTHERS or short.is_symlink():
        raise InvalidSetting(f"{short} is open to others; remove it or set REDIS_URL")
    return short / f"{sha256(os.fsencode(path)).hexdigest()[:16]}.sock"
