"""Every page for every role: who gets in, who is sent to sign in, who learns of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from tests.courseware.role_rows import (
    LOGIN,
    ROLES,
    WATCHES,
    Row,
    about_student,
    everybody,
    members,
    own,
    signed_in,
    staff,
    work,
)
from tests.courseware.role_world import ADDRESSES, World, make_world

# The status of GET by role. 405: the page takes POST only, see POSTS.
PAGES: dict[str, Row] = {
    "home": signed_in(302, anonymous=200, stranger=200),
    "health": everybody(503),  # no queue and no worker in this test
    "metrics": everybody(404),  # neither a token nor an address is set
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
    "webhooks": staff("export"),
    "webhook": everybody(405),
    "lti-jwks": everybody(200),
    "lti-login": everybody(403),  # no platform's request
    "lti-launch": everybody(405),
    "lti-continue": everybody(403),
    "lti-open": everybody(405),
    "lti-enter": everybody(403),
    "lti-choose": everybody(405),
    "lti-register": everybody(404),  # whoever has the link
    "grading-hosts": signed_in(404),
    "lti-platforms": signed_in(404),  # for administrators of the site
    "lti-platform": signed_in(404),
    "lti-contexts": staff("manage people"),
    "lti-members": staff("manage people"),
    "notices": signed_in(200),
    "notices-seen": everybody(405),
    "notice": signed_in(404, student=302),
    "notices-mail-off": everybody(200),  # whoever has the message
    "people": staff("manage people"),
    "person": staff("manage people"),
    "person-add": staff("manage people"),
    "person-remove": staff("manage people"),
    "person-restore": everybody(405),
    "course-copy": staff("manage people"),
    "student-view": staff("see content"),
    "student-view-leave": everybody(405),
    "sections": staff("manage people"),
    "section": staff("manage people"),
    "section-delete": staff("manage people"),
    "roster-import": staff("manage people"),
    "roster-preview": staff("manage people"),
    "invitations": staff("manage people"),
    "enrollment": staff("manage people"),
    "invitation": everybody(200),  # whoever has the message
    "join-code": everybody(200),
    "join-with-code": everybody(200),
    "chapter": members(200),
    "mark-read": everybody(405),
    "grades": members(200),
    "threads": members(200),
    "thread": work("answer"),
    "request-periods": staff("change course"),
    "ask": members(200, student=302),
    "falling-behind": staff("see grades"),
    "gradebook": staff("see grades"),
    "gradebook-part": staff("see grades"),
    "gradebook-review": staff("see grades"),
    "gradebook-csv": staff("export", 301),
    "external-add": staff("change course"),
    "external:item": members(200),
    "cell": about_student("see grades"),
    "student": about_student("see grades"),
    "exchange": staff("export"),
    "export-table": staff("export"),
    "student-zip": about_student("export"),
    "import-scores": everybody(405),
    "override": everybody(405),
    "extensions": staff("grant"),
    "dates": staff("change course"),
    "dates-move": staff("change course"),
    "dates-course": staff("change course"),
    "dates-files": staff("change course"),
    "dates-download": staff("change course"),
    "dates-use-file": everybody(405),
    "dates-item": staff("change course"),
    "extension-give": staff("grant"),
    "extension-withdraw": everybody(405),
    "outages": staff("change course"),
    "outage": staff("change course", 422),
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
    "external-add": staff("change course", 422),
    "mark-read": members(302, **WATCHES),
    "import-scores": staff("export", 422),
    "override": staff("change grades", 422),
    "extension-give": staff("grant", 422),
    "dates": staff("change course", 302),  # nothing was asked for
    "dates-move": staff("change course", 422),
    "dates-course": staff("change course", 422),
    "dates-use-file": staff("change course", 302),
    "dates-item": staff("change course", 422),
    "extension-withdraw": about_student("grant", 302),
    "outage": staff("change course", 422),
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
    "webhooks": staff("export", 422),
    "webhook": staff("export", 302),
    "lti-launch": everybody(403),
    "lti-open": everybody(403),
    "lti-enter": everybody(403),
    "lti-choose": everybody(403),
    "lti-contexts": staff("manage people", 302),
    "lti-members": staff("manage people", 409),
    "notices-seen": signed_in(302),
    "notices-mail-off": everybody(200),
    "mark-news-seen": members(302, **WATCHES),
    "request-periods": staff("change course", 302),
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
    "course-copy": staff("manage people", 422),
    "student-view": staff("see content", 302, **WATCHES),
    "student-view-leave": signed_in(302),
    "person": staff("manage people", 422),
    "person-add": staff("manage people", 422),
    "sections": staff("manage people", 422),
    "section": staff("manage people", 422),
    "section-delete": staff("manage people", 409),  # an assistant is limited to it
    "roster-import": staff("manage people", 422),
    "roster-preview": staff("manage people", 409),
    "invitations": staff("manage people", 302),
    "enrollment": staff("manage people", 302),
    "person-restore": staff("manage people", 404),
    "person-remove": staff("manage people", 302),
    "join-code": everybody(422),
    "join-with-code": signed_in(302, anonymous=200),
    "invitation": signed_in(302, anonymous=422),
    "join": signed_in(302),  # last: after it the stranger is none
}


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    return make_world(tmp_path)


def status_of(client: Client, url: str, method: str) -> Any:
    """The status; where to, when it is a redirect of an anonymous visitor."""
    answer = getattr(client, method)(url)
    for close in answer._resource_closers:  # files; `close` would end the transaction, too
        close()
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


def test_a_student_view_shows_what_the_student_sees_and_takes_nothing(world: World):
    """Every page of the course by the instructor, who sees it as the student."""
    client = world.client("instructor")
    chosen = {"student": world.people["student"].username}
    assert client.post(world.url("student-view"), chosen).status_code == 302
    names = {name for name in PAGES if "course" in ADDRESSES[name]} - {"student-view"}
    pages = {name: row for name, row in PAGES.items() if name in names}
    posted = {name for name, row in pages.items() if row == everybody(405)}
    before = rows_of_all_models()
    found = {name: status_of(client, world.url(name), "get") for name in names - posted}
    shown = expected(pages, "student")
    assert found == {name: shown[name] for name in names - posted}
    sent = names & set(POSTS) | posted
    assert {name: status_of(client, world.url(name), "post") for name in sent} == dict.fromkeys(
        sent, 403
    )
    assert rows_of_all_models() == before
    assert client.post(world.url("student-view-leave")).url == world.url("course")
    assert status_of(client, world.url("gradebook"), "get") == 200


def rows_of_all_models() -> dict[str, list[Any]]:
    """Everything stored, but for sessions."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.label != "sessions.Session"
    }


def test_nothing_of_one_course_is_reached_through_another(world: World):
    """By an instructor of the other course, who may do everything there."""
    client = world.client("outsider")
    objects = {"pk", "student", "secret", "person", "section"}
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
