"""Settings from the environment say what is wrong with them."""

import stat

import pytest

from courseware import env


def test_a_flag_reads_words_for_yes_and_no(monkeypatch):
    monkeypatch.setenv("X", "Yes")
    assert env.flag("X") is True
    monkeypatch.setenv("X", "0")
    assert env.flag("X", True) is False


def test_a_wrong_flag_and_number_say_what_to_write(monkeypatch):
    monkeypatch.setenv("X", "perhaps")
    with pytest.raises(env.WrongSetting, match='X is "perhaps"; write 1 or 0'):
        env.flag("X")
    with pytest.raises(env.WrongSetting, match="a whole number such as 8000"):
        env.number("X", 8000)


def test_a_secret_is_made_once_readable_by_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("X", raising=False)
    file = tmp_path / "secret"
    first = env.secret("X", file)
    assert len(first) > 40
    assert env.secret("X", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_variable_goes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("X", "given")
    assert env.secret("X", tmp_path / "secret") == "given"
    assert not (tmp_path / "secret").exists()


def test_a_folder_below_a_file_is_refused_with_its_path(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("X", str(tmp_path / "file" / "var"))
    with pytest.raises(env.WrongSetting, match="cannot be made"):
        env.folder("X", tmp_path)
