"""What is done for quizzes without anybody asking."""

from __future__ import annotations

from celery import shared_task

from quizzes import services


@shared_task(name="quizzes.finish_overdue")
def finish_overdue() -> None:
    services.finish_overdue()
