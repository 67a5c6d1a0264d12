"""Trying a lab without an account: sent, waited for, shown to whoever has the address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import redis
from django.test import Client

from labs.models import PublicRun
from labs.trials import services
from tests.labs.workers import run_worker, wait_for
from tests.labs.writing import DOUBLE, WRONG
from tests.servers import use_broker

ADDRESS = "/courses/ml/labs/twice/try/"
HTMX = {"HX-Request": "true"}


def send(client: Client, code: str = DOUBLE) -> Any:
    return client.post(ADDRESS, {"code": code})


def test_a_visitor_runs_code_and_sees_what_came_of_it(client: Client, tried: Any) -> None:
    assert "raise NotImplementedError" in client.get(ADDRESS).text

    response = send(client, WRONG)
    run = PublicRun.objects.get()
    shown = f"{ADDRESS}{run.secret}/"
    assert response.url == f"{shown}#result"
    waiting = client.get(shown).text
    assert f'hx-get="{shown}"' in waiting and "return 3.0 * x" in waiting and "Refresh" in waiting
    services.run(run_id=run.pk)
    done = client.get(shown, headers=HTMX)

    assert "0 of 2 visible cases pass" in done.text
    assert "hx-get" not in done.text and "<html" not in done.text
    assert "no-store" in done["Cache-Control"]
    assert "drawn numbers" not in done.text and "Receipt" not in done.text


def test_the_address_of_a_run_cannot_be_guessed(client: Client, tried: Any) -> None:
    send(client)
    run = PublicRun.objects.get()
    assert len(run.secret) == 32
    for guess in (str(run.pk), run.secret[:-1], "x" * 200):
        assert client.get(f"{ADDRESS}{guess}/").status_code == 404


@pytest.mark.parametrize(("code", "status"), [("", 400), ("#" * 20_001, 413), ("'\x00'", 400)])
def test_a_refusal_hands_the_code_back(client: Client, tried: Any, code: str, status: int) -> None:
    response = send(client, code)
    assert response.status_code == status
    assert "Not run." in response.text
    assert code.replace("\x00", "␀").strip("'") in response.text
    assert not PublicRun.objects.exists()


def test_over_the_limits_the_page_says_when_to_come_again(
    client: Client, tried: Any, settings: Any
) -> None:
    settings.PUBLIC_RUNS_PER_ADDRESS, settings.PUBLIC_RUNS = 2, 1
    send(client)
    everybody = send(client)
    address = send(client)
    for response in (everybody, address):
        assert response.status_code == 429 and int(response["Retry-After"]) > 600
        assert "return 2.0 * x" in response.text
    assert "Many visitors" in everybody.text and "too many tries from your address" in address.text
    assert PublicRun.objects.count() == 1


def test_a_form_of_another_site_is_refused(tried: Any) -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_operators_can_switch_it_off(client: Client, tried: Any, settings: Any) -> None:
    send(client)
    settings.PUBLIC_TRIALS = False
    for address in (ADDRESS, f"{ADDRESS}{PublicRun.objects.get().secret}/"):
        assert client.get(address).status_code == 404
    assert send(client).status_code == 404


def test_a_lab_that_is_not_public_cannot_be_tried(client: Client, lab: Any) -> None:
    assert client.get(ADDRESS).status_code == send(client).status_code == 404


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_runs_it_in_the_sandbox(
    client: Client, tried: Any, redis_server: str, tmp_path: Path
) -> None:
    with redis.Redis.from_url(redis_server) as queue:
        queue.flushall()
    use_broker(redis_server)
    log = tmp_path / "worker.log"
    with run_worker(redis_server, log):
        shown = send(client).url
        wait_for(lambda: PublicRun.objects.get().finished_at, log)
    use_broker("unix:///nonexistent.sock")
    assert "2 of 2 visible cases pass" in client.get(shown).text
