from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from labs.models import Submission
from tests.factories import make_user


@pytest.fixture
def admin(client: Client, db: None) -> Any:
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def test_submissions_can_be_read_and_not_written_and_keep_their_seed_secret(
    admin: Any, submit: Callable[..., Any]
) -> None:
    submission = submit()
    address = f"/admin/labs/submission/{submission.pk}/change/"

    page = admin.get(address).text

    assert submission.seed not in page
    assert submission.key not in page
    assert admin.post(address, {"score": "100"}).status_code == 403
    assert admin.post(f"/admin/labs/submission/{submission.pk}/delete/").status_code == 403
    assert admin.get("/admin/labs/submission/add/").status_code == 403
    assert Submission.objects.get().score is None


def test_lists_take_as_many_queries_for_much_as_for_little(
    admin: Any,
    submit: Callable[..., Any],
    make_lab: Callable[..., Any],
    django_assert_num_queries: Any,
) -> None:
    submit()
    with django_assert_num_queries(9):
        admin.get("/admin/labs/submission/")
    submit(item=make_lab("thrice"))
    submit(item=make_lab("fourfold"))
    with django_assert_num_queries(9):
        admin.get("/admin/labs/submission/")


def test_revisions_can_be_read(admin: Any, lab: Any) -> None:
    revision = lab.lab_revisions.get()

    assert "L9.1" in admin.get("/admin/labs/labrevision/").text
    page = admin.get(f"/admin/labs/labrevision/{revision.pk}/change/")
    assert page.status_code == 200
    assert "return 2.0 * x" not in page.text  # the files are many and long
