"""The operator's pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from courseware.gradebook.services import record_score
from courseware.lti.models import (
    Account,
    Context,
    Deployment,
    Key,
    Launch,
    Platform,
    RegistrationLink,
    ScoreLine,
)
from courseware.lti.scores import SEND
from courseware.outbox.models import Message
from tests.courseware.lti.platform import CLIENT
from tests.factories import make_item

pytestmark = pytest.mark.django_db
FORM = {
    **{"name": "School", "issuer": "https://school.example", "client_id": "1", "active": "on"},
    **{name: "http://127.0.0.1:9/x" for name in ("auth_url", "token_url", "keyset_url")},
    "deployment": "d-1",
}


@pytest.fixture
def operator(admin_user, settings):
    settings.LTI_PRIVATE = True
    client = Client()
    client.force_login(admin_user)
    return client


def test_a_platform_is_added_by_hand(operator):
    response = operator.post("/lti/platforms/", FORM)
    platform = Platform.objects.get()
    assert response.url == f"/lti/platforms/{platform.pk}/"
    assert Deployment.objects.get().key == "d-1" and Deployment.objects.get().active
    shown = operator.get("/lti/platforms/").content.decode()
    assert "http://testserver/lti/login/" in shown and "School" in shown
    again = operator.post("/lti/platforms/", FORM)
    assert again.status_code == 422 and Platform.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"auth_url": "x"}, "not a valid address"),
        ({"keyset_url": "ftp://x.example/"}, "not a valid address"),
        ({"token_url": "http://no-such-host.invalid/"}, "could not be resolved"),
        ({"frame_origins": "https://ok.example *"}, "not the address of a server"),
        ({"frame_origins": "https://x.example; script-src *"}, "not the address of a server"),
        ({"issuer": ""}, "required"),
    ],
)
def test_what_is_wrong_in_the_form_is_told(operator, change, words):
    response = operator.post("/lti/platforms/", FORM | change)
    assert response.status_code == 422 and words in response.content.decode()
    assert Platform.objects.count() == 0


def test_private_addresses_take_a_setting(operator, settings):
    settings.LTI_PRIVATE = False
    response = operator.post("/lti/platforms/", FORM)
    assert response.status_code == 422 and b"must begin with https" in response.content


def test_a_registration_link_is_shown_once(operator):
    shown = operator.post("/lti/platforms/", {"link": ""}).content.decode()
    token = re.search(r"/lti/register/([\w-]+)/", shown)[1]
    assert token not in RegistrationLink.objects.get().digest
    assert token not in operator.get("/lti/platforms/").content.decode()


def test_the_key_is_changed(operator):
    operator.get("/lti/platforms/")
    operator.post("/lti/platforms/", {"rotate": ""})
    assert Key.objects.count() == 2 and Key.objects.filter(retired_at=None).count() == 1


def test_a_refused_launch_is_told_and_its_deployment_allowed(operator, platform, context, launch):
    Deployment.objects.update(active=False)
    launch()
    page = f"/lti/platforms/{platform.pk}/"
    shown = operator.get(page).content.decode()
    assert "not allowed here" in shown
    assert "1 deployment to allow" in operator.get("/lti/platforms/").content.decode()
    operator.post(page, {"allow": Deployment.objects.get().pk})
    assert launch(Client()).status_code == 302
    assert "Opened" in operator.get(page).content.decode()
    operator.post(page, {"forbid": Deployment.objects.get().pk})
    assert launch(Client()).status_code == 403
    assert Launch.objects.count() == 3


def test_a_course_is_connected_for_the_instructors(operator, platform, course, context):
    page = f"/lti/platforms/{platform.pk}/"
    operator.post(page, {"context": context.pk, "course": ""})
    assert Context.objects.get().course is None
    operator.post(page, {"context": context.pk, "course": course.slug})
    assert Context.objects.get().course == course
    for odd in ({"context": "x"}, {"context": context.pk, "course": "\0"}, {"allow": "²"}):
        assert operator.post(page, odd).status_code == 302


def test_scores_that_were_not_taken_are_sent_again(operator, platform, course, context, launch):
    item = make_item(course, slug="zeros")
    launch(item="quiz/zeros")
    user = Account.objects.get().user
    record_score(item=item, user=user, fraction=1, reason="graded")
    problem = "The platform responded with status 404."
    ScoreLine.objects.update(version=1, failures=9, abandoned=True, problem=problem)
    page = f"/lti/platforms/{platform.pk}/"
    shown = operator.get(page).content.decode()
    assert problem in shown and "gave up" in shown
    operator.post(page, {"retry": ""})
    line = ScoreLine.objects.get()
    assert (line.abandoned, line.failures) == (False, 0)
    assert Message.objects.filter(task=SEND).count() == 0  # the scheduler enqueues it


def test_changing_a_platform_reads_its_keys_again(operator, platform):
    Platform.objects.update(keyset={"keys": []})
    page = f"/lti/platforms/{platform.pk}/"
    changed = FORM | {"client_id": CLIENT, "name": "Other"}
    assert operator.post(page, changed).status_code == 302
    platform.refresh_from_db()
    assert (platform.name, platform.keyset) == ("Other", None)
    assert operator.post(page, changed | {"name": ""}).status_code == 422


def test_a_platform_is_removed_and_accounts_stay(operator, platform, context, launch):
    launch()
    operator.post(f"/lti/platforms/{platform.pk}/", {"remove": ""})
    assert Platform.objects.count() == 0 and Account.objects.count() == 1
    assert operator.get(f"/lti/platforms/{platform.pk}/").status_code == 404


def test_nobody_else_has_these_pages(client, ada, platform):
    for user in (None, ada):
        if user:
            client.force_login(user)
        for page in ("/lti/platforms/", f"/lti/platforms/{platform.pk}/"):
            assert client.get(page).status_code == (404 if user else 302)
