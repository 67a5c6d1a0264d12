"""Labs and submissions in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from labs.models import Submission
from labs.tasks import grade_submission
from tests.factories import make_staff, make_student, make_user
from tests.labs.writing import DOUBLE

pytestmark = pytest.mark.django_db
LAB = "/api/v1/courses/ml/labs/twice"
SUBMISSIONS = f"{LAB}/submissions"


def send(client: Client, body: object, key: str = ""):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(SUBMISSIONS, body, content_type="application/json", headers=headers)


def test_a_lab_is_given_as_its_page_shows_it(program, lab, ben):
    found = program(ben).get(LAB).json()
    revision = lab.lab_revisions.get()
    assert (found["slug"], found["revision"]) == ("twice", revision.digest)
    assert found["starter"] == revision.starter and found["statement"] == revision.statement
    assert found["functions"][0]["signature"] == revision.functions[0]["signature"]


def test_a_lab_that_is_not_open_is_for_staff(program, lab, ben, ada):
    lab.opens_at = timezone.now() + timedelta(days=1)
    lab.save()
    refused = program(ben).get(LAB)
    assert refused.status_code == 403 and "opens on" in refused.json()["detail"]
    assert send(program(ben), {"code": DOUBLE}).status_code == 403
    assert program(ada).get(LAB).status_code == 200


def test_code_is_submitted_once_graded_and_read(program, lab, ben):
    client = program(ben)
    first = send(client, {"code": DOUBLE}, key="a")
    assert first.status_code == 201 and first.json()["state"] == "queued"
    again = send(client, {"code": DOUBLE}, key="a")
    assert again.json()["id"] == first.json()["id"] and Submission.objects.count() == 1
    grade_submission(first.json()["id"])
    found = client.get(f"{SUBMISSIONS}/{first.json()['id']}").json()
    assert (found["state"], found["verdict"], found["correctness"]) == ("done", "passed", 1.0)
    assert found["counts"] and found["code"] == DOUBLE
    report = found["report"]
    assert all(case["passed"] for case in report["cases"]) and report["facts"]
    assert report["causes"] == [] and report["receipt"]["numpy"]
    (listed,) = client.get(SUBMISSIONS).json()["results"]
    assert listed == {name: found[name] for name in listed}


def test_a_failing_submission_says_what_to_fix(program, lab, ben, submit):
    wrong = submit("def double(x):\n    return x * x\n")
    grade_submission(wrong.pk)
    report = program(ben).get(f"{SUBMISSIONS}/{wrong.pk}").json()["report"]
    assert report["causes"][0]["sentence"] and report["sentence"]
    hidden = [case for case in report["cases"] if not case["visible"]]
    assert hidden and not any(case["expected"] or case["call"] for case in hidden)
    assert "seed" not in report["receipt"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 409),
        ({"code": ""}, 409),
        ({"code": "\0"}, 409),
        ({"code": "\ud800"}, 409),
        ({"code": "x" * 2_000_000}, 413),
        ({"code": 3}, 422),
        ({"code": "a", "purpose": "other"}, 422),
        ({"answers": {"a": "b"}}, 409),
        ([], 409),
    ],
)
def test_what_is_no_submission_is_refused_with_a_sentence(program, lab, ben, body, status):
    response = send(program(ben), body)
    assert response.status_code == status, response.content
    assert response.json()["detail"]
    assert not Submission.objects.exists()


def test_answers_of_a_form_are_a_submission(program, make_playground_lab, ben):
    item = make_playground_lab()
    address = f"/api/v1/courses/ml/labs/{item.slug}/submissions"
    answers = {"answers": {"state": "dataset=gauss&points=100", "side": "yes", "why": "So."}}
    response = program(ben).post(address, answers, content_type="application/json")
    assert response.status_code == 201, response.content
    missing = program(ben).post(address, {"code": "a = 1"}, content_type="application/json")
    assert missing.status_code == 409 and "“answers”" in missing.json()["detail"]


def test_a_token_that_may_not_submit_cannot(program, lab, ben):
    assert send(program(ben, "read"), {"code": DOUBLE}).status_code == 403
    assert program(ben, "submit").get(SUBMISSIONS).status_code == 403


def test_submissions_are_seen_by_their_person_and_by_staff(
    program, lab, course, ben, ada, make_submission
):
    mine, other = make_submission(), make_submission(user=make_student(course, "dan"))
    assert [row["id"] for row in program(ben).get(SUBMISSIONS).json()["results"]] == [mine.pk]
    assert program(ben).get(f"{SUBMISSIONS}/{other.pk}").status_code == 404
    assert program(ben).get(f"{SUBMISSIONS}?person=dan").status_code == 403
    assert program(make_user("eve")).get(SUBMISSIONS).status_code == 404
    staff = program(ada)
    everybody = staff.get(f"{SUBMISSIONS}?person=*").json()["results"]
    assert [row["person"] for row in everybody] == ["dan", "ben"]
    assert [row["id"] for row in staff.get(f"{SUBMISSIONS}?person=dan").json()["results"]] == [
        other.pk
    ]
    assert staff.get(f"{SUBMISSIONS}/{other.pk}").json()["person"] == "dan"


def test_a_list_comes_in_pages_and_a_wrong_cursor_is_refused(program, lab, ben, make_submission):
    made = [make_submission().pk for _ in range(5)]
    client, address, seen = program(ben), f"{SUBMISSIONS}?limit=2", []
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert seen == made[::-1]
    for wrong in ("cursor=x", "cursor=-1", "limit=0", "limit=1000", "cursor=" + "9" * 30):
        assert client.get(f"{SUBMISSIONS}?{wrong}").status_code == 422


def test_progress_comes_as_events(program, lab, ben, make_submission):
    done = make_submission(state="done", verdict="passed", score=100.0, correctness=1.0)
    response = program(ben).get(f"{SUBMISSIONS}/{done.pk}/events")
    assert response.status_code == 200 and response["Content-Type"] == "text/event-stream"
    assert program(make_user("eve")).get(f"{SUBMISSIONS}/{done.pk}/events").status_code == 404


def test_a_score_that_is_not_released_is_not_told(program, lab, ben, ada, submit):
    done = submit()
    grade_submission(done.pk)
    lab.scores_held = True
    lab.save()
    address = f"{SUBMISSIONS}/{done.pk}"
    held = program(ben).get(address).json()
    assert (held["score"], held["verdict"], held["released"]) == (None, "", False)
    assert not held["counts"] and all(case["visible"] for case in held["report"]["cases"])
    (listed,) = program(ben).get(SUBMISSIONS).json()["results"]
    assert listed["score"] is None and listed["correctness"] is None
    assert program(ada).get(address).json()["score"] is not None


def test_late_work_that_costs_something_is_asked_for(program, lab, ben):
    lab.due_at, lab.late_policy = timezone.now() - timedelta(days=1), {"per_day": 10}
    lab.save()
    refused = send(program(ben), {"code": DOUBLE})
    assert refused.status_code == 409 and refused.json()["detail"]
    assert not Submission.objects.exists()
    assert send(program(ben), {"code": DOUBLE, "accept_late": True}).status_code == 201


def test_staff_narrow_the_list(program, lab, course, ada, ben, make_submission):
    first = make_submission(state="done")
    trial = make_submission(user=make_student(course, "dan"), purpose="trial", state="failed")
    staff = program(ada)

    def listed(**query: str) -> list[int]:
        found = staff.get(SUBMISSIONS, {"person": "*", **query}).json()
        return [row["id"] for row in found["results"]]

    assert listed(state="done") == [first.pk] and listed(purpose="trial") == [trial.pk]
    assert listed(created_after=timezone.now().isoformat()) == []
    assert listed(created_after=first.created_at.isoformat()) == [trial.pk]
    assert staff.get(SUBMISSIONS, {"state": "lost"}).status_code == 422
    naive = staff.get(SUBMISSIONS, {"created_after": "2026-12-04T18:00:00"})
    assert naive.status_code == 409 and "time zone" in naive.json()["detail"]


def test_staff_of_a_section_see_no_other_submission(program, lab, course, make_submission):
    monday = course.sections.create(name="Monday")
    dan, eve = make_student(course, "dan"), make_student(course, "eve")
    dan.enrollments.get().sections.add(monday)
    seen, unseen = make_submission(user=dan), make_submission(user=eve)
    client = program(make_staff(course, "assistant", sections=[monday]))
    listed = client.get(f"{SUBMISSIONS}?person=*").json()["results"]
    assert [row["id"] for row in listed] == [seen.pk]
    assert client.get(f"{SUBMISSIONS}?person=eve").json()["results"] == []
    assert client.get(f"{SUBMISSIONS}/{unseen.pk}").status_code == 404
