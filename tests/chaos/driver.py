"""Students who send code, save answers and hand quizzes in, and who note what was confirmed.

A request that fails, or whose answer never comes, is sent again as it was, to either site, as a
browser or its reader does, until it is confirmed.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import httpx

from tests.labs.writing import DOUBLE, HALF_WRONG, WRONG

COURSE = "/courses/chaos/"
LAB, QUIZ = f"{COURSE}labs/twice/", f"{COURSE}quizzes/long/"
TOKEN = "t" * 32
PROGRAMS = {"passed": DOUBLE, "wrong_values": HALF_WRONG, "all_wrong": WRONG}
"""Code by what must become of it; the last two have the same verdict and other scores."""
EXPECTED = {"passed": ("passed", 1.0), "wrong_values": ("wrong_values", 0.75)}
EXPECTED["all_wrong"] = ("wrong_values", 0.0)
_FIELD = re.compile(r'name="(grow\.[^"]+)"')


@dataclass
class Confirmed:
    """What the site has said is stored."""

    submissions: list[tuple[int, str, str]] = field(default_factory=list)  # id, code, expected
    answers: dict[int, str] = field(default_factory=dict)  # the last one of each attempt
    submitted: list[int] = field(default_factory=list)  # attempts
    requests: int = 0
    failures: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class OutOfTime(Exception):
    """The site has not confirmed a request for minutes."""


class Student:
    """One person with a session; sends one request at a time."""

    def __init__(self, number: int, session: str, sites: list[str], confirmed: Confirmed) -> None:
        self.number, self.confirmed = number, confirmed
        self.sites = itertools.cycle(sites[number % 2 :] + sites[: number % 2])
        self.cookies = {"sessionid": session, "csrftoken": TOKEN}
        self.chance = random.Random(number)

    def submit(self, count: int, until: float) -> None:
        with self._client() as client:
            for turn in range(count):
                expected = self.chance.choice(sorted(PROGRAMS))
                code = f"# {self.number}.{turn}\n{PROGRAMS[expected]}"
                fields = {"code": code, "key": f"{self.number}-{turn}", "purpose": "graded"}
                fields["accepts_late"] = "1"
                answer = self._insist(client, f"{LAB}run/", fields, until, wait_if_refused=True)
                pk = re.search(r"show=(\d+)", answer.headers["location"])
                assert pk, answer.headers
                self.confirmed.submissions.append((int(pk[1]), code, expected))

    def take_quiz(self, saves: int, until: float) -> None:
        with self._client() as client:
            attempt = self._insist(client, f"{QUIZ}start/", {}, until).headers["location"]
            pk = int(re.search(r"/attempts/(\d+)/", attempt)[1])
            name = _FIELD.search(self._insist(client, attempt, None, until).text)[1]
            for turn in range(saves):
                text = f"w{self.number}x{turn}"
                basis = f"grow:{turn}:{turn + 1}:s{self.number}"
                fields = {"changed": name, name: text, "basis": basis}
                self._insist(client, f"{attempt}answers/", fields, until)
                self.confirmed.answers[pk] = text
                time.sleep(self.chance.uniform(0.1, 0.5))
            self._insist(client, f"{attempt}finish/", {"accepts_late": "1"}, until)
            self.confirmed.submitted.append(pk)

    @contextlib.contextmanager
    def _client(self) -> Iterator[httpx.Client]:
        limits = {"timeout": 40, "trust_env": False}
        headers = {"X-CSRFToken": TOKEN, "Accept": "application/json, text/html;q=0.9"}
        with httpx.Client(cookies=self.cookies, headers=headers, **limits) as client:
            yield client

    def _insist(
        self,
        client: httpx.Client,
        path: str,
        fields: dict[str, str] | None,
        until: float,
        *,
        wait_if_refused: bool = False,
    ) -> httpx.Response:
        method = "GET" if fields is None else "POST"
        last = ""
        while time.monotonic() < until:
            self.confirmed.requests += 1
            try:
                answer = client.request(method, next(self.sites) + path, data=fields)
            except httpx.HTTPError as error:
                last = repr(error)
                self.confirmed.failures += 1
            else:
                if answer.status_code < 400:
                    return answer
                last = f"{answer.status_code} {answer.text[:300]}"
                self.confirmed.failures += answer.status_code >= 500
                # 429: the last run of this lab has not been graded yet.
                waits = answer.status_code == 429 and wait_if_refused
                assert waits or answer.status_code >= 500, f"{method} {path}: {last}"
                if waits:  # for a verdict; asking all the time would keep the site from giving it
                    time.sleep(self.chance.uniform(0.5, 2.0))
            time.sleep(self.chance.uniform(0.2, 0.8))
        raise OutOfTime(f"{method} {path} was never confirmed; the last answer: {last}")


def drive(
    sites: list[str], sessions: list[str], *, each: int, attempts: int, abreast: int, until: float
) -> tuple[Confirmed, list[str]]:
    """All students, some of them at once; what was confirmed, and what could not be sent."""
    confirmed, errors = Confirmed(), []
    queue = iter(list(enumerate(sessions)))
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                number, session = next(queue, (None, ""))
            if number is None:
                return
            student = Student(number, session, sites, confirmed)
            try:
                if number < attempts:
                    student.take_quiz(4, until)
                student.submit(each, until)
            except (OutOfTime, AssertionError, httpx.HTTPError) as error:
                errors.append(f"student {number}: {error}")

    threads = [threading.Thread(target=work, daemon=True) for _ in range(abreast)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return confirmed, errors
