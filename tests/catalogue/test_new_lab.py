"""A new lab is a folder and its place in the course; nothing else names it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from courseware.courses.checker import check_course
from courseware.courses.loader import load_course
from courseware.items.models import Item
from grader.cli import main as cli
from grader.lab import lab_folders, load_lab
from grader.lab.lookup import SHIPPED
from tests.attacks import test_every_honest_file as honest
from tests.catalogue import test_every_lab as catalogue

COPIED = next(iter(lab_folders([SHIPPED])))
CHAPTER = """\
---
title: One more
summary: A chapter with a lab of its own.
---
## What it is {#what}

It is practiced here.

::lab[one_more]
"""
COURSE = """\
slug: small
title: A small course
chapters:
  - file: one-more.md
    items:
      - lab: one_more
        points: 10
"""


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """A course with one chapter and a lab of its own, and nothing but their files."""
    folder = tmp_path / "course"
    shutil.copytree(COPIED, folder / "labs" / "one_more")
    file = folder / "labs" / "one_more" / "lab.yaml"
    metadata = yaml.safe_load(file.read_text("utf-8"))
    metadata |= {"number": "L99.1", "anchors": ["one-more#what"]}
    file.write_text(yaml.safe_dump(metadata, sort_keys=False), "utf-8")
    (folder / "chapters").mkdir()
    (folder / "chapters" / "one-more.md").write_text(CHAPTER, "utf-8")
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    return folder


def test_course_with_the_new_lab_has_no_fault(course_folder: Path) -> None:
    report = check_course(course_folder)
    assert (report["errors"], report["unchecked"], report["labs"]) == ([], [], 1)


@pytest.mark.django_db
def test_students_find_the_new_lab(course_folder: Path, client: Any) -> None:
    from courseware.people.services import enroll  # models can be imported only after setup
    from tests.factories import make_user

    person, course = make_user("dora"), load_course(course_folder).course
    enroll(user=person, course=course)
    client.force_login(person)
    item = Item.objects.get(slug="one_more")
    page = client.get(f"/courses/{course.slug}/labs/one_more/")
    assert page.status_code == 200
    assert item.title in page.content.decode()
    assert item.title in client.get(f"/courses/{course.slug}/").content.decode()


def test_commands_find_the_new_lab(course_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labs = ["--labs", str(course_folder / "labs")]
    assert cli.main(["labs", *labs]) == 0
    assert "L99.1  one_more  " in capsys.readouterr().out


def test_tests_of_the_catalogue_collect_what_is_there() -> None:
    folders = {path.parent for path in Path(SHIPPED).glob("*/lab.yaml")}
    assert set(catalogue.FOLDERS) == folders
    assert {parameter.values[0] for parameter in catalogue.checks()} == folders
    assert set(honest.LABS) == {f.name for f in folders if load_lab(f).format == "code"}
