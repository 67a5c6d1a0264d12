"""The API as a whole: its description, its errors, its limits."""

from __future__ import annotations

import pytest

from courseware.api import throttling
from courseware.people.allowances import Allowance

pytestmark = pytest.mark.django_db
SCHEMA = "/api/v1/openapi.json"


def test_the_description_says_that_errors_are_problems(client):
    schema = client.get(SCHEMA).json()
    assert schema["openapi"].startswith("3.1")
    found = schema["paths"]["/api/v1/me"]["get"]["responses"]
    assert list(found["401"]["content"]) == ["application/problem+json"]
    assert list(found["200"]["content"]) == ["application/json"]


def test_every_operation_has_a_summary_a_name_and_says_who_may_use_it(client):
    operations = [
        operation
        for methods in client.get(SCHEMA).json()["paths"].values()
        for operation in methods.values()
    ]
    assert len(operations) > 5
    assert all(each["summary"] and each["operationId"] and each["security"] for each in operations)
    assert len({each["operationId"] for each in operations}) == len(operations)


@pytest.mark.parametrize("address", ["/api/", "/api/v1/no-such", "/api/v2/me", "/api/v1/me/"])
def test_an_address_that_nothing_has_is_a_problem_too(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_what_has_not_changed_is_not_sent_again(program, ben):
    first = program(ben).get("/api/v1/me")
    again = program(ben).get("/api/v1/me", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_too_many_requests_are_told_when_to_come_again(program, ben, course, monkeypatch):
    few = Allowance("API writes by", burst=1, first_wait=30, max_wait=30, decay=60)
    monkeypatch.setattr(throttling, "WRITES", few)
    client, address = program(ben), f"/api/v1/courses/{course.slug}/labs/none/submissions"
    codes = [
        client.post(address, {"code": ""}, content_type="application/json").status_code
        for _ in range(3)
    ]
    assert codes == [404, 429, 429]
    refused = client.post(address, {"code": ""}, content_type="application/json")
    assert int(refused["Retry-After"]) > 20 and "Wait" in refused.json()["detail"]
