"""Where the login is kept."""

from __future__ import annotations

import pytest
from courseware_client.errors import NotAllowed, WrongUsage
from courseware_client.settings import (
    Login,
    checked_url,
    current_login,
    forget_login,
    store_login,
)


def test_a_login_is_kept_for_its_owner_alone(home):
    login = Login("https://course.example.org", "cw_secret", "ml")
    path = store_login(login)
    assert path.stat().st_mode & 0o777 == 0o600
    assert current_login() == login
    assert forget_login() and not forget_login()
    with pytest.raises(NotAllowed, match="courseware login"):
        current_login()


def test_the_environment_comes_first(monkeypatch):
    store_login(Login("https://a.example.org", "cw_a", "ml"))
    monkeypatch.setenv("COURSEWARE_TOKEN", "cw_b")
    monkeypatch.setenv("COURSEWARE_URL", "https://b.example.org/")
    assert current_login() == Login("https://b.example.org", "cw_b", "ml")


def test_a_file_that_is_damaged_is_no_login(home):
    from courseware_client import settings

    path = settings.config_file()
    path.parent.mkdir(parents=True)
    for text in ("", "[]", "{", '{"url": "https://a.example.org"}'):
        path.write_text(text)
        with pytest.raises(NotAllowed):
            current_login()


@pytest.mark.parametrize("url", ["", "course.example.org", "ftp://a"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(WrongUsage, match="no address"):
        checked_url(url)
