"""Somebody new: makes an account, enrolls, and is told what is wrong on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE

pytestmark = pytest.mark.browser


def test_a_newcomer_signs_up_and_enrolls(open_page: Callable[..., Page]):
    page = open_page()
    page.goto(f"{COURSE}about/")
    page.get_by_role("main").get_by_role("link", name="Create account and enroll").click()
    sign_up(page, "greta", "12345678")
    expect(page.get_by_text("This password is too common.")).to_be_visible()
    sign_up(page, "greta", "an unlikely sentence 42")
    expect(page.get_by_text("You are enrolled in Machine learning.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Regularization for sparsity").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regularization for sparsity")


@pytest.mark.slow
def test_a_wrong_password_is_told_and_the_right_one_leads_on(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page, login = open_page(), make_student()
    page.goto(f"{COURSE}grades/")
    enter(page, login["login"], "not the password")
    expect(page.get_by_text("not correct")).to_be_visible()
    enter(page, login["login"], login["password"])
    expect(page.get_by_role("heading", level=1)).to_have_text("My grades")


def sign_up(page: Page, login: str, password: str) -> None:
    page.locator("[name=first_name]").fill("Vera")
    page.locator("[name=username]").fill(login)
    page.locator("[name=email]").fill(f"{login}@example.org")
    page.locator("[name=password1]").fill(password)
    page.locator("[name=password2]").fill(password)
    page.get_by_role("main").get_by_role("button", name="Create account").click()


def enter(page: Page, login: str, password: str) -> None:
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
