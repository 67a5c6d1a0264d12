"""A course with quizzes against the clock, loaded into a running site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.site import ROOT, Site

COURSE = "/courses/timed/"

_COURSE = """\
slug: timed
title: Against the clock
chapters:
  - file: one.md
    items:
      - quiz: long
      - quiz: short
      - quiz: brief
"""

_QUIZ = """\
title: {title}
{settings}
questions:
  - id: grow
    type: blanks
    text: Width by [[width]], depth by [[depth]].
    blanks:
      width: {{accept: [neurons]}}
      depth: {{accept: [layers]}}
    explanation: Neurons are dimensions, layers are depth.
  - id: zero
    type: single
    text: Which penalty gives zeros?
    options:
      - {{id: l1, text: The sum of sizes, correct: true, feedback: The kink does it.}}
      - {{id: l2, text: The sum of squares, feedback: Its slope fades.}}
    explanation: The slope of the absolute value stays.
"""

QUIZZES = {
    "long": ("Half an hour", "time_limit: 30"),
    "short": ("Some seconds", "time_limit: 0.15"),
    "brief": ("Extended", "time_limit: 0.4"),
}


_ENROL = """
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
person = User.objects.get(username="{instructor}")
course = Course.objects.get(slug="timed")
Enrollment.objects.update_or_create(user=person, course=course, defaults=dict(role=Role.INSTRUCTOR))
"""


def load_timed_course(site: Site, folder: Path, instructor: str, **environment: str) -> None:
    """``environment`` names the servers of a site that does not use its own."""
    (folder / "chapters").mkdir(parents=True)
    (folder / "quizzes").mkdir()
    (folder / "course.yaml").write_text(_COURSE, encoding="utf-8")
    places = "\n\n".join(f"::quiz[{slug}]" for slug in QUIZZES)
    chapter = f"---\ntitle: One\n---\n\n## First {{#first}}\n\nText.\n\n{places}\n"
    (folder / "chapters" / "one.md").write_text(chapter, encoding="utf-8")
    for slug, (title, settings) in QUIZZES.items():
        text = _QUIZ.format(title=title, settings=settings)
        (folder / "quizzes" / f"{slug}.yaml").write_text(text, encoding="utf-8")
    manage(site, "load_course", str(folder), "--open", **environment)
    manage(site, "shell", "-c", _ENROL.format(instructor=instructor), **environment)


def manage(site: Site, *arguments: str, **environment: str) -> str:
    """What the command printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_VAR": str(site.var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
