"""Archives that are damaged, or were made by somebody else."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from courseware.backups import archive, manifest
from courseware.backups.manifest import BackupRefused, FileFacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.write_bytes(bytes(1000) + b"end")
    archive.write(tmp_path / "a.zip", {"data/file": source, "secret-key": source})
    return tmp_path / "a.zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def rewrite(file: Path, names: dict[str, Any] | None = None, **changes: Any) -> Path:
    """The archive with entries renamed or replaced, and fields of its manifest changed."""
    other = file.with_name("b.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == manifest.NAME:
                content = json.dumps(json.loads(content) | changes).encode()
            new = (names or {}).get(entry.filename, entry.filename)
            if new is not None:
                target.writestr(new, content)
    return other


def test_what_was_written_comes_out(made: Path, folder: Path):
    found = archive.extract(made, folder)
    assert (folder / "data" / "file").read_bytes() == bytes(1000) + b"end"
    assert found.files["data/file"].size == 1003


def test_an_archive_is_never_overwritten(made: Path, tmp_path: Path):
    content = made.read_bytes()
    with pytest.raises(BackupRefused, match="exists already"):
        archive.write(made, {})
    assert made.read_bytes() == content


def test_every_damaged_byte_is_noticed_or_harmless(made: Path, folder: Path):
    """Of bytes all over the file; nothing that is wrong gets out."""
    content = made.read_bytes()
    refused = 0
    for position in range(0, len(content), 7):
        damaged = bytearray(content)
        damaged[position] ^= 0xFF
        made.write_bytes(damaged)
        out = folder / str(position)
        out.mkdir()
        try:
            archive.extract(made, out)
        except BackupRefused:
            refused += 1
        else:
            assert (out / "data" / "file").read_bytes() == bytes(1000) + b"end"
    assert refused > len(content) // 20


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.99])
def test_half_an_archive_is_refused(made: Path, folder: Path, share: float):
    content = made.read_bytes()
    made.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BackupRefused, match="damaged"):
        archive.extract(made, folder)


def test_no_archive(tmp_path: Path, folder: Path):
    with pytest.raises(BackupRefused, match="does not exist"):
        archive.extract(tmp_path / "nowhere.zip", folder)


@pytest.mark.parametrize("place", ["../evil", "/tmp/evil", "data/../../evil", "data\\..\\evil"])
def test_names_that_lead_elsewhere_are_refused(made: Path, folder: Path, place: str):
    facts = json.loads(zipfile.ZipFile(made).read(manifest.NAME))["files"]
    facts[place] = facts.pop("data/file")
    with pytest.raises(BackupRefused, match="leads to another place"):
        archive.extract(rewrite(made, {"data/file": place}, files=facts), folder)
    assert list(folder.parent.rglob("evil")) == []


def test_links_are_refused(made: Path, folder: Path):
    link = zipfile.ZipInfo("data/file")
    link.external_attr = 0o120777 << 16
    with pytest.raises(BackupRefused, match="leads to another place"):
        archive.extract(rewrite(made, {"data/file": link}), folder)


def test_files_that_the_manifest_does_not_name_are_refused(made: Path, folder: Path):
    with zipfile.ZipFile(made, "a") as file:
        file.writestr("data/extra", "x")
    with pytest.raises(BackupRefused, match="not those of its manifest"):
        archive.extract(made, folder)


def test_files_that_are_missing_are_refused(made: Path, folder: Path):
    with pytest.raises(BackupRefused, match="not those of its manifest"):
        archive.extract(rewrite(made, {"data/file": None}), folder)


@pytest.mark.parametrize("facts", [FileFacts(1003, "0" * 64), FileFacts(10, "0" * 64)])
def test_another_content_than_the_digest_is_refused(made: Path, folder: Path, facts: FileFacts):
    files = json.loads(zipfile.ZipFile(made).read(manifest.NAME))["files"]
    files["data/file"] = vars(facts)
    with pytest.raises(BackupRefused, match="data/file in the archive is damaged"):
        archive.extract(rewrite(made, files=files), folder)
