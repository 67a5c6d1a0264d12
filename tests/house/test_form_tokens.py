"""Forms have their security token also in templates that are included with ``only``.

``only`` hides the token from ``{% csrf_token %}``, and such a form is refused when it is sent. The
test client does not notice, because it does not check tokens.
"""

from __future__ import annotations

import re

from tests.house.tree import ROOT

INCLUDE = re.compile(r'{% include "([^"]+)"[^%]*? only %}')
PACKAGES = ("courseware", "labs", "quizzes")
OPTIONAL = {"ui/components/dialog.html"}  # has a form with a token only if it has an address


def templates() -> dict[str, str]:
    return {
        path.as_posix().rpartition("/templates/")[2]: path.read_text()
        for package in PACKAGES
        for path in (ROOT / package).rglob("templates/**/*.html")
    }


def without_token(texts: dict[str, str]) -> list[str]:
    """Includes that hide the token from the form of the included template."""
    return [
        f"{name}: {found[0]}"
        for name, text in texts.items()
        for found in INCLUDE.finditer(text)
        if "{% csrf_token %}" in texts.get(found[1], "")
        and "csrf_token=" not in found[0]
        and (found[1] not in OPTIONAL or "form_action=" in found[0])
    ]


def test_every_form_has_its_token() -> None:
    assert without_token(templates()) == []


def test_a_form_without_its_token_is_found() -> None:
    form = "<form>{% csrf_token %}</form>"
    page = '{% include "form.html" with a=1 only %}'
    assert without_token({"page.html": page, "form.html": form}) == [f"page.html: {page}"]
    passed = page.replace("a=1", "a=1 csrf_token=csrf_token")
    assert without_token({"page.html": passed, "form.html": form}) == []
