"""The report of `check_course`."""

from __future__ import annotations

from courseware.courses.checker import check_course
from quizzes.kind import QuizKind
from tests.courseware.courses.folders import COURSE, write_course


def test_chapters_and_the_items_of_every_kind_are_counted(tmp_path):
    report = check_course(write_course(tmp_path))
    assert (report["chapters"], report["quizzes"], report["labs"]) == (1, 1, 0)
    assert (report["errors"], report["summary"]) == ([], "")


def test_errors_have_a_file_a_line_and_a_message(tmp_path):
    course = COURSE.replace("quiz: check", "quiz: chekc")
    report = check_course(write_course(tmp_path, course=course))
    assert {"file", "line", "message"} <= report["errors"][0].keys()
    messages = [error["message"] for error in report["errors"]]
    assert 'there is no quiz "chekc"' in " ".join(messages)
    assert "nothing would be loaded" in report["summary"]


def test_a_folder_without_a_course_has_no_chapters_and_an_error(tmp_path):
    report = check_course(tmp_path)
    assert (report["chapters"], report["quizzes"]) == (0, 0)
    assert len(report["errors"]) == 1


def test_items_that_can_be_read_are_checked_further_by_their_kind(tmp_path, monkeypatch):
    asked = []

    def check(self, path, faults, shown):
        asked.append((path, shown))
        faults.add(f"{shown}/more", 3, "is wrong")
        return "Half of it was not checked."

    monkeypatch.setattr(QuizKind, "check", check)
    folder = write_course(tmp_path)
    report = check_course(folder)
    path = folder / "quizzes" / "check.yaml"
    assert asked == [(path, str(path))]
    assert report["errors"] == [{"file": f"{path}/more", "line": 3, "message": "is wrong"}]
    assert report["unchecked"] == ["Half of it was not checked."]
