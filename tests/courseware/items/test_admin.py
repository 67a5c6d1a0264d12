"""Courses, items and extensions in the admin."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from courseware.items.models import Extension
from tests.factories import make_extension, make_item, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", ["course", "item", "extension"])
def test_rows_are_listed(root, course, ben, model):
    make_extension(make_item(course, title="Dropout"), ben, reason="Was ill.")
    page = root.get(reverse(f"admin:items_{model}_changelist")).content.decode()
    assert {"course": "Machine learning", "item": "Dropout", "extension": "Was ill."}[model] in page


def test_items_are_found_by_title(root, course):
    make_item(course, title="Dropout")
    make_item(course, title="Softmax")
    page = root.get(reverse("admin:items_item_changelist"), {"q": "drop"}).content.decode()
    assert ">Dropout<" in page
    assert ">Softmax<" not in page


def test_an_extension_is_granted_here(root, course, ben):
    item = make_item(course)
    form = {"item": item.pk, "user": ben.pk, "reason": "Was ill."}
    form |= {"due_at_0": "2026-12-05", "due_at_1": "18:00", "closes_at_0": "", "closes_at_1": ""}
    assert root.post(reverse("admin:items_extension_add"), form).status_code == 302
    extension = Extension.objects.get()
    assert (extension.item, extension.user, extension.closes_at) == (item, ben, None)
    assert extension.due_at == datetime(2026, 12, 5, 18, tzinfo=UTC)
