"""Chapters come from files: the admin only shows them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_chapter, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def test_a_chapter_is_shown_and_cannot_be_changed(root, course):
    chapter = make_chapter(course, title="Zeros")
    address = reverse("admin:chapters_chapter_change", args=[chapter.pk])
    assert "Zeros" in root.get(address).content.decode()
    assert root.post(address, {"title": "Ones"}).status_code == 403
    chapter.refresh_from_db()
    assert chapter.title == "Zeros"


def test_none_can_be_added(root):
    assert root.get(reverse("admin:chapters_chapter_add")).status_code == 403
