"""The preview of a lab with the settings and addresses that previews have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courseware.preview import site
from courseware.preview.site import PreviewSite, open_preview


@pytest.fixture
def preview(db: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Any]:
    def start(path: Path) -> PreviewSite:
        settings.ROOT_URLCONF = "courseware.preview.urls"
        settings.MIDDLEWARE = [
            *settings.MIDDLEWARE[:8],
            "courseware.preview.middleware.PreviewMiddleware",
            *settings.MIDDLEWARE[8:],
        ]
        monkeypatch.setattr(site, "_shown", [])
        return open_preview(path)

    return start
