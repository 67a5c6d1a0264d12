"""Two equal courses with everybody in one of them, and the address of every page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from courseware.announcements.services import announce
from courseware.calendars.services import renew_feed
from courseware.course_settings.models import SiteSetting
from courseware.course_settings.services import set_fields
from courseware.courses.loader import load_course
from courseware.deadlines.models import Extension
from courseware.external_scores.services import make_external_item
from courseware.gradebook.bulk import Action, Request
from courseware.gradebook.bulk_services import apply_to_all
from courseware.items.models import Course
from courseware.items.regrading import Selection
from courseware.lti.models import Context, Deployment, Platform
from courseware.manual_grading.pseudonyms import code_of
from courseware.manual_grading.selectors import part_or_404
from courseware.manual_grading.services import start_rubric
from courseware.notices.links import token_of
from courseware.regrades.services import start as start_regrade
from courseware.roster.files.reading import read_roster
from courseware.roster.importing import keep
from courseware.roster.invitations import Guest, invite
from courseware.roster.invitations import token_of as token_of_invitation
from courseware.roster.models import JoinCode
from courseware.threads.services import ask
from courseware.webhooks.models import Webhook
from labs.models import Comparison, Submission
from labs.scratch.services import start as start_scratch
from labs.submissions.services import submit_code
from labs.trials.services import start as start_trial
from quizzes.services import start_attempt
from tests.factories import make_instructor, make_notice, make_staff, make_student, make_user


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


def write_course(tmp_path: Path) -> Path:
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


def make_world(tmp_path: Path) -> World:
    """Two equal courses; in one a student with an attempt and a submission, and everybody else."""
    small_course = write_course(tmp_path)
    load_course(small_course, opened=True)
    course = Course.objects.get()
    (small_course / "course.yaml").write_text(COURSE.replace("slug: roles", "slug: elsewhere"))
    load_course(small_course, opened=True)
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
    webhook = Webhook.objects.create(course=course, url="https://example.org/", secret="x")
    platform = Platform.objects.create(name="School", issuer="https://example.org")
    deployment = Deployment.objects.create(platform=platform, key="1")
    context = Context.objects.create(deployment=deployment, key="1", course=course)
    notice = make_notice(people["student"], course)
    set_fields(quiz, {"points": 7}, by=None)
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
    guest = Guest(email="guest@example.org")
    (invitation,) = invite(course=course, guests=[guest], by=people["instructor"])
    listed = read_roster("ben@example.org")
    roster = keep(course=course, by=people["instructor"], roster=listed)
    chapter = course.chapters.first()
    exam = make_external_item(course=course, title="Exam", points=40)
    arguments = {
        "all": {
            **{"course": course.slug, "slug": chapter.slug, "student": people["student"].pk},
            **{"language": "en", "person": people["student"].pk},
            "section": course.sections.get(name="Monday").pk,
        },
        **{
            page: {"kind": "quiz", "slug": quiz.slug}
            for page in (
                "cell",
                "override",
                "excuse",
                "bulk-scores",
                "release-scores",
                "regrade-new",
            )
        },
        "undo-change": {"pk": batch.changes.get().pk},
        "undo-batch": {"pk": batch.pk},
        "extension-withdraw": {"pk": extension.pk},
        "dates-use-file": {"pk": SiteSetting.objects.get().pk},
        "dates-item": {"kind": "quiz", "slug": quiz.slug},
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
        "export-table": {"table": "grades", "ending": "csv"},
        "webhook": {"pk": webhook.pk},
        "lti-platform": {"pk": platform.pk},
        "lti-members": {"pk": context.pk},
        **{page: {"token": "x"} for page in ("lti-continue", "lti-register")},
        "invitation": {"token": token_of_invitation(invitation)},
        "join-with-code": {"code": JoinCode.objects.create(course=course).code},
        "roster-preview": {"roster": roster.pk},
        "notices-mail-off": {"token": token_of(people["student"])},
        "external": {"slug": exam.slug},
        "quizzes": {"slug": quiz.slug, "pk": attempt.pk, "number": attempt.number},
        **{name: {"pk": regrade.pk} for name in REGRADE_PAGES},
        "labs": {"slug": lab.slug, "pk": submission.pk, "version": np.__version__},
        "labs:scratch-run": {"pk": scratch.pk},
        "labs:similar-pair": {"pk": pair.pk},
        "labs:try-run": {"secret": start_trial(item=lab, code="x = 1\n").secret},
    }
    return World(people, arguments)
