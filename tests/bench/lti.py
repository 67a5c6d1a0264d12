"""A launch from a learning platform: from its message to the page of the quiz, as the browser goes.

The rival is the second that a launch may take. The platform is `lti1p3platform` in this process;
what it needs to sign its message is not counted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from tests.courseware.lti.platform import (
    CLIENT,
    CONTEXT,
    DEPLOYMENT,
    Message,
    Person,
    PlatformServer,
)
from tests.site import ROOT, run_site

ROUNDS = 30
LIMIT = 1.0  # seconds
REGISTER = """
from courseware.items.models import Course
from courseware.lti.models import Context, Deployment, Platform
platform = Platform.objects.create(
    name="Bench", issuer={url!r}, client_id={client!r}, auth_url={url!r} + "/auth",
    token_url={url!r} + "/token", keyset_url={url!r} + "/jwks",
)
deployment = Deployment.objects.create(platform=platform, key={deployment!r}, active=True)
Context.objects.create(deployment=deployment, key={context!r}, course=Course.objects.get())
"""


def run() -> list[dict[str, Any]]:
    with (
        tempfile.TemporaryDirectory(prefix="courseware-bench-") as folder,
        run_site(Path(folder), LTI_PRIVATE="1") as site,
    ):
        platform = PlatformServer(site.url)
        try:
            _register(Path(folder), platform)
            _launch(site.url, platform, 0)  # reads the platform's keys, for the first time
            first = [_launch(site.url, platform, 1 + number) for number in range(ROUNDS)]
            again = [_launch(site.url, platform, 1 + number) for number in range(ROUNDS)]
        finally:
            platform.switch_off()
    return [
        _figure("lti: launch to page, first of a person", first),
        _figure("lti: launch to page, later", again),
    ]


def _register(var: Path, platform: PlatformServer) -> None:
    names = {"client": CLIENT, "deployment": DEPLOYMENT, "context": CONTEXT}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", REGISTER.format(url=platform.url, **names)],
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_VAR": str(var), "DATABASE_URL": ""},
        check=True,
    )


def _launch(url: str, platform: PlatformServer, number: int) -> float:
    person = Person(f"sub-{number}", f"Learner {number}", f"learner-{number}@school.example")
    message = Message(person=person, item="quiz/dropout")
    with httpx.Client(base_url=url, timeout=30) as browser:
        began = browser.get("/lti/login/", params=platform.login_params())
        form = platform.answer(began.headers["Location"], message)
        start = time.perf_counter()
        page = browser.post("/lti/launch/", data=form, follow_redirects=True)
        seconds = time.perf_counter() - start
    assert page.status_code == 200 and "/quizzes/dropout/" in str(page.url), page
    return seconds


def _figure(name: str, seconds: list[float]) -> dict[str, Any]:
    median, worst = statistics.median(seconds), max(seconds)
    return {
        "name": name,
        "ours": round(median, 3),
        "rival": LIMIT,
        "ratio": round(median / LIMIT, 3),
        "unit": "s",
        "note": f"median of {len(seconds)}, longest {worst:.2f} s",
    }
