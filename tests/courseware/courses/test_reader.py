"""A course folder is read whole, and every mistake is message at once with file and line."""

from pathlib import Path

import pytest

from courseware.courses.reader import read_course
from grader.files.faults import Faults
from tests.courseware.courses.folders import CHAPTER, COURSE, QUIZ, write_course


def faults_of(folder: Path) -> list[str]:
    faults = Faults()
    read_course(folder, faults)
    return [f"{Path(fault.file).name}:{fault.line}: {fault.message}" for fault in faults]


def test_a_course_without_mistakes_becomes_a_plan(tmp_path):
    faults = Faults()
    plan = read_course(write_course(tmp_path), faults)
    assert list(faults) == []
    (chapter,) = plan.chapters
    (item,) = chapter.items
    assert (plan.slug, chapter.slug, chapter.title) == ("small", "sparsity", "Sparsity")
    assert (item.kind, item.definition.slug, item.title, item.points) == (
        "quiz",
        "check",
        "Check yourself",
        4,
    )
    assert item.due_at.isoformat() == "2026-12-04T18:00:00+00:00"


def test_points_are_the_items_own_where_the_course_does_not_say(tmp_path):
    plan = read_course(write_course(tmp_path, COURSE.replace("        points: 4\n", "")), Faults())
    assert plan.chapters[0].items[0].points == 1  # of its one question


def test_mistakes_of_all_files_are_said_at_once(tmp_path):
    write_course(
        tmp_path,
        COURSE.replace("points: 4", "points: many").replace("title: A small", "titel: A small"),
        CHAPTER.replace("{#why}", "").replace("::quiz[check]", "::quiz[chekc]"),
        QUIZ.replace("correct: true, ", ""),
    )
    faults = faults_of(tmp_path)
    assert 'course.yaml:1: "title" is missing' in faults
    assert 'course.yaml:2: unknown key "titel". Did you mean "title"?' in faults
    assert 'course.yaml:7: expected a number for "points", found "many"' in faults
    assert 'sparsity.md:5: the heading "Why" has no anchor; end it with {#a-short-name}' in faults
    assert any(fault.startswith("check.yaml:") for fault in faults)


def test_a_place_for_an_item_that_the_chapter_does_not_have_names_the_near_one(tmp_path):
    write_course(tmp_path, chapter=CHAPTER.replace("::quiz[check]", "::quiz[chekc]"))
    assert faults_of(tmp_path) == [
        'sparsity.md:9: the chapter has no quiz "chekc" in course.yaml. Did you mean "check"?'
    ]


def test_a_reference_to_a_missing_anchor_is_a_fault_of_the_quiz(tmp_path):
    write_course(tmp_path, quiz=QUIZ.replace("sparsity#why", "sparsity#whi"))
    (fault,) = faults_of(tmp_path)
    assert fault.startswith("check.yaml:")
    assert fault.endswith('"sparsity#whi". Did you mean "sparsity#why"?')


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("file: sparsity.md", "file: ../secret.md", '"../secret.md" is not the name of a chapter'),
        ("file: sparsity.md", "file: sparsty.md", 'is missing. Did you mean "sparsity.md"?'),
        ("quiz: check", "quiz: ../../check", 'there is no quiz "../../check"'),
        ("quiz: check", "exam: check", "an item names one of lab, quiz with its slug"),
        ("due: 2026-12-04 18:00", "due: next week", '"next week" is not a date; write a date'),
        ("due: 2026-12-04 18:00", "due: 2026-13-04", "is not a date"),
        ("points: 4", "points: -1", "points is -1; write a number from 0 to 10000"),
        ("slug: small", "slug: Not Small", "may hold small letters, digits, - and _ only"),
        ("slug: small", "slug: small\nlanguage: German", "write a tag such as en, de or pt-BR"),
        (
            "points: 4",
            "points: 4\n      - quiz: check",
            'the quiz "check" appears in the course twice',
        ),
    ],
)
def test_each_mistake_has_a_sentence(tmp_path, old, new, message):
    write_course(tmp_path, COURSE.replace(old, new))
    assert any(message in fault for fault in faults_of(tmp_path)), faults_of(tmp_path)


def test_a_folder_without_course_yaml_is_a_fault(tmp_path):
    assert faults_of(tmp_path) == ["course.yaml:1: the file is missing"]


def test_a_chapter_without_front_matter_says_how_to_begin(tmp_path):
    write_course(tmp_path, chapter="## Hello {#hello}\n")
    assert "sparsity.md:1: does not begin with front matter" in faults_of(tmp_path)[0]


def test_a_linked_chapter_is_refused(tmp_path):
    write_course(tmp_path)
    chapter = tmp_path / "chapters" / "sparsity.md"
    chapter.rename(tmp_path / "elsewhere.md")
    chapter.symlink_to(tmp_path / "elsewhere.md")
    assert "is a symbolic link" in faults_of(tmp_path)[0]


def test_a_date_alone_means_its_end_or_its_beginning(tmp_path):
    course = COURSE.replace("due: 2026-12-04 18:00", "opens: 2026-12-01\n        due: 2026-12-04")
    plan = read_course(write_course(tmp_path, course), Faults())
    item = plan.chapters[0].items[0]
    assert item.opens_at.isoformat() == "2026-12-01T00:00:00+00:00"
    assert item.due_at.isoformat() == "2026-12-04T23:59:00+00:00"


PUBLIC = COURSE.replace("chapters:", "public:\n  text: A *text*.\n  quiz: check\nchapters:")
SELF_CHECK = QUIZ.replace("questions:", "self_check: true\nquestions:", 1)


def test_a_course_says_what_visitors_read_and_may_try(tmp_path):
    faults = Faults()
    plan = read_course(write_course(tmp_path, PUBLIC, quiz=SELF_CHECK), faults)
    assert list(faults) == []
    assert (plan.public_text, plan.trials) == ("A *text*.", {("quiz", "check")})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("quiz: chekc", 'the course has no quiz "chekc". Did you mean "check"?'),
        ("quiz: check", 'the quiz "check" has no self_check: true, so visitors cannot try it'),
        ("quizz: check", 'unknown key "quizz". Did you mean "quiz"?'),
        ("text: '::quiz[check]'", "::quiz[check] would show nothing here"),
        ("[quiz]", "public must be a mapping of text, lab, quiz"),
    ],
)
def test_what_visitors_cannot_try_is_a_fault(tmp_path, given, said):
    write_course(tmp_path, COURSE.replace("chapters:", f"public:\n  {given}\nchapters:"))
    assert any(said in fault for fault in faults_of(tmp_path)), faults_of(tmp_path)


def with_grading(folder: Path, grading: str) -> Path:
    return write_course(
        folder, COURSE.replace("chapters:\n", f"grading: {grading}\nchapters:\n", 1)
    )


def test_grading_rules_are_read_as_they_are_stored(tmp_path):
    faults = Faults()
    rules = "{method: weighted, categories: [{name: All, weight: 100, kinds: [quiz]}], rounding: 0}"
    plan = read_course(with_grading(tmp_path, rules), faults)
    assert list(faults) == []
    assert plan.grading == {
        "method": "weighted",
        "categories": [{"name": "All", "weight": 100.0, "kinds": ["quiz"]}],
        "rounding": 0,
    }


def test_grading_rules_that_give_nobody_a_total_are_a_fault(tmp_path):
    rules = "{method: weighted, categories: [{name: Exam, weight: 100}]}"
    found = faults_of(with_grading(tmp_path, rules))
    assert any("nobody would have a total" in fault for fault in found)


def test_grading_rules_name_what_the_course_has(tmp_path):
    rules = "{extra_credit: [quiz/chekc], categories: [{name: A, chapters: [none], weight: -1}]}"
    found = faults_of(with_grading(tmp_path, rules))
    assert any("at least 0" in fault for fault in found)
    rules = "{extra_credit: [quiz/chekc], categories: [{name: A, chapters: [none]}]}"
    found = faults_of(with_grading(tmp_path, rules))
    assert any('no "quiz/chekc" among its items. Did you mean "quiz/check"?' in f for f in found)
    assert any('no "none" among its chapters' in fault for fault in found)
