"""Loading is idempotent and whole or not at all."""

import json

import pytest
from django.core.management import CommandError, call_command

from courseware.course_settings.services import set_fields, use_file
from courseware.courses import loader
from courseware.courses.loader import load_course
from courseware.gradebook.rules_selectors import rules_of
from courseware.items.models import Course, Item
from grader.files.faults import FaultyFiles
from tests.courseware.courses.folders import CHAPTER, COURSE, QUIZ, write_course

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing_the_second_time(tmp_path):
    first = load_course(write_course(tmp_path))
    second = load_course(tmp_path, again=True)
    assert (first.chapters, first.changed_chapters, first.items, first.new_revisions) == (
        1,
        1,
        1,
        1,
    )
    assert (second.changed_chapters, second.new_revisions, second.retired) == (0, 0, 0)
    assert (Course.objects.count(), Item.objects.count()) == (1, 1)


def test_files_that_have_not_changed_are_not_read_again(tmp_path, monkeypatch):
    first = load_course(write_course(tmp_path))
    Item.objects.update(title="Edited on the site")
    with monkeypatch.context() as patched:
        patched.setattr(loader, "read_course", None)
        second = load_course(tmp_path)
    assert (second.skipped, second.course, second.items) == (True, first.course, 1)
    assert load_course(tmp_path, again=True).skipped is False
    assert Item.objects.get().title != "Edited on the site"


def test_a_load_that_was_interrupted_is_done_again(tmp_path, monkeypatch):
    write_course(tmp_path)
    with monkeypatch.context() as patched, pytest.raises(TypeError):
        patched.setattr(loader, "_store_item", None)
        load_course(tmp_path)
    assert load_course(tmp_path).items == 1
    assert load_course(tmp_path).skipped


def test_a_changed_quiz_is_a_new_revision_of_the_same_item(tmp_path):
    load_course(write_course(tmp_path))
    item = Item.objects.get()
    loaded = load_course(write_course(tmp_path, quiz=QUIZ.replace("weak", "useless")))
    assert (loaded.new_revisions, loaded.changed_chapters) == (1, 0)
    assert Item.objects.get() == item


def test_a_mistake_leaves_everything_as_it_was(tmp_path):
    load_course(write_course(tmp_path))
    chapter = CHAPTER.replace("Sparsity", "Other title")
    write_course(tmp_path, chapter=chapter, quiz=QUIZ.replace("correct: true, ", ""))
    with pytest.raises(FaultyFiles, match="nothing was loaded"):
        load_course(tmp_path)
    assert Course.objects.get().chapters.get().title == "Sparsity"


def test_an_item_that_left_the_course_is_retired_and_comes_back(tmp_path):
    load_course(write_course(tmp_path))
    without = COURSE.split("    items:")[0]
    load_course(write_course(tmp_path, without, CHAPTER.replace("::quiz[check]", "")))
    assert Item.objects.get().retired
    load_course(write_course(tmp_path))
    assert not Item.objects.get().retired


def test_the_command_prints_all_mistakes_and_fails(tmp_path):
    write_course(tmp_path, COURSE.replace("points: 4", "points: many"))
    with pytest.raises(CommandError) as error:
        call_command("load_course", tmp_path)
    assert 'course.yaml:7: expected a number for "points", found "many"' in str(error.value)
    assert "1 fault in 1 file; nothing was loaded." in str(error.value)


def test_check_course_counts_and_exits_zero(tmp_path, capsys):
    call_command("check_course", write_course(tmp_path), "--json")
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "chapters": 1,
        "quizzes": 1,
        "questions": 1,
        "by_type": {"single": 1},
        "parameterised": 0,
        "variants_certified": 1,
        "labs": 0,
        "unchecked": [],
        "errors": [],
    }


def test_check_course_lists_errors_and_exits_one(tmp_path, capsys):
    write_course(tmp_path, COURSE.replace("due: 2026-12-04 18:00", "due: soon"))
    with pytest.raises(SystemExit) as exit_:
        call_command("check_course", tmp_path, "--json")
    assert exit_.value.code == 1
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert (error["line"], set(error)) == (8, {"file", "line", "message"})
    assert Course.objects.count() == 0


def test_what_visitors_may_try_follows_the_file(tmp_path):
    public = COURSE.replace("chapters:", "public: {text: For all., quiz: check}\nchapters:")
    self_check = QUIZ.replace("questions:", "self_check: true\nquestions:", 1)
    course = load_course(write_course(tmp_path, public, quiz=self_check)).course
    assert (course.public_text, course.items.get().public_trial) == ("For all.", True)

    write_course(tmp_path, COURSE, quiz=self_check)
    course = load_course(tmp_path).course
    assert (course.public_text, course.items.get().public_trial) == ("", False)


def test_grading_rules_of_the_file_are_stored_and_go_with_it(tmp_path):
    text = COURSE.replace("chapters:\n", "grading: {rounding: 0}\nchapters:\n", 1)
    course = load_course(write_course(tmp_path, text)).course
    assert rules_of(course).places == 0

    load_course(write_course(tmp_path))
    assert rules_of(course).places is None


@pytest.mark.parametrize("again", [False, True])
def test_what_was_set_on_the_site_outlives_a_load(tmp_path, again):
    load_course(write_course(tmp_path))
    item = Item.objects.get()
    set_fields(item, {"points": 7, "title": "On the site"}, by=None)
    if not again:  # another file has changed
        write_course(tmp_path, COURSE.replace("points: 4", "points: 5"))
    loaded = load_course(tmp_path, again=again)
    item.refresh_from_db()
    assert (item.points, item.title) == (7, "On the site")
    assert str(loaded).endswith("Kept as set on the site: 2 fields.")
    use_file(item, "points", by=None)
    assert Item.objects.get().points == (4 if again else 5)
    write_course(tmp_path, COURSE.replace("points: 4", "points: 6"))
    assert load_course(tmp_path).kept == 1
    assert (Item.objects.get().points, Item.objects.get().title) == (6, "On the site")


def test_a_late_policy_and_hidden_items_follow_the_file(tmp_path):
    late = COURSE.replace("chapters:", "late: {per_day: 10}\nlate_days: 5\nchapters:")
    course = load_course(write_course(tmp_path, late)).course
    assert (course.late_policy, course.late_days) == ({"per_day": 10}, 5)
    assert Item.objects.get().late_policy is None
    own = late.replace("points: 4", "late: {accepted: no}\n        hidden: true")
    load_course(write_course(tmp_path, own))
    assert (Item.objects.get().late_policy, Item.objects.get().retired) == (
        {"accepted": False},
        True,
    )
    course = load_course(write_course(tmp_path)).course
    assert (course.late_policy, course.late_days) == (None, 0)
    assert (Item.objects.get().late_policy, Item.objects.get().retired) == (None, False)


def test_an_item_that_comes_back_is_shown_although_it_was_hidden_on_the_site(tmp_path):
    load_course(write_course(tmp_path))
    set_fields(Item.objects.get(), {"retired": True}, by=None)
    load_course(tmp_path, again=True)
    assert Item.objects.get().retired
    without = COURSE.split("    items:")[0]
    load_course(write_course(tmp_path, without, CHAPTER.replace("::quiz[check]", "")))
    load_course(write_course(tmp_path))
    assert not Item.objects.get().retired
