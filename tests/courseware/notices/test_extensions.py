"""An extension is told when it is saved, in the administration too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import serializers

from courseware.items.models import Extension
from courseware.notices.models import Notice
from tests.factories import make_extension, make_item, make_user

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 1, 18, tzinfo=UTC)


def test_once_for_the_same_dates(course, ben):
    item = make_item(course, title="Zeros")
    extension = make_extension(item, ben, due_at=DUE)
    extension.reason = "Illness"
    extension.save()
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.title) == (ben, "extension", "Zeros")
    assert notice.link == item.get_absolute_url()
    assert "Illness" not in str(Notice.objects.values().get())
    extension.closes_at = DUE + timedelta(days=1)
    extension.save()
    assert Notice.objects.count() == 2


def test_one_that_is_granted_in_the_administration(client, course, ben):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    form = {"item": make_item(course).pk, "user": ben.pk, "due_at_0": "2026-12-01"}
    response = client.post(
        "/admin/items/extension/add/", form | {"due_at_1": "18:00:00", "reason": ""}
    )
    assert response.status_code == 302
    assert Notice.objects.get().user == ben


def test_reading_a_copy_of_a_database_tells_nobody(course, ben):
    copy = serializers.serialize("json", [make_extension(make_item(course), ben, due_at=DUE)])
    Extension.objects.all().delete()
    Notice.objects.all().delete()
    for row in serializers.deserialize("json", copy):
        row.save()
    assert Extension.objects.exists() and not Notice.objects.exists()
