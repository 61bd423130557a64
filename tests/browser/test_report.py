"""The report in a browser: what is there, what can be seen, and what a reader can do with the keyboard."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Opener, go_to, list_addresses
from tests.views.docks import HURT
from tests.views.strange import COPIES, SCRIPT, SHUT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEVER_SEEN = re.compile(r"\b(cut|family|families|descent|tally|regions?)\b", re.IGNORECASE)


def test_report__begins_with_the_claims(open_report: Opener) -> None:
    page = open_report("docks")
    assert "made by more than one article" in page.inner_text("h1")
    lead = page.locator(".claim.lead")
    assert lead.locator("h2").inner_text() == HURT
    assert "of ten articles report this" in lead.locator(".verdict").inner_text()
    for words in ("Says", "Doubts", "Denied in 1 article by Jorun Hale", "First harborpost.example"):
        assert words in lead.locator(".voices").inner_text() or words == "Doubts"
    assert page.locator(".claims > li").count() == 2


def test_report__draws_who_speaks_through_whom_and_what_it_rests_on(open_report: Opener) -> None:
    page = open_report("docks")
    labels = page.locator(".lead svg[role=group] .label").all_text_contents()
    assert {"Calder Wire report", "Mara Okoye", "harborpost.example"} <= set(labels)
    rests = page.locator(".lead svg[role=group] .node.rests .label").all_text_contents()
    assert sorted(rests) == ["Calder Wire report", "Mara Okoye"]
    unseen = page.locator(".lead svg[role=group] .node.unseen .shape")
    assert unseen.evaluate("shape => getComputedStyle(shape).strokeDasharray") != "none"
    assert page.locator(".lead svg[role=group] .stream.unknown").count() == 1
    tips = page.locator(".lead svg[role=group] .tip").count()
    assert tips == page.locator(".lead svg[role=group] .stream:not(.unknown)").count()


def test_report__never_shows_the_words_of_the_workshop(open_report: Opener) -> None:
    page = open_report("docks")
    for address in list_addresses(page):
        go_to(page, address)
        found = NEVER_SEEN.search(page.inner_text("body"))
        assert found is None, f"{address}: {found}"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["docks", "strange"])
def test_report__fits_every_page_on_a_phone_and_on_a_desk(open_report: Opener, name: str, width: int) -> None:
    page = open_report(name, width=width)
    for address in list_addresses(page):
        go_to(page, address)
        page.wait_for_timeout(20)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("h1").count() == 1, address
        assert page.locator("main").inner_text().strip(), address


def test_report__lets_no_text_act(open_report: Opener) -> None:
    page = open_report("strange")
    for address in list_addresses(page):
        go_to(page, address)
        assert page.locator("main img, main script, main iframe").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    go_to(page, "articles")
    page.get_by_role("link", name=SCRIPT).first.click()
    page.wait_for_selector("main.page-article")
    assert page.inner_text("h1") == f"😀 {SCRIPT}"


def test_article__marks_the_words_of_a_statement_beyond_the_basic_plane(open_report: Opener) -> None:
    page = open_report("strange", "articles")
    page.get_by_role("link", name=SCRIPT).first.click()
    page.wait_for_selector("main.page-article")
    assert "".join(page.locator(".mark.content").all_inner_texts()) == SHUT
    assert "".join(page.locator(".mark.source").all_inner_texts()) == SCRIPT


def test_article__explains_a_mark_by_keyboard(open_report: Opener) -> None:
    page = open_report("docks", "articles")
    page.get_by_role("link", name="Four hurt in fire at Marlow docks").click()
    page.wait_for_selector("main.page-article")
    mark = page.locator(".mark.content[tabindex]").first
    mark.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".explain")
    assert panel.is_visible()
    shown = panel.inner_text()
    for words in (
        "Two port officials",
        "not named",
        "the Calder Wire",
        "From harborpost.example",
        "reposted with permission",
    ):
        assert words in shown, words
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert mark.evaluate("mark => mark === document.activeElement")


def test_article__explains_a_mark_on_a_phone_within_sight(open_report: Opener) -> None:
    page = open_report("docks", "articles", width=390)
    page.get_by_role("link", name="Four hurt in fire at Marlow docks").click()
    page.wait_for_selector("main.page-article")
    page.locator(".mark.content[tabindex]").first.click()
    box = page.locator(".explain").bounding_box()
    assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 845 and box["width"] <= 390


def test_claims__are_found_by_words_and_by_what_they_rest_on(open_report: Opener) -> None:
    page = open_report("docks")
    page.get_by_label("Search claims").fill("crowns")
    assert page.locator(".claim h2").all_inner_texts() == ["Repairs to the quay will cost 2 million crowns"]
    page.get_by_label("Search claims").fill("no such words")
    assert page.locator(".nothing").is_visible()
    page.get_by_label("Search claims").fill("")
    page.get_by_label("Rests on").select_option("more")
    assert page.locator(".claim h2").all_inner_texts() == [HURT]
    page.get_by_label("Rests on").select_option("any")
    page.get_by_label("also single reports, attitudes and questions").check()
    assert page.locator(".claim").count() == 8


def test_claim__is_reached_and_left_by_keyboard(open_report: Opener) -> None:
    page = open_report("docks")
    page.locator(".claim.lead h2 a").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("main.page-claim")
    assert page.inner_text("h1") == HURT
    assert page.evaluate("document.activeElement.tagName") == "H1"
    shown = page.inner_text("main")
    for words in ("What it rests on", "It is denied by", "Another number is given by", "doubts it", "5 of 10 articles"):
        assert words in shown, words
    page.go_back()
    page.wait_for_selector("main.page-claims")


def test_claim__shows_what_still_stands_when_something_is_taken_away(open_report: Opener) -> None:
    page = open_report("docks")
    page.locator(".claim.lead h2 a").click()
    page.wait_for_selector("main.page-claim svg[role=group]")
    choice = page.get_by_label("Take away")
    choice.select_option(label="Calder Wire report, not in this pile")
    told = page.locator(".what-if .what-left").inner_text()
    assert told.startswith("Without Calder Wire report, 2 of 5 articles still report it, from Mara Okoye"), told
    fallen = set(page.locator("svg[role=group] .node.fallen .label").all_text_contents())
    assert {"Calder Wire report", "harborpost.example", "mirror.txt"} <= fallen and "Mara Okoye" not in fallen
    choice.select_option(label="nothing")
    assert page.locator("svg[role=group] .node.fallen").count() == 0
    assert not page.locator(".what-if .what-left").is_visible()


def test_claims__of_which_nothing_is_left_are_found(open_report: Opener) -> None:
    page = open_report("docks")
    page.get_by_label("Take away").select_option(label="Ilo Varga (1 claim)")
    assert page.locator(".claim h2").all_inner_texts() == ["The fire was put out within an hour"]
    assert "Without Ilo Varga, nothing is left of this claim" in page.inner_text(".tally")


def test_claim__shows_the_figures_that_differ_in_order_of_time(open_report: Opener) -> None:
    page = open_report("docks")
    page.locator(".claim.lead h2 a").click()
    page.wait_for_selector("main.page-claim .figures")
    assert page.locator(".figures b").all_inner_texts() == ["Three", "Four"]
    page.locator(".figures a", has_text="Four").click()
    page.wait_for_function("document.querySelector('h1').textContent.startsWith('Four')")
    assert page.locator(".figures b").all_inner_texts() == ["Three", "Four"]


def test_times__tell_what_became_of_each_claim(open_report: Opener) -> None:
    page = open_report("docks", "times")
    shown = page.locator(".event").all_inner_texts()
    ours = [" ".join(row.split()) for row in shown if HURT in row]
    for words in ("First reported by harborpost.example", "Another source: Mara Okoye", "On record: Mara Okoye",
                  "Another figure in", "Last reported by"):  # fmt: skip
        assert any(words in row for row in ours), (words, ours)
    page.get_by_label("Show").select_option(label="denials")
    assert page.locator(".event").count() == 1 and "Denied" in page.inner_text(".event")
    go_to(page, "claims")
    page.locator(".claim.lead h2 a").click()
    page.wait_for_selector("main.page-claim .events")
    assert "First reported by harborpost.example" in page.inner_text(".events")


def test_report__lets_the_keyboard_skip_to_the_contents(open_report: Opener) -> None:
    page = open_report("docks", "articles")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.locator("main.page-articles").count() == 1


def test_text__puts_copies_in_time_and_those_without_a_date_apart(open_report: Opener) -> None:
    page = open_report("docks", "texts")
    page.get_by_role("link", name="Three hurt in fire at Marlow docks").click()
    page.wait_for_selector("main.page-text svg[role=group]")
    picture = page.locator("svg[role=group]")
    places = {
        label: picture.locator(".node", has_text=label).locator(".shape").bounding_box()
        for label in ("harborpost", "tidewater", "eveningmail", "mirror")
    }
    x = {label: box["x"] for label, box in places.items() if box}
    assert x["harborpost"] < x["tidewater"] < x["eveningmail"] < x["mirror"]
    assert "No date" in (picture.text_content() or "") and "Same text, order unknown" in page.inner_text("main")
    assert "Probably from harborpost.example" in page.inner_text("main")


def test_comparison__shows_the_worst_change_first_and_folds_style(open_report: Opener) -> None:
    page = open_report("docks", "texts")
    page.get_by_role("link", name="Three hurt in fire at Marlow docks").click()
    page.get_by_role("link", name="compare (5 changes, 2 of style)").click()
    page.wait_for_selector("main.page-compare")
    chips = page.locator(".all-changes > .changes .chip").all_inner_texts()
    assert chips == ["Number", "Number", "Hedge lost", "Name", "Added"]
    folded = page.locator(".all-changes details")
    assert folded.locator("summary").inner_text() == "2 of typography and style"
    assert not folded.locator(".change").first.is_visible()
    folded.locator("summary").click()
    assert folded.locator(".change").first.is_visible()
    pairs = [
        [side.inner_text() for side in pair.locator(".side").all()] for pair in page.locator(".pair:not(.heads)").all()
    ]
    assert ["Three hurt in fire at Marlow docks", "Four hurt in fire at Marlow docks"] in pairs


def test_said__opens_what_a_source_said(open_report: Opener) -> None:
    page = open_report("docks", "said")
    page.get_by_label("Search sources").fill("varga")
    assert page.locator(".source").count() == 1
    page.locator(".source summary").click()
    page.wait_for_selector(".words-said")
    assert "The fire was put out within an hour" in page.inner_text(".words-said")


def test_flow__draws_many_reports_as_a_few_and_a_number(open_report: Opener) -> None:
    page = open_report("strange")
    picture = page.locator(".lead svg[role=group]")
    assert f"{COPIES - 6} more articles" in (picture.text_content() or "")
    assert picture.locator(".node.report").count() == 6


def test_report__says_what_was_left_out_where_it_would_be(open_report: Opener) -> None:
    page = open_report("small")
    assert "The texts of 10 articles are not on this page" in page.inner_text(".front")
    go_to(page, "articles")
    page.get_by_role("link", name="Union calls for inquiry").click()
    page.wait_for_selector("main.page-article")
    assert page.inner_text("h1") == "Union calls for inquiry after docks fire"
    assert "was left out" in page.inner_text(".left-out")


def test_report__gives_its_verdicts_without_a_script(browser: "Browser", pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["docks"].as_uri())
    assert HURT in page.inner_text("body") and "of ten articles report this" in page.inner_text("body")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report__has_enough_contrast(open_report: Opener, scheme: str) -> None:
    page = open_report("docks", scheme=scheme)
    ratios = page.evaluate(_CONTRASTS)
    assert (ratios["paper"] < 0.05) == (scheme == "dark")
    assert min(ratios["pairs"].values()) >= 4.5, ratios["pairs"]


def test_report__prints_its_claims_without_its_fields(open_report: Opener) -> None:
    page = open_report("docks", scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible() and not page.locator("nav").is_visible()
    assert page.locator(".claim.lead .verdict").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


_CONTRASTS = """() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
    const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); };
  const pairs = {};
  for (const ink of ["--ink", "--soft", "--water", "--mark"]) for (const ground of ["--paper", "--lift"]) pairs[ink + ground] = ratio(ink, ground);
  for (const ground of ["--pale", "--blush", "--gold"]) pairs["--ink" + ground] = ratio("--ink", ground);
  return { paper: light("--paper"), pairs };
}"""
