"""The state of the queue and the workers, read when Prometheus asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from courseware.grading_hosts.selectors import running_statuses
from courseware.grading_hosts.standing import Status
from courseware.outbox.models import Lane
from courseware.outbox.selectors import lane_statuses, outbox_status
from courseware.workers import heartbeat


class QueueCollector(Collector):
    """A part that does not respond is left out; `courseware_up` says which."""

    def describe(self) -> list[Metric]:
        """Nothing: the database must not be read when the collector is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily(
            "courseware_up", "Whether a part of the site responds.", labels=["part"]
        )
        for part, read in (("database", _queue), ("broker", _workers)):
            try:
                yield from list(read())
            except (DatabaseError, RedisError):
                up.add_metric([part], 0)
            else:
                up.add_metric([part], 1)
        yield up


def _queue() -> Iterator[Metric]:
    messages = GaugeMetricFamily(
        "courseware_queue_messages",
        "Messages that are not done, by lane: waiting for a worker, postponed or in flight.",
        labels=["lane", "state"],
    )
    oldest = GaugeMetricFamily(
        "courseware_queue_oldest_seconds",
        "Age of the oldest message of a lane that no worker has begun.",
        labels=["lane"],
    )
    statuses, now = lane_statuses(), timezone.now()
    for lane in Lane.values:
        status = statuses.get(lane)
        for state in ("waiting", "postponed", "in_flight"):
            messages.add_metric([lane, state], getattr(status, state) if status else 0)
        age = (now - status.oldest).total_seconds() if status and status.oldest else 0
        oldest.add_metric([lane], max(0.0, age))
    yield from (messages, oldest)
    yield from _lag()
    yield _hosts()


def _hosts() -> Metric:
    hosts = GaugeMetricFamily(
        "courseware_grading_hosts",
        "Hosts with workers by whether the speed that they measure counts.",
        labels=["speed"],
    )
    found = Counter(str(status) for status in running_statuses())
    for status in Status.values:
        hosts.add_metric([status], found[status])
    return hosts


def _lag() -> Iterator[Metric]:
    status, now = outbox_status(), timezone.now()
    lag = (now - status.oldest).total_seconds() if status.oldest else 0.0
    yield GaugeMetricFamily(
        "courseware_outbox_lag_seconds",
        "Age of the oldest message that is due and has not been sent to the broker.",
        value=max(0.0, lag),
    )
    swept = (now - status.swept_at).total_seconds() if status.swept_at else float("inf")
    yield GaugeMetricFamily(
        "courseware_outbox_sweep_age_seconds",
        "Time since the scheduler last looked for messages to send.",
        value=max(0.0, swept),
    )


def _workers() -> Iterator[Metric]:
    statuses = list(heartbeat.workers().values())
    refusing = sum(bool(status["refuses"]) for status in statuses)
    workers = GaugeMetricFamily(
        "courseware_workers", "Workers by whether they can make a sandbox.", labels=["sandbox"]
    )
    workers.add_metric(["works"], len(statuses) - refusing)
    workers.add_metric(["refused"], refusing)
    yield workers
    slots = sum(status.get("slots", 1) for status in statuses)
    yield GaugeMetricFamily("courseware_slots", "Tasks that workers can run at once.", value=slots)
