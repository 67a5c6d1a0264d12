"""The preview of a lab with the settings and addresses that previews have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courseware.preview import site
from courseware.preview.site import PreviewSite, open_preview

AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"


@pytest.fixture
def preview(db: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Any]:
    def start(path: Path) -> PreviewSite:
        settings.ROOT_URLCONF = "courseware.preview.urls"
        place = settings.MIDDLEWARE.index(AUTHENTICATION) + 1
        settings.MIDDLEWARE = [
            *settings.MIDDLEWARE[:place],
            "courseware.preview.middleware.PreviewMiddleware",
            *settings.MIDDLEWARE[place:],
        ]
        monkeypatch.setattr(site, "_shown", [])
        return open_preview(path)

    return start
