"""Whether the site's own pages can be shown in another language as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from courseware.courses.loader import load_course
from courseware.items.models import Course, Item
from tests.courseware.courses.folders import write_course
from tests.factories import make_extension, make_instructor, make_score, make_student, make_user
from tests.pseudo_language import machine_values, pseudo_language, untranslated

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return load_course(write_course(tmp_path)).course


@pytest.fixture
def content(small: Course) -> str:
    """What the course's files and people's names say."""
    files = [path for path in Path(small.source).rglob("*") if path.suffix in (".md", ".yaml")]
    names = "Courseware A small course Ada Ben UTC small not enrolled"
    return " ".join([path.read_text() for path in files] + [names])


def text_of(client: Any, address: str) -> str:
    with pseudo_language():
        return client.get(address).content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_logout", "home"])
def test_pages_of_visitors(client: Any, small: Course, content: str, name: str) -> None:
    if name == "account_logout":
        client.force_login(make_user("ben"))
    assert untranslated(text_of(client, reverse(name)), content, "ben") == []


def test_pages_of_a_student(client: Any, small: Course, content: str) -> None:
    ben = make_student(small, "ben")
    item = Item.objects.filter(course=small).first()
    if item is not None:
        make_score(item, ben, 0.75)
        make_extension(item, ben, due_at=item.due_at)
    client.force_login(ben)
    chapter = small.chapters.first()
    for address in (
        reverse("course", args=[small.slug]),
        reverse("grades", args=[small.slug]),
        chapter.get_absolute_url(),
        "/no/such/page/",
        reverse("gradebook", args=[small.slug]),
    ):
        assert untranslated(text_of(client, address), content, "ben") == [], address


def test_pages_of_an_instructor(client: Any, small: Course, content: str) -> None:
    ben = make_student(small, "ben")
    item = Item.objects.filter(course=small).first()
    if item is not None:
        make_score(item, ben, 0.75, override=0.5, override_reason="Ben")
    client.force_login(make_instructor(small, "ada"))
    known = content + " ada ben ben, ben@example.org"
    for address in (
        reverse("gradebook", args=[small.slug]),
        reverse("gradebook", args=[small.slug]) + "?q=zzz",
        reverse("student", args=[small.slug, ben.pk]),
        reverse("course", args=[small.slug]),
        reverse("falling-behind", args=[small.slug]),
    ):
        assert untranslated(text_of(client, address), known) == [], address


def test_a_stranger_is_asked_to_enroll(client: Any, small: Course, content: str) -> None:
    client.force_login(make_user("cleo"))
    address = reverse("course", args=[small.slug])
    assert untranslated(text_of(client, address), content, "cleo Cleo") == []


def test_the_course_keeps_its_own_language_on_pages_in_another(client: Any, tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    file = folder / "course.yaml"
    file.write_text(file.read_text().replace("slug: small", "slug: small\nlanguage: pt-BR", 1))
    course = load_course(folder).course
    client.force_login(make_student(course, "ben"))
    chapter = course.chapters.first()
    page = client.get(chapter.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert '<html lang="de"' in page
    assert '<article class="chapter prose" lang="pt-BR">' in page
    assert '<p class="kicker" lang="de">Kapitel 1</p>' in page


@pytest.mark.parametrize("language", ["de", "es"])
def test_scripts_and_drawings_get_the_same_numbers(
    client: Any, small: Course, language: str
) -> None:
    ben = make_student(small, "ben")
    item = Item.objects.filter(course=small).first()
    if item is not None:
        make_score(item, ben, 0.75, override=0.5, override_reason="Ben")
        make_extension(item, ben, due_at=item.due_at)
    client.force_login(make_instructor(small, "ada"))
    for name in ("gradebook", "course", "extensions", "dates", "grading-rules", "falling-behind"):
        address = reverse(name, args=[small.slug])
        found = [
            machine_values(client.get(address, HTTP_ACCEPT_LANGUAGE=code).content.decode())
            for code in ("en", language)
        ]
        assert found[0] == found[1], address


def test_a_text_outside_of_gettext_is_found() -> None:
    page = '<p>⟦Due ⟦in 3 days⟧⟧ or never</p><p title="Look">Ada</p><code>def f()</code>'
    assert untranslated(page, "Ada Lovelace") == ["or never", "Look"]


def test_the_page_names_its_language_and_loads_its_catalog(client: Any) -> None:
    page = text_of(client, reverse("account_login"))
    assert 'lang="qps"' in page
    assert reverse("script-texts", args=["qps"]) in page
    assert "/texts/" not in client.get(reverse("account_login")).content.decode()


def test_the_catalog_of_scripts_is_cached_and_exists_for_known_languages(client: Any) -> None:
    response = client.get(reverse("script-texts", args=["en"]))
    assert response["Content-Type"].startswith("text/javascript")
    assert "max-age=3600" in response["Cache-Control"]
    assert "gettext" in response.content.decode()
    assert client.get(reverse("script-texts", args=["zz"])).status_code == 404
