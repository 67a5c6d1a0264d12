"""The same code on PostgreSQL and a Redis server: from the course's files to the gradebook."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journeys.steps import COURSE, mistake, mistakes, solution
from tests.servers import free_port, run_redis
from tests.site import Site, run_site
from tests.visitor import Page, Visitor

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
QUIZ, LAB = f"{COURSE}quizzes/l1-regularization/", f"{COURSE}labs/penalties/"


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_redis(tmp_path_factory.mktemp("redis-server"), port=free_port()) as url:
        yield url


@pytest.fixture(scope="module")
def site_on_servers(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, redis_url: str
) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("on-servers")
    with run_site(var, DATABASE_URL=postgres_server, REDIS_URL=redis_url) as site:
        yield site


@pytest.fixture
def ben(site_on_servers: Site) -> Visitor:
    visitor = Visitor(site_on_servers.url)
    visitor.sign_in(**site_on_servers.info["student"])
    return visitor


@pytest.fixture
def ada(site_on_servers: Site) -> Visitor:
    visitor = Visitor(site_on_servers.url)
    visitor.sign_in(**site_on_servers.info["instructor"])
    return visitor


def submit(visitor: Visitor, code: str) -> str:
    """Submits by the plain form; the score as the page has it in the end."""
    lab = visitor.get(LAB)
    (key,) = lab.fields("key")
    page = visitor.post(f"{LAB}run/", lab, [key, ("code", code), ("purpose", "graded")])
    assert page.status == 200, page.text
    return wait_for_score(visitor, page).group(1)


def wait_for_score(visitor: Visitor, page: Page, seconds: float = 120) -> re.Match[str]:
    until = time.monotonic() + seconds
    while not (found := re.search(r'class="score">([\d.]+) of 100<', page.text)):
        assert time.monotonic() < until, page.text
        time.sleep(0.3)
        page = visitor.get(page.url)
    return found


def wait_until_well(site: Site, seconds: float = 180) -> dict[str, Any]:
    """The checks of its health; the first run of the scheduler comes after the start."""
    until = time.monotonic() + seconds
    while True:
        checks = json.loads(Visitor(site.url).get("/health/").text)["checks"]
        if all(check["ok"] for check in checks.values()):
            return checks
        assert time.monotonic() < until, checks
        time.sleep(0.3)


def test_the_servers_are_used_and_nothing_embedded(site_on_servers: Site):
    checks = wait_until_well(site_on_servers)
    assert checks["database"]["kind"] == "postgresql"
    assert not (site_on_servers.var / "courseware.sqlite3").exists()
    assert not (site_on_servers.var / "redis.sock").exists()


def test_a_quiz_and_a_lab_reach_the_gradebook(ben: Visitor, ada: Visitor):
    page = ben.get(QUIZ)
    answer = [page.option("Have zero values"), *page.fields(":revision")]
    review = ben.post(f"{QUIZ}check/1/", page, answer)
    assert "1 of 1" in re.search(r'class="question-points">([^<]*)<', review.text).group(1)

    wrong = submit(ben, mistake("penalties", mistakes("penalties")[0]))
    right = submit(ben, solution("penalties"))
    assert float(wrong) < float(right)

    rows = list(
        csv.DictReader(io.StringIO(ada.get(f"{COURSE}exchange/grades.csv").text.lstrip("\ufeff")))
    )
    (row,) = [row for row in rows if "ben" in row.values()]
    points = [float(value) for name, value in row.items() if "L1 regularization" in name and value]
    assert 1.0 in points
    assert any("Penalties" in name and value for name, value in row.items())


def test_connections_to_the_database_do_not_pile_up(
    site_on_servers: Site, ben: Visitor, postgres_server: str
):
    for _ in range(60):
        assert ben.get(COURSE).status == 200
    connection = psycopg.connect(postgres_server)
    count = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    (open_now,) = connection.execute(count).fetchone()
    connection.close()
    assert open_now <= 15


def test_a_second_start_keeps_the_data(
    tmp_path: Path, postgres_server: str, redis_url: str, site_on_servers: Site
):
    """Another folder on the same servers, as on a second machine; it makes the logins its own."""
    before = Visitor(site_on_servers.url)
    before.sign_in(**site_on_servers.info["instructor"])
    there = before.get(f"{COURSE}exchange/grades.csv").text
    site_on_servers.stop()
    with run_site(tmp_path, DATABASE_URL=postgres_server, REDIS_URL=redis_url) as second:
        ada = Visitor(second.url)
        ada.sign_in(**second.info["instructor"])
        assert ada.get(f"{COURSE}exchange/grades.csv").text == there
