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
from courseware.deadlines.models import Extension
from courseware.gradebook.bulk import Action, Request
from courseware.gradebook.bulk_services import apply_to_all
from courseware.items.models import Course
from courseware.items.regrading import Selection
from courseware.manual_grading.pseudonyms import code_of
from courseware.manual_grading.selectors import part_or_404
from courseware.manual_grading.services import start_rubric
from courseware.notices.links import token_of
from courseware.regrades.services import start as start_regrade
from courseware.threads.services import ask
from labs.models import Comparison, Submission
from labs.scratch.services import start as start_scratch
from labs.submissions.services import submit_code
from labs.trials.services import start as start_trial
from quizzes.services import start_attempt
from tests.factories import make_instructor, make_notice, make_staff, make_student, make_user

# Of the last two assistants, the first is limited to the section of the student, the second to
# another one. The outsider is instructor of another course.
ROLES = (
    *("anonymous", "stranger", "outsider", "other", "student", "observer", "author", "grader"),
    *("assistant", "elsewhere", "instructor"),
)
LOGIN = 302  # to the sign-in page; told apart from other redirects below

# Who has which permission: written down a second time, so that no slip changes both.
ASSISTANTS = {"assistant", "elsewhere"}
STAFF = {"observer", "author", "grader", "instructor"} | ASSISTANTS
ALLOWED = {
    "see content": STAFF,
    "see analysis": STAFF - {"grader"},
    "see grades": {"observer", "instructor"} | ASSISTANTS,
    "export": {"instructor"},
    "grade": {"grader", "instructor"} | ASSISTANTS,
    "answer": {"instructor"} | ASSISTANTS,
    "grant": {"instructor"} | ASSISTANTS,
    "change grades": {"instructor"},
    "change course": {"instructor"},
    "manage people": {"instructor"},
}
Row = dict[str, int]


def everybody(status: int) -> Row:
    return dict.fromkeys(ROLES, status)


def signed_in(status: int, **but: int) -> Row:
    """A page of the site: for everybody with an account."""
    return everybody(status) | {"anonymous": LOGIN} | but


def members(status: int, **but: int) -> Row:
    """A page of the course: whoever is not in it learns of nothing."""
    return signed_in(status, stranger=404, outsider=404) | but


def staff(permission: str, status: int = 200, **but: int) -> Row:
    """A page that takes a permission, which other members may know of."""
    return members(403) | dict.fromkeys(ALLOWED[permission], status) | but


def about_student(permission: str, status: int = 200, **but: int) -> Row:
    """As `staff`, of one student, who is in a section."""
    unknown = {"elsewhere": 404} if "elsewhere" in ALLOWED[permission] else {}
    return staff(permission, status) | unknown | but


def own(status: int, **but: int) -> Row:
    """Something of one student, for nobody else."""
    return members(404, student=status) | but


def work(permission: str = "see grades", status: int = 200, **but: int) -> Row:
    """Something of one student, for them and for those of the staff with the permission."""
    return own(status) | dict.fromkeys(ALLOWED[permission] - {"elsewhere"}, status) | but


WATCHES = {"observer": 403}  # sends nothing

# The status of GET by role. 405: the page takes POST only, see POSTS.
PAGES: dict[str, Row] = {
    "home": signed_in(302, anonymous=200, stranger=200),
    "health": everybody(503),  # no queue and no worker in this test
    "style": everybody(200),
    "playground": everybody(200),
    "script-texts": everybody(200),
    "course": signed_in(200),
    "about": everybody(200),
    "join": everybody(405),
    "mark-news-seen": everybody(405),
    "search": members(200),
    "calendar": signed_in(200),
    "calendar-renew": everybody(405),
    "calendar-revoke": everybody(405),
    "calendar-feed": everybody(200),  # whoever has the secret
    "announcements": members(200),
    "announcement-delete": staff("change course"),
    "notices": signed_in(200),
    "notices-seen": everybody(405),
    "notice": signed_in(404, student=302),
    "notices-mail-off": everybody(200),  # whoever has the message
    "chapter": members(200),
    "mark-read": everybody(405),
    "grades": members(200),
    "threads": members(200),
    "thread": work("answer"),
    "ask": members(200, student=302),
    "falling-behind": staff("see grades"),
    "gradebook": staff("see grades"),
    "gradebook-csv": staff("export"),
    "student": about_student("see grades"),
    "override": everybody(405),
    "extensions": staff("grant"),
    "extension-give": staff("grant"),
    "extension-withdraw": everybody(405),
    "regrades": staff("change grades"),
    "regrade-new": staff("change grades"),
    "regrade": staff("change grades"),
    "regrade-progress": staff("change grades"),
    "regrade-apply": everybody(405),
    "regrade-discard": everybody(405),
    "regrade-undo": everybody(405),
    "regrade-dismiss": everybody(405),
    "what-if": members(200),
    "gradebook-log": staff("see grades"),
    "grading-rules": staff("change grades"),
    "bulk-scores": staff("change grades"),
    "release-scores": everybody(405),
    "excuse": everybody(405),
    "undo-change": everybody(405),
    "undo-batch": everybody(405),
    "grading": staff("grade"),
    "grading-start": staff("change grades"),  # for what the author gave no rubric
    "grading-at": about_student("grade", 302),
    "grading-place": staff("grade", 302),
    "grading-queue": staff("grade"),
    "grading-next": everybody(405),
    "grading-rubric": staff("grade"),
    "grading-settings": staff("change grades"),
    "grading-work": about_student("grade"),
    "grading-claim": everybody(405),
    "quizzes:quiz": members(200),
    "quizzes:try": everybody(200),
    "quizzes:check": everybody(405),
    "quizzes:again": everybody(405),
    "quizzes:start": everybody(405),
    "quizzes:attempt": work(),
    "quizzes:save": everybody(405),
    "quizzes:finish": own(200),
    "quizzes:author": staff("see content"),
    "quizzes:coverage": staff("see content"),
    "quizzes:analysis": staff("see analysis"),
    "quizzes:people": staff("see grades"),
    "quizzes:record": about_student("see grades"),
    "quizzes:status": own(200),
    "labs:index": members(200),
    "labs:numpy-names": members(200),
    "labs:lab": members(200),
    "labs:try": everybody(200),
    "labs:try-run": everybody(200),  # whoever has the address
    "labs:scratch": everybody(405),
    "labs:scratch-run": own(200),
    "labs:draft": everybody(405),
    "labs:download": everybody(405),
    "labs:compare": work(),
    "labs:solutions": staff("see content"),
    "labs:analysis": staff("see analysis"),
    "labs:speed": staff("see analysis"),
    "labs:behind": staff("see content"),
    "labs:similarity": staff("see grades"),
    "labs:similarity-progress": staff("see grades", 204),  # nothing is under way
    "labs:similar-pair": about_student("see grades"),
    "labs:run": everybody(405),
    "labs:file": everybody(405),
    "labs:listing": everybody(405),
    "labs:history": members(200),
    "labs:submission": work(),
    "labs:result": work(),
    "labs:events": work(),
    "labs:code": work(),
    "labs:regrade": everybody(405),
}

# The status of an empty POST. 302 of members: done, and on to the next page.
POSTS: dict[str, Row] = {
    "mark-read": members(302, **WATCHES),
    "override": staff("change grades", 422),
    "extension-give": staff("grant", 422),
    "extension-withdraw": about_student("grant", 302),
    "regrade-new": staff("change grades", 422),
    "regrade-apply": staff("change grades", 422),
    "regrade-undo": staff("change grades", 422),
    "regrade-discard": staff("change grades", 302),
    "regrade-dismiss": staff("change grades", 302),
    "excuse": staff("change grades", 422),
    "undo-change": staff("change grades", 302),
    "undo-batch": staff("change grades", 302),
    "release-scores": staff("change grades", 302),
    "bulk-scores": staff("change grades", 422),
    "grading-rules": staff("change grades", 422),
    "thread": work("answer", 422, **WATCHES),
    "ask": members(422, **WATCHES),
    "calendar-renew": signed_in(302),
    "calendar-revoke": signed_in(302),
    "announcements": staff("change course", 422),
    "announcement-delete": staff("change course", 302),
    "notices-seen": signed_in(302),
    "notices-mail-off": everybody(200),
    "mark-news-seen": members(302, **WATCHES),
    "grading-start": staff("change grades", 422),
    "grading-next": staff("grade", 302),
    "grading-rubric": staff("grade", 422),
    "grading-settings": staff("change grades", 422),
    "grading-work": about_student("grade", 422),
    "grading-claim": about_student("grade"),
    "quizzes:try": everybody(409),
    "quizzes:check": members(409, student=422, **WATCHES),
    "quizzes:again": members(302, **WATCHES),
    "quizzes:start": members(302, **WATCHES),
    "quizzes:save": own(302),
    "quizzes:finish": own(302, **WATCHES),
    "labs:try": everybody(400),
    "labs:similarity": staff("see grades", 422, **WATCHES, assistant=403, elsewhere=403),
    "labs:similar-pair": about_student("see grades", 422, **WATCHES),
    "labs:run": members(400, **WATCHES),
    "labs:file": members(400, **WATCHES),
    "labs:scratch": members(400, **WATCHES),
    "labs:draft": members(200, **WATCHES),
    "labs:download": members(200, **WATCHES),
    "labs:listing": members(302, **WATCHES),
    "labs:behind": staff("see content", 302, **WATCHES),
    "labs:regrade": staff("change grades", 302),
    "join": signed_in(302),  # last: after it the stranger is none
}

REGRADE_PAGES = [f"regrade{page}" for page in ("", "-progress", "-apply", "-discard", "-undo")]

# What follows the address of a page that shows nothing without it.
QUERIES = {"labs:compare": "?before={pk}&after={pk}"}


@dataclass(frozen=True)
class World:
    people: dict[str, Any]
    arguments: dict[str, dict[str, Any]]

    def url(self, name: str, **other: Any) -> str:
        """Arguments of this page, else of its app, else of all pages; ``other`` replaces some."""
        known = self.arguments
        given = known["all"] | known.get(name.partition(":")[0], {}) | known.get(name, {}) | other
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


def make_people(course: Course) -> dict[str, Any]:
    """By role; the student and one assistant are in one section, the second is in another."""
    monday, tuesday = (course.sections.create(name=name) for name in ("Monday", "Tuesday"))
    people = {
        "stranger": make_user("cleo"),
        "other": make_student(course, "dora"),
        "student": make_student(course, "ben"),
        "observer": make_staff(course, "observer", "olga"),
        "author": make_staff(course, "author", "aziz"),
        "grader": make_staff(course, "grader", "greta"),
        "assistant": make_staff(course, "assistant", "mona", [monday]),
        "elsewhere": make_staff(course, "assistant", "tuan", [tuesday]),
        "instructor": make_instructor(course, "ada"),
    }
    people["student"].enrollments.get().sections.add(monday)
    return people


@pytest.fixture
def world(db: None, small_course: Path) -> World:
    """Two equal courses; in one a student with an attempt and a submission, and everybody else."""
    load_course(small_course)
    course = Course.objects.get()
    (small_course / "course.yaml").write_text(COURSE.replace("slug: roles", "slug: elsewhere"))
    load_course(small_course)
    people = make_people(course)
    people["outsider"] = make_instructor(Course.objects.get(slug="elsewhere"), "otto")
    quiz, lab = (course.items.filter(kind=kind).first() for kind in ("quiz", "lab"))
    attempt = start_attempt(item=quiz, user=people["student"])
    submission = submit_code(
        item=lab, user=people["student"], code="x = 1\n", purpose="graded", key="k"
    )
    copied = submit_code(item=lab, user=people["other"], code="x = 1\n", purpose="graded", key="k")
    figures = dict.fromkeys(("similarity", "percentile", "z", "shared", "rare"), 1)
    pair = Comparison.objects.create(
        item=lab, state="done", summary={"compared": 2, "all_pairs": 1, "median": 0.0}
    ).pairs.create(left=submission, right=copied, stands_out=True, **figures)
    thread = ask(item=lab, asker=people["student"], place="score", text="Why?")
    part = part_or_404(lab, "style")
    rubric = start_rubric(item=lab, part=part, by=people["instructor"], share=20)
    Submission.objects.filter(pk=submission.pk).update(score=50.0, correctness=0.5)
    graded = {"pk": rubric.pk, "code": code_of(rubric.pk, submission.pk)}
    scratch = start_scratch(item=lab, user=people["student"], code="x = 1\n", lines="x")
    announcement = announce(course=course, author=people["instructor"], text="Welcome.")
    notice = make_notice(people["student"], course)
    extension = Extension.objects.create(course=course, user=people["student"])
    feed = renew_feed(user=people["student"])
    regrade = start_regrade(item=quiz, by=people["instructor"], selection=Selection())
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
            for page in ("override", "excuse", "bulk-scores", "release-scores", "regrade-new")
        },
        "undo-change": {"pk": batch.changes.get().pk},
        "undo-batch": {"pk": batch.pk},
        "extension-withdraw": {"pk": extension.pk},
        "thread": {"pk": thread.pk},
        "grading-start": {"kind": "lab", "slug": lab.slug, "part": "style"},
        "grading-at": {"pk": thread.pk},
        "grading-place": {"kind": "lab", "slug": lab.slug},
        **{f"grading-{name}": graded for name in ("queue", "next", "rubric", "settings")},
        **{f"grading-{name}": graded for name in ("work", "claim")},
        "ask": {"kind": "lab", "slug": lab.slug},
        "calendar-feed": {"pk": feed.pk, "secret": feed.secret},
        "announcement-delete": {"pk": announcement.pk},
        "notice": {"pk": notice.pk},
        "notices-mail-off": {"token": token_of(people["student"])},
        "quizzes": {"slug": quiz.slug, "pk": attempt.pk, "number": attempt.number},
        **{name: {"pk": regrade.pk} for name in REGRADE_PAGES},
        "labs": {"slug": lab.slug, "pk": submission.pk, "version": np.__version__},
        "labs:scratch-run": {"pk": scratch.pk},
        "labs:similar-pair": {"pk": pair.pk},
        "labs:try-run": {"secret": start_trial(item=lab, code="x = 1\n").secret},
    }
    return World(people, arguments)


def status_of(client: Client, url: str, method: str) -> Any:
    """The status; where to, when it is a redirect of an anonymous visitor."""
    answer = getattr(client, method)(url)
    if answer.status_code == LOGIN and answer.url.startswith("/accounts/login/"):
        return "login"
    return answer.status_code


def expected(table: dict[str, Row], role: str) -> dict[str, Any]:
    return {
        name: "login" if role == "anonymous" and row[role] == LOGIN else row[role]
        for name, row in table.items()
    }


def statuses(world: World, table: dict[str, Row], method: str) -> dict[str, Any]:
    """By role and page; what one role does is undone before the next."""
    found = {}
    for role in ROLES:
        client = world.client(role)
        with transaction.atomic():
            found[role] = {name: status_of(client, world.url(name), method) for name in table}
            transaction.set_rollback(True)
    return found


def differences(world: World, table: dict[str, Row], method: str) -> dict[str, Any]:
    """What differs, as (found, expected) by role and page; whole tables are hard to read."""
    found = statuses(world, table, method)
    return {
        f"{role} {name}": (found[role][name], status)
        for role in ROLES
        for name, status in expected(table, role).items()
        if found[role][name] != status
    }


def test_every_page_answers_every_role_as_it_should(world: World):
    assert differences(world, PAGES, "get") == {}


def test_every_form_takes_from_every_role_what_it_should(world: World):
    assert differences(world, POSTS, "post") == {}


def test_nothing_of_one_course_is_reached_through_another(world: World):
    """By an instructor of the other course, who may do everything there."""
    client = world.client("outsider")
    objects = {"pk", "student", "secret"}
    names = {
        name
        for name, arguments in ADDRESSES.items()
        if "course" in arguments and objects & set(arguments)
    }
    found = {
        name: status_of(
            client,
            world.url(name, course="elsewhere"),
            "post" if PAGES[name] == everybody(405) else "get",
        )
        for name in names
    }
    assert found == dict.fromkeys(names, 404)


def test_a_page_that_only_shows_takes_no_post(world: World):
    client = world.client("instructor")
    shown = {name for name in PAGES if name.startswith(("labs:", "quizzes:"))} - set(POSTS)
    assert {name: status_of(client, world.url(name), "post") for name in shown} == dict.fromkeys(
        shown, 405
    )


def test_the_table_names_every_page_of_ours():
    assert set(PAGES) == set(ADDRESSES)
    only_posts = {name for name, row in PAGES.items() if row == everybody(405)}
    assert only_posts <= set(POSTS)


def _addresses(patterns: list[Any], space: str = "", above: tuple[str, ...] = ()) -> Any:
    """The names of pages of ours, each with its arguments. The API has a table of its own."""
    for pattern in patterns:
        if str(pattern.pattern).startswith(("admin/", "accounts/", "api/")):
            continue
        arguments = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, inner, arguments)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", arguments


ADDRESSES: dict[str, tuple[str, ...]] = dict(_addresses(get_resolver().url_patterns))
