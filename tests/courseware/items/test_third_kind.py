"""A third kind of item is an app and its line in INSTALLED_APPS; nothing else is edited."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[3]
COURSE = """\
slug: small
title: A small course
chapters:
  - file: essays.md
    items:
      - essay: why
        points: 4
"""
CHAPTER = "---\ntitle: Essays\nsummary: Some.\n---\n## Why {#why}\n\n::essay[why]\n"
APP = {
    "__init__.py": "",
    "apps.py": """
        from django.apps import AppConfig

        class EssaysConfig(AppConfig):
            name = "essays"

            def ready(self):
                from courseware.items import kinds
                from essays.kind import EssayKind
                kinds.register(EssayKind())
    """,
    "kind.py": """
        from hashlib import sha256
        from pathlib import Path
        from django.urls import reverse
        from courseware.items.files import ItemFiles
        from courseware.items.kinds import Definition, ItemKind, ItemState

        class EssayKind(ItemKind):
            name, label, plural, urls = "essay", "Essay", "essays", "essays.urls"
            files = ItemFiles("essays", Path(__file__).parent / "shipped", "*.txt")

            def read(self, path, faults, shown):
                text = path.read_text()
                return Definition(path.stem, text, sha256(text.encode()).hexdigest(), text)

            def store(self, item, definition):
                return True

            def url(self, item):
                return reverse("essays:essay", args=[item.course.slug, item.slug])

            def states(self, items, user):
                return {item.id: ItemState("waiting", "in a drawer") for item in items}

            def work(self, item, user):
                return []
    """,
    "urls.py": """
        from django.http import HttpResponse
        from django.urls import path
        from courseware.items.selectors import item_or_404
        from courseware.people.policy import member_required

        @member_required
        def essay(request, slug):
            return HttpResponse(item_or_404(request.course, "essay", slug).title)

        app_name = "essays"
        urlpatterns = [path("<slug:slug>/", essay, name="essay")]
    """,
}
SETTINGS = """
from courseware.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "essays"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
ALLOWED_HOSTS = ["*"]
"""
VISIT = """
import json, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.test import Client
from courseware.courses.checker import check_course
from courseware.courses.loader import load_course
from courseware.people.models import User
from courseware.people.services import enroll
call_command("migrate", verbosity=0)
folder = Path(sys.argv[1])
client = Client()
person = User.objects.create_superuser("root", "root@example.org", "x")
client.force_login(person)
report = check_course(folder)
enroll(user=person, course=load_course(folder).course)
pages = {
    name: client.get(f"/courses/small/{address}").content.decode()
    for name, address in {
        "item": "essays/why/", "home": "?view=student", "chapter": "chapters/essays/",
        "grades": "grades/", "gradebook": "gradebook/",
    }.items()
}
print(json.dumps({"report": report, "pages": pages}))
"""


@pytest.mark.slow
def test_a_kind_is_loaded_served_and_graded_with_an_app_and_its_line(tmp_path: Path):
    app, course = tmp_path / "essays", tmp_path / "course"
    for name, source in APP.items():
        _write(app / name, dedent(source))
    _write(tmp_path / "with_essays.py", SETTINGS)
    _write(course / "course.yaml", COURSE)
    _write(course / "chapters" / "essays.md", CHAPTER)
    _write(course / "essays" / "why.txt", "Why zeros matter")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "with_essays",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
        "COURSEWARE_VAR": str(tmp_path / "var"),
        "DATABASE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", VISIT, str(course)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["report"]["essays"], result["report"]["errors"]) == (1, [])
    assert result["pages"]["item"] == "Why zeros matter"
    assert "/courses/small/essays/why/" in result["pages"]["home"]
    assert "in a drawer" in result["pages"]["chapter"]
    for page in ("grades", "gradebook"):
        assert "Why zeros matter" in result["pages"][page]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
