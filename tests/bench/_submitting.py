"""Students who send code to the labs of a running site, as a browser sends it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import grader
from tests.site import COURSE
from tests.visitor import Page, Visitor

CATALOGUE = Path(grader.__file__).resolve().parents[1] / "labs" / "catalogue"
PASSWORD = "correct horse 77 battery"


def shipped_labs() -> list[grader.Lab]:
    labs = [grader.load_lab(path.parent) for path in sorted(CATALOGUE.glob("*/lab.yaml"))]
    return sorted(labs, key=lambda lab: lab.number)


def join(url: str, name: str) -> Visitor:
    """Somebody new in the course."""
    student = Visitor(url)
    page = student.sign_up(name, PASSWORD)
    student.post(f"{COURSE}join/", student.get(COURSE) if "join/" not in page.text else page)
    return student


def form_of(student: Visitor, lab: grader.Lab) -> Page:
    return student.get(f"{COURSE}labs/{lab.slug}/")


def send(student: Visitor, lab: grader.Lab, form: Page, code: str, purpose: str) -> Page:
    """Sends the form and does not wait for what becomes of it."""
    key = dict(form.fields("key"))["key"]
    given = {"code": code, "key": key, "purpose": purpose}
    return student.post(f"{COURSE}labs/{lab.slug}/run/", form, given)


def submit(student: Visitor, lab: grader.Lab, code: str) -> float:
    """Seconds from sending the form to having the verdict, which must be that all is right."""
    form = form_of(student, lab)
    started = time.perf_counter()
    shown = send(student, lab, form, code, "graded")
    student.get(_attribute(shown, "data-live"))  # ends with the verdict
    result = student.get(_attribute(shown, "data-live-fragment"))
    seconds = time.perf_counter() - started
    assert "data-live-done" in result.text and "means-right" in result.text, result.text
    return seconds


def _attribute(page: Page, name: str) -> str:
    found = re.search(rf'{name}="([^"]+)"', page.text)
    assert found, f"{page.url} ({page.status}) shows nothing under way:\n{page.text}"
    return found.group(1)
