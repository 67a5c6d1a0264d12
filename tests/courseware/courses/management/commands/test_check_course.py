"""manage.py check_course"""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.courseware.courses.folders import COURSE, write_course

WRONG = COURSE.replace("points: 4", "points: -1")


def run(*arguments) -> tuple[str, str | int | None]:
    output = StringIO()
    try:
        call_command("check_course", *arguments, stdout=output)
    except SystemExit as exit:
        return output.getvalue(), exit.code
    return output.getvalue(), 0


def test_a_course_without_mistakes_is_counted(tmp_path):
    output, status = run(str(write_course(tmp_path)))
    assert status == 0
    assert output.startswith("1 chapters, ")
    assert "1 quizzes" in output
    assert output.endswith("no mistakes.\n")


def test_mistakes_are_listed_with_file_and_line_and_fail(tmp_path):
    output, status = run(str(write_course(tmp_path, course=WRONG)))
    first, *_ = output.splitlines()
    assert status == 1
    assert first.rpartition("/")[2].startswith("course.yaml:6: points is -1")


@pytest.mark.parametrize(("course", "status"), [(COURSE, 0), (WRONG, 1)])
def test_scripts_get_one_json_object(tmp_path, course, status):
    output, code = run(str(write_course(tmp_path, course=course)), "--json")
    report = json.loads(output)
    assert (code, len(report["errors"])) == (status, status)
    assert "summary" not in report
