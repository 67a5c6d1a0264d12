"""Every page for every role: who gets in, who is sent to sign in, who learns of nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from courseware.announcements.services import announce
from courseware.calendars.services import renew_feed
from courseware.courses.loader import load_course
from courseware.gradebook.bulk import Action, Request
from courseware.gradebook.bulk_services import apply_to_all
from courseware.items.models import Course, Item
from courseware.notices.links import token_of
from courseware.threads.services import ask
from labs.scratch.services import start as start_scratch
from labs.submissions.services import submit_code
from labs.trials.services import start as start_trial
from quizzes.services import start_attempt
from tests.factories import make_instructor, make_notice, make_student, make_user

ROLES = ("anonymous", "stranger", "other", "student", "instructor")
LOGIN = 302  # to the sign-in page; told apart from other redirects below

# The status of GET for each of ROLES. 405: the page takes POST only, see POSTS.
PAGES: dict[str, tuple[int, int, int, int, int]] = {
    "home": (200, 200, 302, 302, 302),
    "health": (503, 503, 503, 503, 503),  # no queue and no worker in this test
    "style": (200, 200, 200, 200, 200),
    "playground": (200, 200, 200, 200, 200),
    "script-texts": (200, 200, 200, 200, 200),
    "course": (LOGIN, 200, 200, 200, 200),
    "about": (200, 200, 200, 200, 200),
    "join": (405, 405, 405, 405, 405),
    "mark-news-seen": (405, 405, 405, 405, 405),
    "search": (LOGIN, 404, 200, 200, 200),
    "calendar": (LOGIN, 200, 200, 200, 200),
    "calendar-renew": (405, 405, 405, 405, 405),
    "calendar-revoke": (405, 405, 405, 405, 405),
    "calendar-feed": (200, 200, 200, 200, 200),  # whoever has the secret
    "announcements": (LOGIN, 404, 200, 200, 200),
    "announcement-delete": (LOGIN, 404, 403, 403, 200),
    "notices": (LOGIN, 200, 200, 200, 200),
    "notices-seen": (405, 405, 405, 405, 405),
    "notice": (LOGIN, 404, 404, 302, 404),
    "notices-mail-off": (200, 200, 200, 200, 200),  # whoever has the message
    "chapter": (LOGIN, 404, 200, 200, 200),
    "mark-read": (405, 405, 405, 405, 405),
    "grades": (LOGIN, 404, 200, 200, 200),
    "threads": (LOGIN, 404, 200, 200, 200),
    "thread": (LOGIN, 404, 404, 200, 200),
    "ask": (LOGIN, 404, 200, 302, 200),
    "gradebook": (LOGIN, 404, 403, 403, 200),
    "gradebook-csv": (LOGIN, 404, 403, 403, 200),
    "student": (LOGIN, 404, 403, 403, 200),
    "override": (405, 405, 405, 405, 405),
    "what-if": (LOGIN, 404, 200, 200, 200),
    "gradebook-log": (LOGIN, 404, 403, 403, 200),
    "grading-rules": (LOGIN, 404, 403, 403, 200),
    "bulk-scores": (LOGIN, 404, 403, 403, 200),
    "release-scores": (405, 405, 405, 405, 405),
    "excuse": (405, 405, 405, 405, 405),
    "undo-change": (405, 405, 405, 405, 405),
    "undo-batch": (405, 405, 405, 405, 405),
    "quizzes:quiz": (LOGIN, 404, 200, 200, 200),
    "quizzes:try": (200, 200, 200, 200, 200),
    "quizzes:check": (405, 405, 405, 405, 405),
    "quizzes:again": (405, 405, 405, 405, 405),
    "quizzes:start": (405, 405, 405, 405, 405),
    "quizzes:attempt": (LOGIN, 404, 404, 200, 200),
    "quizzes:save": (405, 405, 405, 405, 405),
    "quizzes:finish": (LOGIN, 404, 404, 200, 404),
    "quizzes:grade": (405, 405, 405, 405, 405),
    "quizzes:author": (LOGIN, 404, 403, 403, 200),
    "quizzes:coverage": (LOGIN, 404, 403, 403, 200),
    "quizzes:analysis": (LOGIN, 404, 403, 403, 200),
    "quizzes:people": (LOGIN, 404, 403, 403, 200),
    "quizzes:record": (LOGIN, 404, 403, 403, 200),
    "quizzes:regrade": (LOGIN, 404, 403, 403, 200),
    "quizzes:regrade-progress": (LOGIN, 404, 403, 403, 200),
    "quizzes:status": (LOGIN, 404, 404, 200, 404),
    "labs:index": (LOGIN, 404, 200, 200, 200),
    "labs:numpy-names": (LOGIN, 404, 200, 200, 200),
    "labs:lab": (LOGIN, 404, 200, 200, 200),
    "labs:try": (200, 200, 200, 200, 200),
    "labs:try-run": (200, 200, 200, 200, 200),  # whoever has the address
    "labs:scratch": (405, 405, 405, 405, 405),
    "labs:scratch-run": (LOGIN, 404, 404, 200, 404),
    "labs:draft": (405, 405, 405, 405, 405),
    "labs:download": (405, 405, 405, 405, 405),
    "labs:compare": (LOGIN, 404, 404, 200, 200),
    "labs:solutions": (LOGIN, 404, 403, 403, 200),
    "labs:run": (405, 405, 405, 405, 405),
    "labs:file": (405, 405, 405, 405, 405),
    "labs:listing": (405, 405, 405, 405, 405),
    "labs:history": (LOGIN, 404, 200, 200, 200),
    "labs:submission": (LOGIN, 404, 404, 200, 200),
    "labs:result": (LOGIN, 404, 404, 200, 200),
    "labs:events": (LOGIN, 404, 404, 200, 200),
    "labs:code": (LOGIN, 404, 404, 200, 200),
    "labs:regrade": (405, 405, 405, 405, 405),
}

# The status of an empty POST. 302 of members: done, and on to the next page.
POSTS: dict[str, tuple[int, int, int, int, int]] = {
    "mark-read": (LOGIN, 404, 302, 302, 302),
    "override": (LOGIN, 404, 403, 403, 422),
    "excuse": (LOGIN, 404, 403, 403, 422),
    "undo-change": (LOGIN, 404, 403, 403, 302),
    "undo-batch": (LOGIN, 404, 403, 403, 302),
    "release-scores": (LOGIN, 404, 403, 403, 302),
    "bulk-scores": (LOGIN, 404, 403, 403, 422),
    "grading-rules": (LOGIN, 404, 403, 403, 422),
    "thread": (LOGIN, 404, 404, 422, 422),
    "calendar-renew": (LOGIN, 302, 302, 302, 302),
    "calendar-revoke": (LOGIN, 302, 302, 302, 302),
    "announcements": (LOGIN, 404, 403, 403, 422),
    "announcement-delete": (LOGIN, 404, 403, 403, 302),
    "notices-seen": (LOGIN, 302, 302, 302, 302),
    "notices-mail-off": (200, 200, 200, 200, 200),
    "mark-news-seen": (LOGIN, 404, 302, 302, 302),
    "quizzes:try": (409, 409, 409, 409, 409),
    "quizzes:check": (LOGIN, 404, 409, 422, 409),
    "quizzes:again": (LOGIN, 404, 302, 302, 302),
    "quizzes:start": (LOGIN, 404, 302, 302, 302),
    "quizzes:save": (LOGIN, 404, 404, 302, 404),
    "quizzes:finish": (LOGIN, 404, 404, 302, 404),
    "quizzes:grade": (LOGIN, 404, 403, 403, 409),
    "labs:try": (400, 400, 400, 400, 400),
    "labs:run": (LOGIN, 404, 400, 400, 400),
    "labs:file": (LOGIN, 404, 400, 400, 400),
    "labs:scratch": (LOGIN, 404, 400, 400, 400),
    "labs:draft": (LOGIN, 404, 200, 200, 200),
    "labs:download": (LOGIN, 404, 200, 200, 200),
    "labs:listing": (LOGIN, 404, 302, 302, 302),
    "labs:regrade": (LOGIN, 404, 403, 403, 302),
    "join": (LOGIN, 302, 302, 302, 302),  # last: after it the stranger is none
}

# What follows the address of a page that shows nothing without it.
QUERIES = {"labs:compare": "?before={pk}&after={pk}"}


@dataclass(frozen=True)
class World:
    people: dict[str, Any]
    arguments: dict[str, dict[str, Any]]

    def url(self, name: str) -> str:
        """Arguments of this page, else of its app, else of all pages."""
        known = self.arguments
        given = known["all"] | known.get(name.partition(":")[0], {}) | known.get(name, {})
        address = reverse(name, kwargs={key: given[key] for key in ADDRESSES[name]})
        return address + QUERIES.get(name, "").format(**given)

    def client(self, role: str) -> Client:
        client = Client(enforce_csrf_checks=False)
        if role != "anonymous":
            client.force_login(self.people[role])
        return client


COURSE = """\
slug: roles
title: Roles
public: {quiz: dropout, lab: penalties}
chapters:
  - file: training-neural-networks.md
    items:
      - quiz: dropout
  - file: regularization-for-sparsity.md
    items:
      - lab: penalties
"""
CHAPTERS = {
    "training-neural-networks": (
        "## One {#dropout}\n\n## Two {#dropout-ensemble}\n\n## Three {#dropout-scaling}\n\n"
        "::quiz[dropout]\n"
    ),
    "regularization-for-sparsity": "## Penalties {#penalties}\n\n::lab[penalties]\n",
}


@pytest.fixture
def small_course(tmp_path: Path) -> Path:
    """A course of one shipped item of each kind; all of them take seconds to load."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    for name, text in CHAPTERS.items():
        chapter = f"---\ntitle: {name}\n---\n\n{text}"
        (tmp_path / "chapters" / f"{name}.md").write_text(chapter, encoding="utf-8")
    return tmp_path


@pytest.fixture
def world(db: None, small_course: Path) -> World:
    """A course; a student with an attempt and a submission, and everybody else."""
    load_course(small_course)
    course = Course.objects.get()
    people = {
        "stranger": make_user("cleo"),
        "other": make_student(course, "dora"),
        "student": make_student(course, "ben"),
        "instructor": make_instructor(course, "ada"),
    }
    quiz, lab = (Item.objects.filter(kind=kind).first() for kind in ("quiz", "lab"))
    attempt = start_attempt(item=quiz, user=people["student"])
    submission = submit_code(
        item=lab, user=people["student"], code="x = 1\n", purpose="graded", key="k"
    )
    thread = ask(item=lab, asker=people["student"], place="score", text="Why?")
    scratch = start_scratch(item=lab, user=people["student"], code="x = 1\n", lines="x")
    announcement = announce(course=course, author=people["instructor"], text="Welcome.")
    notice = make_notice(people["student"], course)
    feed = renew_feed(user=people["student"])
    batch = apply_to_all(
        item=quiz,
        students=[people["student"].pk],
        request=Request(Action.EXCUSE),
        reason="Ill.",
        by=people["instructor"],
    )
    chapter = course.chapters.first()
    arguments = {
        "all": {
            **{"course": course.slug, "slug": chapter.slug, "student": people["student"].pk},
            "language": "en",
        },
        **{
            page: {"kind": "quiz", "slug": quiz.slug}
            for page in ("override", "excuse", "bulk-scores", "release-scores")
        },
        "undo-change": {"pk": batch.changes.get().pk},
        "undo-batch": {"pk": batch.pk},
        "thread": {"pk": thread.pk},
        "ask": {"kind": "lab", "slug": lab.slug},
        "calendar-feed": {"pk": feed.pk, "secret": feed.secret},
        "announcement-delete": {"pk": announcement.pk},
        "notice": {"pk": notice.pk},
        "notices-mail-off": {"token": token_of(people["student"])},
        "quizzes": {"slug": quiz.slug, "pk": attempt.pk, "number": attempt.number},
        "quizzes:grade": {"question": attempt.responses.get(position=1).question},
        "labs": {"slug": lab.slug, "pk": submission.pk, "version": np.__version__},
        "labs:scratch-run": {"pk": scratch.pk},
        "labs:try-run": {"secret": start_trial(item=lab, code="x = 1\n").secret},
    }
    return World(people, arguments)


def status_of(world: World, client: Client, name: str, method: str) -> Any:
    """The status; where to, when it is a redirect of an anonymous visitor."""
    answer = getattr(client, method)(world.url(name))
    if answer.status_code == LOGIN and answer.url.startswith("/accounts/login/"):
        return "login"
    return answer.status_code


def expected(table: dict[str, tuple[int, ...]], role: str) -> dict[str, Any]:
    place = ROLES.index(role)
    return {
        name: "login" if role == "anonymous" and row[place] == LOGIN else row[place]
        for name, row in table.items()
    }


def statuses(world: World, table: dict[str, tuple[int, ...]], method: str) -> dict[str, Any]:
    """By role and page; what one role does is undone before the next."""
    found = {}
    for role in ROLES:
        client = world.client(role)
        with transaction.atomic():
            found[role] = {name: status_of(world, client, name, method) for name in table}
            transaction.set_rollback(True)
    return found


def test_every_page_answers_every_role_as_it_should(world: World):
    assert statuses(world, PAGES, "get") == {role: expected(PAGES, role) for role in ROLES}


def test_every_form_takes_from_every_role_what_it_should(world: World):
    assert statuses(world, POSTS, "post") == {role: expected(POSTS, role) for role in ROLES}


def test_a_page_that_only_shows_takes_no_post(world: World):
    client = world.client("instructor")
    both = {"quizzes:people", "quizzes:regrade"}
    shown = {name for name in PAGES if name.startswith(("labs:", "quizzes:"))} - set(POSTS) - both
    assert {name: status_of(world, client, name, "post") for name in shown} == dict.fromkeys(
        shown, 405
    )


def test_the_table_names_every_page_of_ours():
    assert set(PAGES) == set(ADDRESSES)
    only_posts = {name for name, row in PAGES.items() if row == (405,) * 5}
    assert only_posts <= set(POSTS)


def _addresses(patterns: list[Any], space: str = "", above: tuple[str, ...] = ()) -> Any:
    """The names of pages but those of the admin and of allauth, each with its arguments."""
    for pattern in patterns:
        if str(pattern.pattern).startswith(("admin/", "accounts/")):
            continue
        arguments = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, inner, arguments)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", arguments


ADDRESSES: dict[str, tuple[str, ...]] = dict(_addresses(get_resolver().url_patterns))
