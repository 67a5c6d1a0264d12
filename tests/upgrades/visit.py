"""Upgrades the database of an earlier release by today's code, and visits every page of the site.

A program of its own, because a process has one database: `DATABASE_URL`, `SECRET_KEY` and, as its
argument, the JSON of session cookies come from the test. Prints as JSON what it found.
"""

from __future__ import annotations

import html
import inspect
import io
import json
import os
import re
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django.setup()

from django.conf import settings  # noqa: E402  (after the setup)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

_LINK = re.compile(r'(?:href|src|data-[a-z-]+)="(/[^"]*)"')
_OWN_MOVES = ("/accounts/logout/", "/static/", "/events/")  # signs out, files, never ends


def main(cookies: dict[str, str]) -> dict[str, Any]:
    before = _scores()
    call_command("migrate", verbosity=0, interactive=False)
    found = _Found()
    for name, cookie in cookies.items():
        found.visit(name, cookie)
    kept, records, work = before == _scores(), _records(), _work()
    if connection.vendor == "sqlite":  # once is enough: an upgrade brings new revisions
        call_command("load_course", settings.SHIPPED_COURSE, stdout=io.StringIO())
        found.visit("ada", cookies["ada"])
    return {
        "pages": found.count,
        "failed": found.failed,
        "signed_out": found.signed_out,
        "scores_kept": bool(before) and kept,
        "records": records,
        **_messages(),
        **work,
    }


class _Found:
    def __init__(self) -> None:
        self.count = 0
        self.failed: list[str] = []
        self.signed_out: list[str] = []

    def visit(self, name: str, cookie: str) -> None:
        """Follows every link from every address that has something to show for this person."""
        client = Client(raise_request_exception=False, HTTP_HOST="localhost")
        client.cookies["sessionid"] = cookie
        if "/accounts/login/" in client.get(reverse("account_change_password")).get("Location", ""):
            self.signed_out.append(name)
        waiting, seen = list(_addresses(name)), set()
        while waiting:
            path = waiting.pop()
            if path in seen or any(part in path for part in _OWN_MOVES):
                continue
            if name == "root" and not path.startswith("/admin/"):
                continue  # the instructor has seen it
            seen.add(path)
            answer = client.get(path)
            self.count += 1
            if answer.status_code >= 500 and path != "/health/":  # no scheduler and worker run here
                self.failed.append(f"{name} {path}: {answer.status_code}")
            if "text/html" in answer.get("Content-Type", ""):
                waiting += _links(path, answer.text)
            if "Location" in answer:
                waiting.append(answer["Location"])


def _links(path: str, text: str) -> Iterable[str]:
    """Of the admin without the many ways to sort and to filter."""
    for link in _LINK.findall(text):
        address = urlsplit(urljoin(path, html.unescape(link)))
        if not (address.path.startswith("/admin/") and address.query):
            yield address.path + (f"?{address.query}" if address.query else "")


def _addresses(name: str) -> Iterable[str]:
    """The site's entrances, and each row of people's work that the person may see."""
    from courseware.items.models import Item
    from labs.models import Submission
    from quizzes.models import Attempt

    if name == "root":
        yield from _admin()
        return
    yield "/"
    attempts = Attempt.objects.select_related("item__course")
    submissions = Submission.objects.select_related("item__course")
    if name != "ada":
        attempts = attempts.filter(user__username=name)
        submissions = submissions.filter(user__username=name)
    for attempt in attempts:
        address = attempt.get_absolute_url()
        yield from (address, f"{address}finish/", f"{address}status/", f"{address}record/")
    for submission in submissions:
        address = submission.get_absolute_url()
        yield from (address, f"{address}result/", f"{address}code/")
    for item in Item.objects.select_related("course"):
        address = item.get_absolute_url()
        yield from (address, f"{address}submissions/")
        yield from (f"{address}{page}/" for page in ("analysis", "regrade", "people", "author"))


def _admin() -> Iterable[str]:
    """Lists and each row."""
    from django.contrib import admin

    yield "/admin/"
    for model in admin.site._registry:
        meta = model._meta
        place = f"admin:{meta.app_label}_{meta.model_name}"
        yield reverse(f"{place}_changelist")
        for pk in model._default_manager.values_list("pk", flat=True)[:5]:
            yield reverse(f"{place}_change", args=[pk])


def _records() -> list[str]:
    """Attempts whose events no longer lead to what is stored."""
    from quizzes import selectors
    from quizzes.models import Attempt
    from quizzes.pages.people_page import differences

    return [
        f"{attempt}: {difference}"
        for attempt in Attempt.objects.select_related("revision", "item__course", "user")
        for difference in differences(
            attempt, selectors.attempt_questions(attempt), list(attempt.events.all())
        )
    ]


def _messages() -> dict[str, Any]:
    """How many messages the release has left, and which of them no task of today can take."""
    from courseware.celery import app
    from courseware.outbox.formats import FORMAT
    from courseware.outbox.models import Message

    app.loader.import_default_modules()
    messages, unreadable = list(Message.objects.all()), []
    for message in messages:
        try:
            inspect.signature(app.tasks[message.task].run).bind(*message.args)
            assert message.format <= FORMAT
        except (LookupError, TypeError, AssertionError) as error:
            unreadable.append(f"{message}: {error!r}")
    return {"messages": len(messages), "unreadable": unreadable}


def _work() -> dict[str, Any]:
    """What goes on with work that the release left unfinished."""
    from django.utils import timezone

    from quizzes import selectors, services
    from quizzes.models import Attempt
    from quizzes.services.changes import Change

    services.finish_overdue_attempts()
    saved = 0
    for attempt in Attempt.objects.filter(submitted_at=None).select_related("user"):
        (row, *_) = selectors.attempt_questions(
            selectors.own_attempt_or_404(attempt.item, attempt.pk, attempt.user)
        )
        fields = row.question.to_form(row.question.parse_response(row.question.samples().right))
        change = Change(row.question.id, fields)
        services.save_answers(attempt=attempt, changes=[change], by=attempt.user)
        services.finish_attempt(attempt=attempt, by=attempt.user)
        saved += 1
    overdue = Attempt.objects.filter(submitted_at=None, item__closes_at__lt=timezone.now())
    return {"saved": saved, "overdue": overdue.count()}


def _scores() -> list[list[Any]]:
    """Item, person, fraction, override and whether it is late, in the words of any release."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "gradebook_score")
    names = {column.name for column in columns}
    late = "late_by" if "late_by" in names else "late"
    rows = _rows(
        f"SELECT item_id, user_id, fraction, override, {late} FROM gradebook_score ORDER BY 1, 2"
    )
    return [[*row[:-1], bool(row[-1])] for row in rows]


def _rows(query: str) -> list[list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [list(row) for row in cursor.fetchall()]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
