"""The archive: a zip file with a manifest, written in one step and checked before it is used."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from courseware.backups import manifest as manifests
from courseware.backups.manifest import BackupRefused, FileFacts, Manifest, describe

CHUNK = 1 << 20
# What zipfile raises for damaged bytes: NotImplementedError, a RuntimeError, for flags, too.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)


def write(target: Path, sources: Mapping[str, Path]) -> Manifest:
    """Writes the files under their names in the archive.

    Readable by the owner alone: it holds everything. Raises: BackupRefused.
    """
    if target.exists():
        raise BackupRefused(f"{target} exists already. Choose another name.")
    draft = target.with_name(f"{target.name}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            manifest = _write(file, sources)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BackupRefused(
            f"{target} cannot be written ({error.strerror or error}). Make room or choose another "
            "folder."
        ) from None
    return manifest


def _write(file: object, sources: Mapping[str, Path]) -> Manifest:
    facts = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:  # type: ignore[call-overload]
        for name, path in sources.items():
            digest, size = hashlib.sha256(), 0
            with open(path, "rb") as source, archive.open(name, "w", force_zip64=True) as entry:
                while chunk := source.read(CHUNK):
                    entry.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
            facts[name] = FileFacts(size, digest.hexdigest())
        manifest = describe(facts)
        archive.writestr(manifests.NAME, manifest.as_json())
    return manifest


def read_manifest(file: Path) -> Manifest:
    """Raises: BackupRefused."""
    try:
        with zipfile.ZipFile(file) as archive:
            return manifests.parse(archive.read(manifests.NAME).decode("utf-8"))
    except FileNotFoundError:
        raise BackupRefused(f"{file} does not exist.") from None
    except (*_DAMAGED, OSError, KeyError) as error:
        raise BackupRefused(
            f"{file} is no backup of this site, or is damaged ({error}). Use another one."
        ) from None


def extract(file: Path, folder: Path) -> Manifest:
    """Writes the archive's files below an empty folder; afterwards all of them are as they were.

    Raises: BackupRefused: for an archive that is damaged or names other places.
    """
    manifest = read_manifest(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename != manifests.NAME]
            _check_names(entries, manifest)
            for entry in entries:
                _extract(archive, entry, folder, manifest.files[entry.filename])
    except _DAMAGED as error:
        raise BackupRefused(f"{file} is damaged ({error}). Use another backup.") from None
    except OSError as error:
        raise BackupRefused(
            f"The files cannot be written to {folder} ({error.strerror or error}). Make room."
        ) from None
    return manifest


def _check_names(entries: list[zipfile.ZipInfo], manifest: Manifest) -> None:
    names = [entry.filename for entry in entries]
    if sorted(names) != sorted(manifest.files):
        raise BackupRefused("The archive's files are not those of its manifest. Use another one.")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        outside = path.is_absolute() or ".." in path.parts or "\\" in entry.filename
        if outside or not path.parts or stat.S_ISLNK(entry.external_attr >> 16):
            raise BackupRefused(
                f"The archive holds “{entry.filename}”, which leads to another place. It was not "
                "made by this site; do not use it."
            )


def _extract(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, facts: FileFacts
) -> None:
    path = folder / entry.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(entry) as source, open(path, "xb") as target:
        while (chunk := source.read(CHUNK)) and size <= facts.size:
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    if size != facts.size or digest.hexdigest() != facts.sha256:
        raise BackupRefused(f"{entry.filename} in the archive is damaged. Use another backup.")
