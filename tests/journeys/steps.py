"""Steps that several journeys take."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

COURSE = "/courses/machine-learning/"
LABS = Path(__file__).resolve().parents[2] / "labs" / "catalogue"


def sign_in(page: Page, login: dict[str, str]) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(login["login"])
    page.locator("[name=password]").fill(login["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Machine learning")


_PASTE = """(editor, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const options = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def write_code(page: Page, code: str) -> None:
    """Selects what stands in the editor and pastes over it, as people do."""
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+A")
    editor.evaluate(_PASTE, code)
    expect(page.locator("textarea[name=code]")).to_have_value(code)


def solution(lab: str, name: str = "vectorised") -> str:
    return (LABS / lab / "solutions" / f"{name}.py").read_text(encoding="utf-8")


def mistakes(lab: str) -> list[str]:
    return sorted(file.stem for file in (LABS / lab / "mistakes").glob("*.py"))


def mistake(lab: str, name: str) -> str:
    return (LABS / lab / "mistakes" / f"{name}.py").read_text(encoding="utf-8")
