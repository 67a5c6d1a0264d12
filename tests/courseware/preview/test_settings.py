"""The settings of a preview, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import django
django.setup()
from django.conf import settings
names = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
print(settings.DATABASES["default"]["NAME"])
print(names.index("PreviewMiddleware") - names.index("AuthenticationMiddleware"))
print(settings.ROOT_URLCONF, *settings.ALLOWED_HOSTS)
"""


def test_data_are_below_the_folder_of_the_preview(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "COURSEWARE_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "courseware.preview.settings",
    }
    environment.pop("DATABASE_URL", None)
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True
    )
    assert found.stdout.splitlines() == [
        str(tmp_path / "var" / "courseware.sqlite3"),
        "1",
        "courseware.preview.urls 127.0.0.1 localhost",
    ], found.stderr
