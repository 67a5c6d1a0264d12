"""The admin leaves deleting to the workers."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage

from courseware.deletion import admin as deletion_admin
from courseware.deletion.admin import BackgroundDeletionAdmin
from courseware.outbox.models import Message
from courseware.people.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_root(rf):
    request = rf.post("/")
    request.user = make_user("root", is_staff=True, is_superuser=True)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


@pytest.fixture
def people():
    return BackgroundDeletionAdmin(User, admin.site)


def test_the_page_lists_the_rows_themselves_and_no_dependents(people, request_of_root, monkeypatch):
    monkeypatch.setattr(deletion_admin, "MAX_LISTED", 2)
    for number in range(3):
        make_user(f"person-{number}")
    rows = User.objects.filter(username__startswith="person").order_by("username")
    listed, counts, denied, protected = people.get_deleted_objects(rows, request_of_root)
    assert listed[:2] == ["person-0", "person-1"]
    assert "person-2" not in listed
    assert (counts, denied, protected) == ({"users": 3}, set(), [])


def test_a_list_of_rows_is_counted_too(people, request_of_root):
    _, counts, _, _ = people.get_deleted_objects([make_user(), make_user()], request_of_root)
    assert counts == {"users": 2}


def test_who_may_not_delete_is_told_what(people, request_of_root):
    request_of_root.user = AnonymousUser()
    _, _, denied, _ = people.get_deleted_objects([make_user()], request_of_root)
    assert denied == {"user"}


def test_deleting_enqueues_a_task_and_says_so(people, request_of_root):
    ben = make_user("ben")
    people.delete_model(request_of_root, ben)
    assert User.objects.filter(pk=ben.pk).exists()
    message = Message.objects.get()
    assert (message.args, message.owner) == (
        ["people.User", [ben.pk]],
        request_of_root.user.pk,
    )
    assert len(list(request_of_root._messages)) == 1


def test_what_must_happen_at_once_happens_before(request_of_root):
    class Deactivating(BackgroundDeletionAdmin):
        def before_deletion(self, queryset):
            assert Message.objects.count() == 0
            queryset.update(is_active=False)

    ben = make_user("ben")
    Deactivating(User, admin.site).delete_model(request_of_root, ben)
    ben.refresh_from_db()
    assert (ben.is_active, Message.objects.count()) == (False, 1)
