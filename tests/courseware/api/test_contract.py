"""The API does what its description says, whatever is sent to it and whoever sends it.

`API_CALLS=500` in the environment tries more.
"""

from __future__ import annotations

import os
from itertools import count, cycle
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from hypothesis import HealthCheck, settings

from courseware.announcements.services import announce
from courseware.api import throttling
from courseware.api.models import Scope
from courseware.api.site import api
from courseware.api.tokens import create_token
from courseware.people.allowances import Allowance
from courseware.people.models import Role
from courseware.roster.invitations import Guest, invite
from courseware.roster.models import Invitation
from courseware.webhooks.models import Webhook
from grader.files.faults import Faults
from tests.factories import make_chapter, make_item, make_staff, make_student, make_user
from tests.labs.writing import write_lab
from tests.quizzes.writing import QUIZ, quiz_of

CALLS = int(os.environ.get("API_CALLS", "3"))
"""For each operation."""
MORE_CALLS = max(CALLS, 20)
"""In `make test-full`."""
NO_LIMIT = Allowance("API writes by", burst=10**9, first_wait=1, max_wait=1, decay=1)
# Which examples are tried depends on what else is imported; now and then one is larger than any
# request may be, which is a refusal as well (RFC 9110, 15.5.14).
REFUSALS = [*("400", "401", "403", "404", "405", "406", "409"), *("413", "415", "422", "429")]
CONFIG = schemathesis.config.SchemathesisConfig.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}}}
)
schema = schemathesis.openapi.from_dict(api.get_openapi_schema(), config=CONFIG)
schema.app = WSGIHandler()
_turn = count()


@pytest.fixture(autouse=True)
def one_connection():
    """As Django's test client does it: the connection with the test's transaction stays."""
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(reset_queries)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def world(course, ada, ben, tmp_path, monkeypatch) -> dict[str, Any]:
    """A course with something of each sort; where its things are, and who calls."""
    from courseware.items.kinds import kind_named
    from labs.models import Submission
    from labs.submissions.services import submit_code
    from quizzes.authoring.loading import digest_of
    from quizzes.services import start_attempt, store_revision

    monkeypatch.setattr(throttling, "WRITES", NO_LIMIT)
    monkeypatch.setattr(throttling, "READS", "1000000/m")
    monkeypatch.setattr(django_settings, "RUNS_PER_MINUTE", 10**6)
    lab = make_item(course, "lab", slug="twice")
    kind_named("lab").store(lab, kind_named("lab").read(write_lab(tmp_path), Faults(), "twice"))
    quiz, made = make_item(course, "quiz", slug="penalties"), quiz_of(QUIZ)
    store_revision(item=quiz, quiz=made, digest=digest_of(made))
    make_chapter(course, slug="zeros")
    tutorial = course.sections.create(name="A")
    submission = submit_code(item=lab, user=ben, code="a = 1\n")
    Submission.objects.update(state="done", verdict="raised")  # the events of others have no end
    attempt = start_attempt(item=quiz, user=ben)
    make_student(course, "dan").enrollments.get().sections.add(tutorial)
    announcement = announce(course=course, author=ada, text="Welcome.")
    invite(course=course, guests=[Guest("eva@example.org", None, "student", ())], by=ada)
    webhook = Webhook.objects.create(course=course, url="https://example.org/", secret="whsec_")
    return {
        "callers": cycle(callers(course, ada, ben, tutorial)),
        "places": {
            "/labs/": {"slug": "twice", "pk": submission.pk},
            "/quizzes/": {"slug": "penalties", "pk": attempt.pk},
            "/items/": {"kind": "lab", "slug": "twice"},
            "/scores/": {"kind": "lab", "slug": "twice"},
            "/chapters/": {"slug": "zeros"},
            "/announcements/": {"pk": announcement.pk},
            "/invitations/": {"pk": Invitation.objects.get().pk},
            "/webhooks/": {"pk": webhook.pk},
            "/exports/": {"table": "grades"},
            "{username}": {"username": "ben"},
            "": {"course": "ml"},
        },
    }


def callers(course: Any, ada: Any, ben: Any, tutorial: Any) -> list[dict[str, str]]:
    """The headers of nobody, of each role, of those limited to a section, and of each scope."""

    def token(person: Any, *scopes: str) -> dict[str, str]:
        secret = create_token(user=person, name="x", scopes=scopes or Scope.values)[1]
        return {"Authorization": f"Bearer {secret}"}

    people = [ada, ben, make_user("eve"), make_user("root", is_superuser=True)]
    for role in set(Role.values) - {Role.STUDENT, Role.INSTRUCTOR}:
        people += [make_staff(course, role), make_staff(course, role, sections=[tutorial])]
    few = [token(person, scope) for person in (ada, ben) for scope in Scope.values]
    return [{}, {"Authorization": "Bearer cw_none"}, *few, *map(token, people)]


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
# The WSGI client of schemathesis leaves the files of exports to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@schema.parametrize()
@settings(max_examples=CALLS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_an_operation_does_what_is_described(case, world):
    assert_described(case, world)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@schema.parametrize()
@settings(
    max_examples=MORE_CALLS, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
def test_an_operation_does_what_is_described_for_many_calls(case, world):
    assert_described(case, world)


def assert_described(case, world):
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if is_valid and next(_turn) % 3:  # else whatever was made up, which mostly is nowhere
        for part, place in world["places"].items():
            if part in case.operation.path:
                known = {name: place[name] for name in place if name in case.path_parameters}
                case.path_parameters.update(known)
    case.call_and_validate(headers={**next(world["callers"]), "Accept-Encoding": "identity"})
