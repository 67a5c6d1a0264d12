"""Everything of one student as a zip."""

from __future__ import annotations

import csv
import io
import zipfile

from courseware.exchange.student_files import zip_of
from courseware.people.models import User


def test_each_table_is_a_file_of_this_student_alone(course, class_) -> None:
    with zip_of(course, User.objects.filter(username="dora")) as file:
        archive = zipfile.ZipFile(file)
        assert "canvas.csv" not in archive.namelist()
        text = archive.read("grades.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["login"], row["First [quiz/first]"]) == ("dora", "7.5")
