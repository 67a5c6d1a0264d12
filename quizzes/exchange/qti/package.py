"""The items of a file: a single XML document, a QTI package, or a Common Cartridge.

Nothing is unpacked to disk. An archive's documents are read in the order of its manifest.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from quizzes.contract.neutral import ExchangeError, Loss
from quizzes.exchange.qti.tree import parse

# What the library raises for archives that were damaged, each in other places of them.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(RuntimeError, OSError, ValueError),  # encrypted; a method that Python lacks; a bad name
)
MAX_BYTES = 50_000_000  # unpacked
MAX_FILES = 5_000
_MANIFEST = "imsmanifest.xml"
_QUESTIONS = (".xml", ".qti", ".dat")
_WITHOUT_QUESTIONS = ("assessment_meta.xml", "module_meta.xml")


def documents(data: bytes) -> tuple[list[Element], list[Loss]]:
    """The roots of documents with questions. Raises `ExchangeError`."""
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"The file is larger than {MAX_BYTES:,} bytes.")
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [parse(data)], []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _of_archive(archive)
    except _DAMAGED as error:
        raise ExchangeError(f"The archive cannot be read: {error}.") from None


def _of_archive(archive: zipfile.ZipFile) -> tuple[list[Element], list[Loss]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_FILES:
        raise ExchangeError(f"The archive has {len(entries)} files; {MAX_FILES} at most.")
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise ExchangeError(f"The archive is larger than {MAX_BYTES:,} bytes when unpacked.")
    names = {entry.filename for entry in entries}
    found, losses = [], []
    for name in _in_order(archive, names):
        try:
            root = parse(_read(archive, name))
        except ExchangeError as reason:
            losses.append(Loss(name, f"not read: {reason}"))
            continue
        if root.tag in ("assessmentItem", "questestinterop"):
            found.append(root)
    return found, losses


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """At most as much as the directory promises, or an archive could unpack without end."""
    size = archive.getinfo(name).file_size
    with archive.open(name) as file:
        data = file.read(size + 1)
    if len(data) > size:
        raise ExchangeError("it is larger than the archive says")
    return data


def _in_order(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    """The manifest's files in its order, then the others. One of two versions of a quiz is left.

    Canvas exports each quiz twice: as Common Cartridge, which drops types of questions, and whole
    below ``non_cc_assessments``.
    """
    ordered = [name for name in _manifest_files(archive, names) if name in names]
    every = dict.fromkeys([*ordered, *sorted(names)])
    whole = {
        posixpath.basename(name).partition(".")[0]
        for name in every
        if "non_cc_assessments/" in name
    }
    return [
        name
        for name in every
        if name.lower().endswith(_QUESTIONS)
        and posixpath.basename(name) not in (_MANIFEST, *_WITHOUT_QUESTIONS)
        and not (
            "non_cc_assessments/" not in name
            and posixpath.basename(posixpath.dirname(name)) in whole
        )
    ]


def _manifest_files(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    manifest = next((name for name in sorted(names, key=len) if name.endswith(_MANIFEST)), None)
    if manifest is None:
        return
    try:
        root = parse(_read(archive, manifest))
    except ExchangeError:
        return
    folder = posixpath.dirname(manifest)
    for resource in root.iter("resource"):
        hrefs = [resource.get("href"), *(file.get("href") for file in resource.iter("file"))]
        for href in filter(None, hrefs):
            yield posixpath.normpath(posixpath.join(folder, href))
