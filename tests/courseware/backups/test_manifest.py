"""The manifest, and which releases can be restored."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from courseware.backups import manifest
from courseware.backups.manifest import BackupRefused, FileFacts, Manifest, check_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Manifest:
    return manifest.describe({"secret-key": FileFacts(3, "abc")})


def test_it_survives_the_archive(made: Manifest):
    assert manifest.parse(made.as_json()) == made
    assert made.database == "sqlite"
    assert ("items", "0001_initial") in made.migrations


def test_this_release_and_older_ones_are_restored(made: Manifest):
    check_release(made)
    check_release(replace(made, release="0.0.1", migrations=[("an app that is gone", "0001")]))


@pytest.mark.parametrize(
    "changes",
    [
        {"release": "99.0.0"},
        {"migrations": [("items", "9999_from_the_future")]},
        {"migrations": [("an app of the future", "0001_initial")]},
    ],
)
def test_newer_releases_are_not(made: Manifest, changes: dict[str, object]):
    with pytest.raises(BackupRefused, match="newer than this one"):
        check_release(replace(made, **changes))


@pytest.mark.parametrize("text", ["", "[]", "{}", "{]", '{"format": 1, "files": []}'])
def test_what_is_no_manifest(text: str):
    with pytest.raises(BackupRefused, match="cannot be read"):
        manifest.parse(text)


def test_a_format_of_the_future(made: Manifest):
    text = json.dumps(json.loads(made.as_json()) | {"format": 2})
    with pytest.raises(BackupRefused, match="has format 2"):
        manifest.parse(text)
