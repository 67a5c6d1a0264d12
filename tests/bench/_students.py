"""A class of students as their browsers would ask: one process, one connection each, kept open.

Written for little CPU time of its own, as it runs on the cores of the site that it measures.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
import urllib.parse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

TOKEN = "t" * 32
PATIENCE = 60.0  # seconds
_FIELD = re.compile(rb'name="(grow\.[^"]+)"')  # a blank of the quiz, under its opaque name


@dataclass(frozen=True)
class Plan:
    """Who does what when: starts spread over ``window``, then a save every ``every`` seconds."""

    quiz: str
    window: float
    saves: int
    every: float


@dataclass
class Seen:
    """Seconds of each request by step, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)


def drive(url: str, sessions: Sequence[str], plan: Plan) -> Seen:
    seen = Seen()
    asyncio.run(_class(url, sessions, plan, seen))
    for failure in seen.failures[:3]:
        print(f"  {failure}", file=sys.stderr)
    return seen


def sign_in(
    url: str, logins: Sequence[str], password: str, window: float
) -> tuple[Seen, list[str]]:
    """All through the form, spread over ``window``; and their sessions."""
    seen = Seen()
    sessions = asyncio.run(_arrive(url, logins, password, window, seen))
    for failure in seen.failures[:3]:
        print(f"  {failure}", file=sys.stderr)
    return seen, sessions


async def _arrive(
    url: str, logins: Sequence[str], password: str, window: float, seen: Seen
) -> list[str]:
    began = time.monotonic()
    starts = (began + window * number / len(logins) for number in range(len(logins)))
    arrivals = (
        _sign_in(_Student(url, "", seen, accept="text/html"), login, password, start)
        for login, start in zip(logins, starts, strict=True)
    )
    return [session for session in await asyncio.gather(*arrivals) if session]


async def _sign_in(student: _Student, login: str, password: str, start_at: float) -> str:
    """The form, its answer, and the first page that a browser goes to then."""
    await _until(start_at)
    try:
        await student.ask("form", "GET", "/accounts/login/")
        fields = {"login": login, "password": password}
        leads_to = await student.ask("sign in", "POST", "/accounts/login/", fields)
        assert leads_to and student.session, f"{login} was not signed in"
        await student.ask("home", "GET", leads_to)
    except (OSError, AssertionError, EOFError, TimeoutError) as error:
        student.seen.failures.append(f"{type(error).__name__}: {error}")
    finally:
        student.leave()
    return student.session


async def _class(url: str, sessions: Sequence[str], plan: Plan, seen: Seen) -> None:
    began = time.monotonic()
    starts = (began + plan.window * number / len(sessions) for number in range(len(sessions)))
    students = (_Student(url, session, seen) for session in sessions)
    await asyncio.gather(*(_take_part(*each, plan) for each in zip(students, starts, strict=True)))


async def _take_part(student: _Student, start_at: float, plan: Plan) -> None:
    """Starts, looks at the questions, saves and asks for the time as the page's script does."""
    await _until(start_at)
    try:
        await student.ask("front", "GET", plan.quiz)
        attempt = await student.ask("start", "POST", f"{plan.quiz}start/", {})
        await student.ask("page", "GET", attempt)
        found = _FIELD.search(student.text)
        assert found, f"no question in {student.text[:200]!r}"
        field = found[1].decode()
        for turn in range(plan.saves):
            began = time.monotonic()
            fields = {"changed": field, field: "neurons"[: turn + 1]}
            fields["basis"] = f"grow:{turn}:{turn + 1}:bench"
            await student.ask("save", "POST", f"{attempt}answers/", fields)
            await student.ask("status", "GET", f"{attempt}status/")
            await _until(began + plan.every)
    except (OSError, AssertionError, EOFError, TimeoutError) as error:
        student.seen.failures.append(f"{type(error).__name__}: {error}")
    finally:
        student.leave()


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.monotonic()))


class _Student:
    """A connection that is kept, a session and its token."""

    def __init__(
        self, url: str, session: str, seen: Seen, *, accept: str = "application/json"
    ) -> None:
        place = urllib.parse.urlsplit(url)
        self.host, self.port, self.seen = place.hostname, place.port, seen
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.text = b""  # of the last answer
        self.session = session
        self.usual = f"Host: {place.netloc}\r\nAccept: {accept}\r\nAccept-Encoding: identity\r\n"

    async def ask(
        self, step: str, method: str, path: str, fields: dict[str, str] | None = None
    ) -> str:
        """Where the answer leads; notes how long it took."""
        head, body = f"{method} {path} HTTP/1.1\r\n{self.usual}", ""
        head += f"Cookie: sessionid={self.session}; csrftoken={TOKEN}\r\n"
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            head += (
                f"Content-Type: application/x-www-form-urlencoded\r\nX-CSRFToken: {TOKEN}\r\n"
                f"Content-Length: {len(body)}\r\n"
            )
        request = f"{head}\r\n{body}".encode("ascii")
        began = time.perf_counter()
        status, leads_to, text = await asyncio.wait_for(self._exchange(request), PATIENCE)
        self.seen.seconds[step].append(time.perf_counter() - began)
        self.text = text
        assert status < 400, f"{step} {status}: {text[:200]!r}"
        return leads_to

    async def _exchange(self, request: bytes) -> tuple[int, str, bytes]:
        if self.writer is not None:
            try:
                return await self._send(request)
            except (ConnectionError, asyncio.IncompleteReadError):
                # The server has ended a connection that was idle; browsers ask again too.
                self.leave()
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        return await self._send(request)

    async def _send(self, request: bytes) -> tuple[int, str, bytes]:
        assert self.reader is not None and self.writer is not None
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        pairs = (line.partition(": ") for line in lines if line)
        headers = {}
        for name, _, value in pairs:
            headers[name.lower()] = value
            if name.lower() == "set-cookie" and value.startswith("sessionid="):
                self.session = value.partition("=")[2].partition(";")[0]
        body = await self.reader.readexactly(int(headers["content-length"]))
        return int(first.split(" ", 2)[1]), headers.get("location", ""), body

    def leave(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
