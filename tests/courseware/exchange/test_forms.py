"""Forms of the import."""

from __future__ import annotations

from courseware.exchange.forms import ConfirmForm, UploadForm


def test_a_file_and_a_reason_are_needed_and_asked_for() -> None:
    assert "Choose a CSV or XLSX file" in str(UploadForm({}, {}).errors["file"])
    form = ConfirmForm({"token": "signed", "reason": " "})
    assert "where the scores come from" in str(form.errors["reason"])
    assert not ConfirmForm({"token": "signed", "reason": "x" * 301}).is_valid()
