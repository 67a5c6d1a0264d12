"""Programs of release 0.1.0, as far as they handle messages, kept as they were.

    python -m tests.upgrades.earlier_release enqueue ID     what its site did with a submission
    python -m tests.upgrades.earlier_release sweep          its job that sends what was not sent
    celery -A tests.upgrades.earlier_release worker         its worker, without the grading

They know the columns and headers of that release alone: a message is a task by its name with its
arguments, and nothing else. `DATABASE_URL` and `REDIS_URL` say where. Do not adapt them to later
releases: a failure here is one of an upgrade in which old and new programs run together.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from celery import Celery

TASK = "labs.grade_submission"
RESEND_AFTER = timedelta(seconds=90)
_COLUMNS = "id, task, args, created_at, sent_at, sends, done_at"

_BROKER = os.environ.get("REDIS_URL", "").replace("unix://", "redis+socket://", 1)
app = Celery("courseware", broker=_BROKER)
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_queue="grading",
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": 600},
)


@app.task(name=TASK, acks_late=True)
def grade_submission(submission_id: int) -> None:
    """Ends the message as that release did, and notes the call where the test reads it."""
    with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
        calls.write(json.dumps([submission_id]) + "\n")
    _execute(
        "UPDATE outbox_message SET done_at = ? WHERE task = ? AND args = ? AND done_at IS NULL",
        [_now(), TASK, json.dumps([submission_id])],
    )


def enqueue(submission_id: int) -> None:
    """Stores the message and sends it."""
    values = [TASK, json.dumps([submission_id]), _now(), None, 0, None]
    _execute(
        "INSERT INTO outbox_message (task, args, created_at, sent_at, sends, done_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    sweep()


def sweep() -> None:
    """Sends what was never sent, and again what was sent long ago and is not done."""
    overdue = _timestamp(datetime.now(UTC) - RESEND_AFTER)
    rows = _execute(
        f"SELECT {_COLUMNS} FROM outbox_message WHERE done_at IS NULL "
        "AND (sent_at IS NULL OR sent_at < ?) ORDER BY created_at",
        [overdue],
    )
    for pk, task, args, _created_at, _sent_at, sends, _done_at in rows:
        app.send_task(task, args=json.loads(args) if isinstance(args, str) else args, retry=False)
        _execute(
            "UPDATE outbox_message SET sent_at = ?, sends = ? WHERE id = ?", [_now(), sends + 1, pk]
        )


def _execute(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        statement = statement.replace("args = ?", "args = ?::jsonb").replace("?", "%s")
        with psycopg.connect(url) as server:
            cursor = server.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    path = Path(os.environ["COURSEWARE_VAR"]) / "courseware.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as file, file:
        return file.execute(statement, values).fetchall()


def _timestamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def _now() -> str:
    return _timestamp(datetime.now(UTC))


if __name__ == "__main__":
    if sys.argv[1] == "enqueue":
        enqueue(int(sys.argv[2]))
    else:
        sweep()
