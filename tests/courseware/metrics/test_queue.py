"""The state of the queue, as Prometheus reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from courseware.metrics.queue import QueueCollector
from courseware.outbox.models import Dispatcher, Lane, Message
from tests.courseware.grading_hosts.hosts import RATIOS, add_host, scaled

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def value():
    registry = CollectorRegistry()
    registry.register(QueueCollector())

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(f"courseware_{name}", labels)

    return value


def message(number: int, **fields: object) -> Message:
    made = Message.objects.create(task="tests.nothing", args=[number], **fields)
    Message.objects.filter(pk=made.pk).update(created_at=timezone.now() - number * MINUTE)
    return made


def test_messages_are_counted_by_lane_and_state(value):
    now = timezone.now()
    message(1)
    message(2)
    message(3, sent_at=now)
    message(4, due_at=now + MINUTE)
    message(5, done_at=now)
    message(6, lane=Lane.REGRADE)

    states = ("waiting", "postponed", "in_flight")
    counted = [value("queue_messages", lane="graded", state=state) for state in states]
    assert counted == [2, 1, 1]
    assert value("queue_messages", lane="regrade", state="waiting") == 1
    assert value("queue_messages", lane="visible", state="waiting") == 0


def test_age_is_that_of_the_oldest_that_nobody_has_begun(value):
    now = timezone.now()
    message(2)
    message(3, sent_at=now)
    message(5, sent_at=now, started_at=now)

    assert 180 <= value("queue_oldest_seconds", lane="graded") < 240
    assert value("queue_oldest_seconds", lane="visible") == 0


def test_lag_is_that_of_what_was_not_sent(value):
    now = timezone.now()
    assert value("outbox_lag_seconds") == 0
    assert value("outbox_sweep_age_seconds") == float("inf")
    message(2)
    message(9, sent_at=now)
    Dispatcher.objects.create(swept_at=now - 3 * MINUTE)
    assert 120 <= value("outbox_lag_seconds") < 180
    assert 180 <= value("outbox_sweep_age_seconds") < 240


def test_a_broker_that_is_down_leaves_its_figures_out(value, settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nothing.sock'}"
    assert (value("up", part="database"), value("up", part="broker")) == (1, 0)
    assert value("slots") is None
    assert value("workers", sandbox="works") is None


def test_one_query_for_all_lanes(value, django_assert_num_queries):
    message(1)
    message(2, lane=Lane.REGRADE)
    with django_assert_num_queries(5):
        value("up", part="database")


def test_running_hosts_are_counted_by_whether_their_speed_counts(value):
    add_host(ratios=RATIOS)
    add_host("wide", scaled(1.5), deviating=2)
    add_host("gone", seen_at=timezone.now() - timedelta(hours=1))
    assert value("grading_hosts", speed="agrees") == 1
    assert value("grading_hosts", speed="deviates") == 1
    assert value("grading_hosts", speed="pending") == 0
