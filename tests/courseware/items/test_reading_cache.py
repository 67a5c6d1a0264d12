import pytest
from django.conf import settings

from courseware.items.reading_cache import ReadingCache


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "var")
    return tmp_path / "var"


@pytest.fixture
def code(tmp_path):
    path = tmp_path / "code.py"
    path.write_text("a = 1")
    return path


def test_a_value_is_found_by_its_content_alone(code):
    cache = ReadingCache("kept", lambda: [code])
    assert cache.get(b"one") is None
    cache.keep(b"one", {"title": "Überlauf", "sizes": [1, 2.5]})
    assert cache.get(b"one") == {"title": "Überlauf", "sizes": [1, 2.5]}
    assert cache.get(b"two") is None
    cache.forget(b"one")
    assert cache.get(b"one") is None


def test_other_code_finds_nothing_of_what_was_kept(code):
    ReadingCache("kept", lambda: [code]).keep(b"one", 1)
    assert ReadingCache("kept", lambda: [code]).get(b"one") == 1
    code.write_text("a = 2")
    assert ReadingCache("kept", lambda: [code]).get(b"one") is None


def test_a_damaged_file_is_removed(code, var):
    cache = ReadingCache("kept", lambda: [code])
    cache.keep(b"one", [1])
    (file,) = (var / "kept").iterdir()
    file.write_bytes(b"[1, \xff")
    assert cache.get(b"one") is None
    assert not file.exists()


def test_a_folder_that_cannot_be_written_costs_only_time(code, var):
    var.write_text("a file, so no folder can be made in it")
    cache = ReadingCache("kept", lambda: [code])
    cache.keep(b"one", [1])
    assert cache.get(b"one") is None
