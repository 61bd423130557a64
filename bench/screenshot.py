"""Makes docs/images/report.png, the picture of the report in the README: `python -m bench.screenshot`.

The sample pile is traced, its report written and opened in chromium. With --folder the whole report is taken, page by
page, on a desk, on a phone and in the dark, for whoever works on its looks.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from headwater.pipeline.stages import trace
from headwater.store import open_store
from headwater.views.page import write_report

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "report.png"
SIZE = (1240, 1300)
LISTS = ("claims", "texts", "articles", "times", "said", "problems", "method")
WAYS = {"desk": (1280, "light"), "phone": (390, "light"), "dark": (1280, "dark")}


def main() -> None:
    """Write the picture of the README, or with --folder pictures of everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="a store instead of the sample pile")
    parser.add_argument("--folder", type=Path, help="where pictures of every kind of page go")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store_path, report = options.store or Path(folder) / "samples.duckdb", Path(folder) / "report.html"
        if not options.store:
            trace(store_path, [ROOT / "samples" / "pile"])
        with open_store(store_path, read_only=True) as store:
            write_report(store, report)
        if options.folder:
            take_all(report, options.folder)
        else:
            take_front(report, PICTURE)


def take_front(report: Path, picture: Path) -> None:
    """The top of a report, down to the end of its first picture."""
    from playwright.sync_api import sync_playwright

    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
        page.goto(report.as_uri())
        page.wait_for_selector(".claim.lead svg .node")
        box = page.locator(".claim.lead figure").bounding_box()
        height = min(SIZE[1], box["y"] + box["height"]) if box else SIZE[1]
        page.screenshot(path=str(picture), clip={"x": 0, "y": 0, "width": SIZE[0], "height": height})
        browser.close()


def take_all(report: Path, folder: Path) -> None:
    """Every list of a report, and the first claim, text, article and comparison that they lead to."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for way, (width, scheme) in WAYS.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(report.as_uri())
            addresses = list(LISTS)
            for address in addresses:
                page.evaluate(
                    "address => { document.documentElement.dataset.ready = ''; location.hash = address; }", address
                )
                page.wait_for_selector("html[data-ready='yes']")
                page.wait_for_timeout(300)
                page.screenshot(path=str(folder / f"{way}-{address.split('=')[0]}.png"), full_page=True)
                for kind in ("claim", "text", "article", "compare"):
                    found = page.locator(f"main a[href^='#{kind}=']")
                    if found.count() and not any(known.startswith(f"{kind}=") for known in addresses):
                        addresses.append((found.first.get_attribute("href") or "")[1:])
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
