"""Courses and items in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_item, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", ["course", "item"])
def test_rows_are_listed(root, course, model):
    make_item(course, title="Dropout")
    page = root.get(reverse(f"admin:items_{model}_changelist")).content.decode()
    assert {"course": "Machine learning", "item": "Dropout"}[model] in page


def test_items_are_found_by_title(root, course):
    make_item(course, title="Dropout")
    make_item(course, title="Softmax")
    page = root.get(reverse("admin:items_item_changelist"), {"q": "drop"}).content.decode()
    assert ">Dropout<" in page
    assert ">Softmax<" not in page
