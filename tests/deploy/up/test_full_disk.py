"""A full disk for more than 35 seconds: pages say so, nothing ends for good, work goes on later."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.site import COURSE, Site, run_site
from tests.visitor import Visitor

SIZE = "300m"
PASSWORD = "correct horse 27 battery"
FULL_SECONDS = 45.0
RECOVERY_SECONDS = 240.0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, which is easily filled."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "courseware-test", place]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system takes root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(place: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = place / "ballast"
    with open(ballast, "wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def sign_up(site: Site, login: str) -> int:
    """The status: a new visitor's sign-up has to write."""
    visitor = Visitor(site.url)
    form = visitor.get("/accounts/signup/")
    if form.status != 200:
        return form.status
    fields = {"first_name": "Vera", "username": login, "email": f"{login}@example.org"}
    fields |= {"password1": PASSWORD, "password2": PASSWORD}
    return visitor.post("/accounts/signup/", form, fields).status


def failing(site: Site) -> list[str]:
    """Sentences of the checks that fail."""
    checks = json.loads(Visitor(site.url).get("/health/").text)["checks"]
    return [check["sentence"] for check in checks.values() if not check["ok"]]


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system takes root")
def test_a_site_on_a_full_disk_goes_on_and_recovers(small_disk: Path):
    with run_site(small_disk / "var") as site:
        ballast = fill(small_disk)
        until, pages, signed_up = time.monotonic() + FULL_SECONDS, set(), set()
        while time.monotonic() < until:
            pages.add(Visitor(site.url).get("/accounts/login/").status)
            signed_up.add(sign_up(site, f"eve-{len(signed_up)}"))
            with open(ballast, "ab", buffering=0) as file, suppress(OSError):
                while file.write(bytes(4096)):  # what was freed meanwhile
                    pass
            assert site.process.poll() is None, site.output
            time.sleep(1)
        assert pages <= {200, 503}
        assert signed_up <= {200, 503}
        assert 503 in signed_up

        ballast.unlink()
        until = time.monotonic() + RECOVERY_SECONDS
        while sentences := failing(site):
            assert time.monotonic() < until, sentences
            assert site.process.poll() is None, site.output
            time.sleep(1)
        dora = Visitor(site.url)
        dora.sign_up("dora", PASSWORD)
        assert dora.get(COURSE).status == 200
