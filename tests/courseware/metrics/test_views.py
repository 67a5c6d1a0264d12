"""The page that Prometheus reads."""

from __future__ import annotations

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = "right"
    return {"Authorization": "Bearer right"}


def test_it_is_there_only_where_it_is_asked_for(client: Client):
    assert client.get("/metrics").status_code == 404


def test_without_the_token_nothing_is_told(client: Client, token):
    response = client.get("/metrics", headers={"Authorization": "Bearer wrong"})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert "courseware_" not in response.text


def test_it_is_text_that_prometheus_reads(client: Client, token):
    client.get("/accounts/login/")
    response = client.get("/metrics", headers=token)
    assert response["Content-Type"].startswith("text/plain; version=")
    families = {each.name: each for each in text_string_to_metric_families(response.text)}
    assert {"courseware_queue_messages", "courseware_up", "courseware_verdicts"} <= set(families)
    views = {each.labels["view"] for each in families["courseware_request_seconds"].samples}
    assert "account_login" in views


def test_an_address_is_enough_where_the_settings_name_it(client: Client, settings):
    settings.METRICS_FROM = ["127.0.0.0/8"]
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 401


def test_it_cannot_be_posted_to(client: Client, token):
    assert client.post("/metrics", headers=token).status_code == 405
