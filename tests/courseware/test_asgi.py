"""The application that uvicorn is told to serve."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.site import ROOT

PROGRAM = """
import json, resource
from courseware.asgi import application
from courseware.serving.gate import Gate
from courseware.serving.handler import Handler
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
print(json.dumps({
    "gate": isinstance(application, Gate),
    "handler": isinstance(application.app, Handler),
    "free turns": application.turns._free_turns,
    "all descriptors": soft == hard,
    "slow": application._is_slow({"method": "POST", "path": "/accounts/login/"}),
}))
"""


@pytest.mark.parametrize(
    ("database", "turns"), [("", 1), ("postgres://nobody@127.0.0.1:1/none", 2)]
)
def test_the_gate_stands_before_django_with_turns_for_its_database(tmp_path, database, turns):
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    environment |= {"COURSEWARE_VAR": str(tmp_path), "DATABASE_URL": database}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {
        "gate": True,
        "handler": True,
        "free turns": turns,
        "all descriptors": True,
        "slow": True,
    }


def test_the_settings_name_it():
    assert settings.ASGI_APPLICATION == "courseware.asgi.application"
