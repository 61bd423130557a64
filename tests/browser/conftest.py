"""Debian's chromium, driven through playwright; what is missing is said in one line."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from headwater.schema import Tables
from headwater.views.page import build_page
from headwater.views.payload import ReportOptions, build_payload
from tests.views.docks import write_docks
from tests.views.strange import write_strange

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--no-pings",
]

Opener = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One chromium for all browser tests; without it they are skipped, or fail where CI=true."""
    path = shutil.which("chromium")
    if path is None:
        missing = "The browser tests need chromium on the PATH (Debian: apt-get install chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports of the small piles, as files."""
    folder = tmp_path_factory.mktemp("reports")
    piles: dict[str, Tables] = {"docks": write_docks(), "strange": write_strange()}
    for name, tables in piles.items():
        page, _ = build_page(build_payload(tables, ReportOptions(title=name)))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    small, _ = build_page(build_payload(write_docks(), ReportOptions(title="small")), size=100_000 + 1)
    (folder / "small.html").write_text(small, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in (*piles, "small")}


@pytest.fixture
def open_report(browser: "Browser", pages: dict[str, Path]) -> Iterator[Opener]:
    """Opens a report at an address; at the end nothing may have gone wrong, been asked for, or asked the reader."""
    wrong: list[str] = []
    contexts = []

    def open_page(name: str, address: str = "", *, width: int = 1280, scheme: str = "light") -> "Page":
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        _watch(page, wrong)
        page.goto(f"{pages[name].as_uri()}#{address}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def _watch(page: "Page", wrong: list[str]) -> None:
    def hear(message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def meet(dialog: "Dialog") -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def see(request: "Request") -> None:
        if not request.url.startswith("file:") or not request.is_navigation_request():
            wrong.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", meet)
    page.on("request", see)


def list_addresses(page: "Page") -> list[str]:
    """Every page of a report: the lists, and each row that they link to."""
    lists = ["claims", "texts", "articles", "times", "said", "problems", "method"]
    found: list[str] = []
    for address in lists:
        go_to(page, address)
        found += page.eval_on_selector_all(
            "main a[href^='#']", "links => links.map(link => link.getAttribute('href').slice(1))"
        )
    comparisons = []
    for address in dict.fromkeys(found):
        if address.startswith("text="):
            go_to(page, address)
            comparisons += page.eval_on_selector_all(
                "main a[href^='#compare']", "links => links.map(a => a.getAttribute('href').slice(1))"
            )
    return list(dict.fromkeys([*lists, *found, *comparisons]))


def go_to(page: "Page", address: str) -> None:
    """Follow an address within the report and wait until its page is drawn."""
    page.evaluate("address => { document.documentElement.dataset.ready = ''; location.hash = address; }", address)
    page.wait_for_selector("html[data-ready='yes']")
