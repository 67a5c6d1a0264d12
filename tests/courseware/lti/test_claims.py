from __future__ import annotations

import json

import pytest

from courseware.lti.claims import read_claims, stored_claims

LTI = "https://purl.imsglobal.org/spec/lti/claim"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"


@pytest.mark.parametrize("wrong", [None, 5, [], {}, "", "x", [["x"]], {"id": {}}, True])
def test_values_of_any_type_are_read_without_error(wrong):
    names = [
        *("iss", "aud", "sub", "name", "given_name", "email", DEEP),
        *(f"{LTI}/{part}" for part in ("roles", "context", "resource_link", "custom")),
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint",
        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
    ]
    claims = read_claims(dict.fromkeys(names, wrong))
    assert stored_claims(json.loads(json.dumps(claims.plain))) == claims


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"given_name": "Ada", "family_name": "L"}, ("Ada", "L")),
        ({"name": "Ada Augusta Lovelace"}, ("Ada Augusta", "Lovelace")),
        ({"name": "Ada"}, ("Ada", "")),
        ({}, ("", "")),
    ],
)
def test_names_are_taken_as_they_come(body, names):
    claims = read_claims(body)
    assert (claims.given_name, claims.family_name) == names


@pytest.mark.parametrize("sub", ["a  b", " a", "a\n", "a\0", "\ud800", "x" * 256])
def test_a_name_of_a_person_is_never_changed_into_that_of_another(sub):
    assert read_claims({"sub": sub}).sub == ""


@pytest.mark.parametrize(
    "url", ["javascript:x", "ftp://x/", "//x", "http://", "http://x y/", "http://[", "https://é/"]
)
def test_only_addresses_of_the_web_are_taken(url):
    settings = {"deep_link_return_url": url}
    claims = read_claims({DEEP: settings})
    assert claims.deep_linking["deep_link_return_url"] == "" == claims.return_url


def test_what_the_platform_wants_back_is_kept_whatever_it_is():
    for data in ("text\0", {"a": ["\ud800"]}, None, 5):
        kept = read_claims({DEEP: {"data": data}}).deep_linking["data"]
        assert json.loads(kept) == data and "\0" not in kept
