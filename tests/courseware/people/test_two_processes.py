"""Two processes of the site on one database count together, also tries that come at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.servers import free_port
from tests.site import ROOT, copy_prepared_data
from tests.visitor import Page, Visitor

RIGHT, WRONG = "correct horse battery", "battery staple correct"
LOGIN = "/accounts/login/"
PEOPLE = f"""
from courseware.people.models import User
for name in ("dan", "bea", "cay"):
    User.objects.create_user(name, f"{{name}}@example.org", "{RIGHT}")
"""


@contextmanager
def web(environment: dict[str, str]) -> Iterator[str]:
    """The address of one process of the site; Redis is nowhere."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "uvicorn", "courseware.asgi:application", "--lifespan", "off"),
        *("--http", "courseware.serving.connections:Connection", "--ws", "none"),
        *("--port", str(port), "--forwarded-allow-ips", "", "--log-level", "error"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        until, url = time.monotonic() + 120, f"http://127.0.0.1:{port}"
        while True:
            try:
                Visitor(url).get(LOGIN)
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < until
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(120)


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])],
)
def two(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[tuple[str, str]]:
    var: Path = tmp_path_factory.mktemp("two") / "var"
    environment = {**os.environ, "COURSEWARE_VAR": str(var), "REDIS_URL": "redis://127.0.0.1:1/0"}
    environment["DATABASE_URL"] = ""
    if request.param == "postgres":
        environment["DATABASE_URL"] = request.getfixturevalue("make_postgres_database")()
    else:
        copy_prepared_data(var)
    make_people = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PEOPLE]
    subprocess.run(make_people, cwd=ROOT, env=environment, check=True)
    with ExitStack() as ends:
        yield ends.enter_context(web(environment)), ends.enter_context(web(environment))


def sign_in(url: str, login: str, password: str) -> Page:
    visitor = Visitor(url)
    return visitor.post(LOGIN, visitor.get(LOGIN), {"login": login, "password": password})


@pytest.mark.slow
def test_what_one_process_counts_the_other_knows(two: tuple[str, str]):
    answers = [sign_in(two[number % 2], "dan", WRONG).status for number in range(4)]
    assert answers == [200] * 4
    for _ in range(2):
        sign_in(two[0], "dan", WRONG)
    counted = 0
    for number in range(12):  # a busy machine lets some waits pass
        answer = sign_in(two[number % 2], "dan", WRONG)
        if answer.status == 429:
            counted += 1
            assert int(answer.headers["Retry-After"]) >= 1
    assert counted >= 1
    assert sign_in(two[1], "bea", RIGHT).status == 200


@pytest.mark.slow
def test_many_tries_at_once_get_few_looks_between_them(two: tuple[str, str]):
    with ThreadPoolExecutor(12) as pool:
        tries = [pool.submit(sign_in, two[number % 2], "cay", WRONG) for number in range(24)]
        first = [attempt.result().status for attempt in tries]
    # Before anything is counted as many may be under way as there are threads for it.
    assert first.count(200) <= 5 + 2 * len(os.sched_getaffinity(0)) + 2
    assert 429 in first


@pytest.mark.slow
def test_right_passwords_at_once_are_all_taken(two: tuple[str, str]):
    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(sign_in, two[number % 2], "bea", RIGHT) for number in range(8)]
        assert {attempt.result().path for attempt in tries} == {"/"}
