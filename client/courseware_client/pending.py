"""Submissions that could not be sent, kept until the site can be reached.

Each has the key under which it was tried, so that the site takes it once, even where it had arrived
the first time and only the answer was lost.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from courseware_client.errors import ClientError, NotAllowed, Offline
from courseware_client.settings import data_folder
from courseware_client.site import Site


@dataclass(frozen=True)
class Pending:
    """Code to submit. ``key`` is of this submission alone."""

    url: str
    course: str
    lab: str
    code: str
    purpose: str
    file_name: str
    key: str
    accept_late: bool = False


@dataclass(frozen=True)
class Sent:
    """What became of one: the site's submission, or why it was refused for good."""

    pending: Pending
    submission: dict[str, Any] | None = None
    refusal: str = ""


def keep(pending: Pending) -> Path:
    """Stores it until `send_all`; the same code for the same lab waits once."""
    for path in _files():
        found = _read(path)
        if found is not None and same(found, pending):
            return path
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{time.time_ns()}-{pending.key}.json"
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(asdict(pending)), "utf-8")
    temporary.chmod(0o600)
    temporary.replace(path)
    return path


def same(one: Pending, other: Pending) -> bool:
    """Whether both are one submission, tried twice."""
    return replace(one, key=other.key) == other


def count() -> int:
    return len(_files())


def send(site: Site, pending: Pending) -> dict[str, Any]:
    """The submission that the site has made of it. Raises: ClientError."""
    path = f"/courses/{pending.course}/labs/{pending.lab}/submissions"
    body = {
        "code": pending.code,
        "purpose": pending.purpose,
        "file_name": pending.file_name,
        "accept_late": pending.accept_late,
    }
    answer: dict[str, Any] = site.post(path, body, key=pending.key)
    return answer


def send_all(site: Site) -> list[Sent]:
    """Sends what waits for this site, oldest first; what the site refuses waits no longer.

    Raises: Offline, NotAllowed: and the rest goes on waiting.
    """
    done = []
    with _lock():
        for path in _files():
            pending = _read(path)
            if pending is None:
                path.rename(path.with_suffix(".unreadable"))
                continue
            if pending.url != site.login.url:
                continue
            done.append(_send_one(site, pending))
            path.unlink(missing_ok=True)
    return done


def _send_one(site: Site, pending: Pending) -> Sent:
    try:
        return Sent(pending, submission=send(site, pending))
    except (Offline, NotAllowed):
        raise
    except ClientError as error:
        return Sent(pending, refusal=str(error))


def _read(path: Path) -> Pending | None:
    """``None`` where the file is damaged."""
    try:
        return Pending(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _files() -> list[Path]:
    return sorted(_folder().glob("*.json"))


def _folder() -> Path:
    return data_folder() / "pending"


@contextmanager
def _lock() -> Iterator[None]:
    """Of two commands one sends. A lock of a process that ended is no lock."""
    try:
        import fcntl
    except ImportError:  # Windows: the key keeps the site from taking one twice
        yield
        return
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
