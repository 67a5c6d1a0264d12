"""Exports in the API: the same files as on the page, about the same students."""

from __future__ import annotations

import io
import zipfile

import pytest

from courseware.people.models import Role
from tests.factories import make_item, make_score, make_staff, make_student

pytestmark = pytest.mark.django_db
EXPORTS = "/api/v1/courses/ml/exports"
PEOPLE = "/api/v1/courses/ml/people"


def content(response) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def test_every_table_that_is_listed_can_be_downloaded(program, course, ada, ben):
    make_score(make_item(course, slug="zeros"), ben, 0.5)
    client = program(ada)
    listed = client.get(EXPORTS).json()
    assert {"grades", "score-changes"} <= {each["table"] for each in listed}
    for each in listed:
        assert "csv" in each["formats"]
        response = client.get(f"{EXPORTS}/{each['table']}")
        assert response["Content-Type"].startswith("text/csv")
        assert f"ml-{each['table']}-" in response["Content-Disposition"]
        assert content(response).startswith(b"\xef\xbb\xbf")
    grades = content(client.get(f"{EXPORTS}/grades")).decode()
    assert "ben" in grades
    sheet = content(client.get(f"{EXPORTS}/grades?format=xlsx"))
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(sheet)).namelist()


def test_a_student_is_exported_as_a_whole(program, course, ada, ben):
    archive = zipfile.ZipFile(io.BytesIO(content(program(ada).get(f"{PEOPLE}/ben/export"))))
    assert "grades.csv" in archive.namelist()
    assert program(ada).get(f"{PEOPLE}/ada/export").status_code == 404


@pytest.mark.parametrize(
    ("rest", "status"), [("/none", 404), ("/grades?format=pdf", 422), ("/gr.ades", 422)]
)
def test_what_is_no_export_is_refused(program, course, ada, rest, status):
    response = program(ada).get(f"{EXPORTS}{rest}")
    assert response.status_code == status and response.json()["detail"]


def test_only_those_who_may_export_can(program, course, ben):
    make_student(course, "dan")
    for person in (ben, *(make_staff(course, role) for role in (Role.ASSISTANT, Role.OBSERVER))):
        for address in (EXPORTS, f"{EXPORTS}/grades", f"{PEOPLE}/dan/export"):
            assert program(person).get(address).status_code == 403, (person, address)
