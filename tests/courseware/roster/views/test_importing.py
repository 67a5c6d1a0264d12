"""Importing a roster on the site."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courseware.roster.models import Invitation

pytestmark = pytest.mark.django_db


def test_a_list_is_imported_as_it_was_previewed(signed_in, course, ben):
    sent = signed_in.post(
        "/courses/ml/people/import/", {"text": "email,section\nx@example.org,Mon\nbad,"}
    )
    page = signed_in.get(sent.url)
    assert "Line 3" in page.content.decode()
    assert signed_in.post(sent.url, {"digest": "x"}).status_code == 409
    assert not Invitation.objects.exists()
    signed_in.post(sent.url, {"digest": page.context["plan"].digest})
    assert Invitation.objects.get().email == "x@example.org"
    again = signed_in.get(sent.url)
    assert (again.status_code, again.url) == (302, "/courses/ml/people/import/")


def test_both_a_file_and_a_list_or_none_is_refused(signed_in, course):

    file = SimpleUploadedFile("r.csv", b"email\nx@example.org")
    address = "/courses/ml/people/import/"
    assert signed_in.post(address, {"file": file, "text": "x@example.org"}).status_code == 422
    file.seek(0)
    assert signed_in.post(address, {"file": file}).status_code == 302
