"""Tables as downloads."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.http import FileResponse, Http404

from courseware.exchange.downloads import TYPES, WRITERS, student_file, table_file
from courseware.people.models import User
from tests.factories import make_student

pytestmark = pytest.mark.django_db


def content(response: FileResponse) -> bytes:
    found = b"".join(response.streaming_content)
    response.file_to_stream.close()  # response.close() would close the database as well
    return found


def test_a_table_is_a_file_with_a_name_and_a_type(course, ben):
    students = User.objects.filter(pk=ben.pk)
    for ending in WRITERS:
        response = table_file(course, students, "grades", ending)
        assert response["Content-Type"] == TYPES[ending]
        assert 'filename="ml-grades-' in response["Content-Disposition"]
        assert content(response)


@pytest.mark.parametrize(("table", "ending"), [("none", "csv"), ("grades", "pdf")])
def test_what_is_no_export_is_not_found(course, table, ending):
    with pytest.raises(Http404):
        table_file(course, User.objects.none(), table, ending)


def test_a_students_file_has_nothing_of_others(course, ben):
    make_student(course, "dan")
    response = student_file(course, User.objects.all(), ben)
    archive = zipfile.ZipFile(io.BytesIO(content(response)))
    grades = archive.read("grades.csv").decode()
    assert "ben" in grades and "dan" not in grades
