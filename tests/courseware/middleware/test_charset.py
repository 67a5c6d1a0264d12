"""A request cannot choose how its form is decoded."""

from __future__ import annotations

import pytest
from django.test import Client

FORMS = {
    "multipart/form-data; boundary=B": (
        b'--B\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800=+1\r\n--B--\r\n'
    ),
    "application/x-www-form-urlencoded": b"login=ada",
}


def post(content_type: str, body: bytes) -> int:
    client = Client(raise_request_exception=False)
    return client.generic("POST", "/accounts/login/", body, content_type=content_type).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "charset",
    ["hex", "zlib", "rot13", "idna", "punycode", "undefined", "unicode_escape", "utf-7", "none"],
)
def test_a_form_in_another_encoding_is_a_bad_request(form, charset):
    assert post(f"{form}; charset={charset}", FORMS[form]) == 400


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_utf_8_may_be_named(form, charset):
    assert post(f"{form}; charset={charset}", FORMS[form]) == 200
