"""Saved pages as articles: the head, the main text, and what extractors drop. All places and people are invented."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.html import read_html
from headwater.articles.item import Item

PARAGRAPHS = [
    "TARNVIK (AP) — The council of Tarnvik voted on Monday to close the old harbour bridge for the whole of the winter.",
    "The bridge, which opened in 1931, carries about four thousand cars a day, and its steel has been rusting for years.",
    "“We could not wait any longer,” said Mayor Edda Voss, who had promised in her campaign to keep the crossing open.",
    "Engineers found cracks in three of its nine arches in March, according to a report that the town hall published.",
    "The ferry will run every twenty minutes until the work is done, the harbour office said in a statement on Tuesday.",
]
HEAD = """<html lang="en-GB"><head><title>Bridge to close for winter | Tarnvik Courier</title>
<meta property="og:title" content="Bridge to close for winter"><meta property="og:site_name" content="Tarnvik Courier">
<link rel="canonical" href="https://www.tarnvikcourier.example/news/bridge-1">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge to close for winter",
"author": [{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Tom Hale"}], "datePublished": "2024-03-04T09:14:00+01:00",
"dateModified": "2024-03-05T08:00:00+01:00"}</script></head>"""


def make_page(*, head: str = HEAD, before: str = "", middle: str = "", after: str = "", rest: str = "") -> str:
    top, low = PARAGRAPHS[:2], PARAGRAPHS[2:]
    first, second = ("".join(f"<p>{line}</p>" for line in lines) for lines in (top, low))
    return (
        f"{head}<body><header><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></header><article><h1>Bridge to close for winter</h1>{before}"
        f"{first}{middle}{second}{after}</article>{rest}<footer><p>© 2024 Tarnvik Courier. All rights reserved.</p></footer></body></html>"
    )


def read(page: str, url: str | None = None) -> Item:
    item, notes = read_html(page, url=url)
    assert item is not None and not notes
    return item


def find(item: Item, kind: str) -> list[str]:
    return [item.text[start:end] for start, end, k in item.regions if k == kind]


def test_read_html__takes_the_head_first() -> None:
    item = read(make_page())
    assert (item.title, item.byline, item.language) == ("Bridge to close for winter", "Ana Ruiz, Tom Hale", "en")
    assert item.url == "https://www.tarnvikcourier.example/news/bridge-1"
    assert item.published is not None
    assert (item.published.at, item.published.precision, item.published.basis) == (
        datetime(2024, 3, 4, 8, 14, tzinfo=UTC),
        "instant",
        "json-ld",
    )
    assert item.modified is not None
    assert (item.modified.at, item.modified.basis) == (datetime(2024, 3, 5, 7, tzinfo=UTC), "json-ld")


def test_read_html__begins_with_the_title_and_gives_a_region_a_paragraph() -> None:
    item = read(make_page())
    assert item.text.startswith("Bridge to close for winter\n\nTARNVIK (AP) — The council")
    assert find(item, "title") == ["Bridge to close for winter"]
    assert find(item, "body") == PARAGRAPHS
    assert find(item, "dateline") == ["TARNVIK (AP) —"]


def test_read_html__finds_captions_and_credits() -> None:
    figure = '<figure><img src="a.jpg" alt=""><figcaption>The old bridge in March. (Photo: Ana Ruiz/Hafenfoto)</figcaption></figure>'
    box = '<div class="picture"><img src="b.jpg"><div class="caption">Cracks in the third arch of the bridge</div><div class="copyright">Lars Beck</div></div>'
    item = read(make_page(before=figure, middle=box))
    assert find(item, "caption") == [
        "The old bridge in March. (Photo: Ana Ruiz/Hafenfoto)",
        "Cracks in the third arch of the bridge",
    ]
    assert [credit for credit in find(item, "credit") if "Ruiz" in credit] == ["Photo: Ana Ruiz/Hafenfoto"]
    assert "Lars Beck" in find(item, "credit")
    assert find(item, "body") == PARAGRAPHS


def test_read_html__recovers_the_standfirst() -> None:
    item = read(
        make_page(
            before='<div class="standfirst">Cracks in three arches leave the town with a ferry until spring.</div>'
        )
    )
    assert find(item, "body") == ["Cracks in three arches leave the town with a ferry until spring.", *PARAGRAPHS]


def test_read_html__keeps_cross_heads_apart() -> None:
    item = read(make_page(middle="<h2>Promises on the way</h2>"))
    assert "Promises on the way" in find(item, "section")
    assert item.text.index("Promises on the way") > item.text.index("1931")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("This article originally appeared on Fjord Daily and is reposted with permission.", "notice"),
        ("(From Fjord Daily)", "notice"),
        ("© 2024 Associated Press", "notice"),
        ("Correction: an earlier version of this article gave the wrong year.", "notice"),
        ("Try the Tarnvik Courier Sunday briefing: the week in brief, picked by our night desk.", "chrome"),
        (
            "The Tarnvik Courier has served the fjord since 1884. Have a tip? Write to us at tips@tarnvikcourier.example.",
            "chrome",
        ),
    ],
)
def test_read_html__lines_about_the_text_are_no_body(line: str, kind: str) -> None:
    item = read(make_page(after=f"<p>{line}</p>"))
    assert line in find(item, kind)
    assert find(item, "body") == PARAGRAPHS


def test_read_html__leaves_out_lists_of_links_and_the_page_s_own_foot() -> None:
    links = '<aside class="related"><h3>More on this</h3><ul><li><a href="/a">Ferry breaks down for the third time this week</a></li></ul></aside>'
    item = read(make_page(middle=links, rest=links))
    assert find(item, "body") == PARAGRAPHS
    assert "Ferry breaks down" not in item.text
    assert "All rights reserved" not in item.text


def test_read_html__shown_byline_where_the_head_names_the_outlet() -> None:
    head = HEAD.replace('"name": "Ana Ruiz"', '"name": "Tarnvik Courier"').replace(
        '"name": "Tom Hale"', '"name": "Tarnvik Courier"'
    )
    item = read(
        make_page(
            head=head, before='<div class="byline">By Mira Lund <time datetime="2024-03-04">March 4, 2024</time></div>'
        )
    )
    assert item.byline == "Mira Lund"
    assert find(item, "byline")


def test_read_html__visible_date_is_weak() -> None:
    head = "<html><head><title>Bridge to close for winter</title></head>"
    item = read(
        make_page(
            head=head,
            before="<div>Posted on March 4, 2024</div>",
            middle="<p>The bridge as it was on May 2, 1955, when it was new and the town was small.</p>",
        )
    )
    assert item.published is not None
    assert (item.published.at.date().isoformat(), item.published.precision) == ("2024-03-04", "day")
    assert item.published.basis in ("text", "time", "guess")


def test_read_html__canonical_link_elsewhere_is_a_signal_and_not_the_address() -> None:
    head = HEAD.replace(
        "https://www.tarnvikcourier.example/news/bridge-1", "https://www.fjorddaily.example/bridge"
    ).replace(
        '"dateModified"', '"mainEntityOfPage": "https://www.tarnvikcourier.example/news/bridge-1", "dateModified"'
    )
    item = read(make_page(head=head))
    assert item.url == "https://www.tarnvikcourier.example/news/bridge-1"
    found = [s for s in item.signals if s.kind == "canonical"]
    assert [(s.direction, s.target_site, s.span) for s in found] == [("from", "fjorddaily.example", None)]


def test_read_html__own_canonical_and_self_is_based_on_say_nothing() -> None:
    head = HEAD.replace(
        '"dateModified"', '"isBasedOn": "https://www.tarnvikcourier.example/news/bridge-1", "dateModified"'
    )
    assert not [s for s in read(make_page(head=head)).signals if s.kind in ("canonical", "based_on")]


def test_read_html__is_based_on_another_article() -> None:
    head = HEAD.replace('"dateModified"', '"isBasedOn": "https://fjorddaily.example/bridge", "dateModified"')
    assert [(s.kind, s.target_site) for s in read(make_page(head=head)).signals if s.kind == "based_on"] == [
        ("based_on", "fjorddaily.example")
    ]


def test_read_html__links_in_the_text_are_signals_with_their_place() -> None:
    item = read(
        make_page(
            middle='<p>The plan, <a href="https://fjorddaily.example/plan">first seen by Fjord Daily</a>, was never meant to be read by anybody.</p>'
        )
    )
    link = next(s for s in item.signals if s.kind == "link")
    assert link.span is not None
    assert (item.text[slice(*link.span)], link.target_site, link.direction) == (
        "first seen by Fjord Daily",
        "fjorddaily.example",
        "part",
    )


def test_read_html__address_and_time_of_saving() -> None:
    page = make_page(
        head=HEAD.replace('<link rel="canonical" href="https://www.tarnvikcourier.example/news/bridge-1">', "")
    )
    single = (
        "<!--\n Page saved with SingleFile \n url: https://tarnvikcourier.example/saved \n saved date: Tue Mar 05 2024 10:00:00 GMT+0100 (CET)\n-->"
        + page
    )
    captured = read(single).captured
    assert captured is not None
    assert (read(single).url, captured.at) == (
        "https://tarnvikcourier.example/saved",
        datetime(2024, 3, 5, 9, tzinfo=UTC),
    )
    assert (
        read("<!-- saved from url=(0039)https://tarnvikcourier.example/saved2 -->" + page).url
        == "https://tarnvikcourier.example/saved2"
    )
    assert read(page, url="https://given.example/a").url == "https://given.example/a"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   ",
        "<!-- only this -->",
        "<html><body><script>var a = 'word';</script></body></html>",
        "<p>  </p>",
        "<img alt=''>",
    ],
)
def test_read_html__no_word_no_item(page: str) -> None:
    assert read_html(page) == (None, [])


def test_read_html__fragment_scripts_entities_and_broken_json() -> None:
    item = read(
        "<p>The mayor &amp; the council met on Monday.</p><p>They agreed <script>alert('x')</script>on nothing at all.</p>"
    )
    assert find(item, "body") == ["The mayor & the council met on Monday.", "They agreed on nothing at all."]
    assert read(
        "<script type='application/ld+json'>{'broken': </script><p>The council met on Monday in the town hall.</p>"
    ).text.startswith("The council")


def test_read_html__title_with_markup_stays_text() -> None:
    item = read(
        "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><p>The council met on Monday in the old town hall.</p>"
    )
    assert item.title == "<script>alert(1)</script>"


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60), max_size=8), st.text(max_size=40))
def test_read_html__spans_lie_in_the_text(lines: list[str], title: str) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</body></html>"
    )
    item, _ = read_html(page)
    if item is None:
        return
    for start, end, _ in item.regions:
        assert 0 <= start < end <= len(item.text)
        assert item.text[start:end] == item.text[start:end].strip()
    for signal in item.signals:
        assert signal.span is None or 0 <= signal.span[0] < signal.span[1] <= len(item.text)


@pytest.mark.parametrize(
    "line", ["By Reuters March 4, 2024", "Ana Ruiz 4 March 2024", "Von Ana Ruiz | 04.03.2024, 10:00 Uhr"]
)
def test_read_html__a_byline_with_a_date_is_a_byline(line: str) -> None:
    item = read(make_page(before=f"<div class='top'>{line}</div>"))
    assert find(item, "byline") == [line]


def test_read_html__a_date_alone_is_chrome() -> None:
    item = read(make_page(before="<div class='byline'>Monday, March 4, 2024</div>"))
    assert find(item, "chrome") == ["Monday, March 4, 2024"]
    assert not find(item, "byline")


@pytest.mark.parametrize("make", ["<div class='entry'>{}</div>", "<article class='post'>{}</article>", "<li>{}</li>"])
def test_read_html__entries_of_a_live_blog_keep_their_times_and_headings(make: str) -> None:
    told = [("10.05", "Ferry on its way"), ("11:20 Uhr", "Divers arrive"), ("2.15pm", "Mayor speaks")]
    texts = [PARAGRAPHS[1], PARAGRAPHS[3], PARAGRAPHS[4]]
    entries = "".join(
        make.format(f"<time datetime='2024-05-13T10:05:00Z'>{when}</time><h3>{head}</h3><p>{text}</p>")
        for (when, head), text in zip(told, texts, strict=True)
    )
    item = read(
        f"<html><head><title>Bridge: live</title></head><body><main><h1>Bridge: live</h1>{entries}</main></body>"
    )
    assert find(item, "chrome") == [when for when, _ in told]
    assert find(item, "section") == [head for _, head in told]
    assert find(item, "body") == texts


def test_read_html__a_pull_quote_is_no_body_a_second_time() -> None:
    pulled = "<blockquote class='pullquote'>“We could not wait any longer”</blockquote>"
    item = read(make_page(middle=pulled))
    assert find(item, "body") == PARAGRAPHS
    kept = read(make_page(middle="<blockquote>“The town will remember this winter for a long time”</blockquote>"))
    assert "“The town will remember this winter for a long time”" in find(kept, "body")


def test_read_html__questions_and_cross_heads_in_bold_are_sections() -> None:
    item = read(make_page(middle="<p><strong>Why does the bridge close?</strong></p>"))
    assert find(item, "section") == ["Why does the bridge close?"]
    assert find(item, "body") == PARAGRAPHS


def test_read_html__turns_of_a_transcript_stay_in_order() -> None:
    turns = ["ANA RUIZ: Why now?", "EDDA VOSS: Because the steel would not wait.", "RUIZ: And the ferry?"]
    item = read(make_page(middle="".join(f"<p>{turn}</p>" for turn in turns)))
    assert find(item, "body") == [*PARAGRAPHS[:2], *turns, *PARAGRAPHS[2:]]


def test_read_html__lists_are_body_in_their_place() -> None:
    points = ["Nine arches, three of them cracked.", "Four thousand cars a day", "Opened in 1931"]
    item = read(make_page(middle="<ul>" + "".join(f"<li>{point}</li>" for point in points) + "</ul>"))
    assert find(item, "body") == [*PARAGRAPHS[:2], *points, *PARAGRAPHS[2:]]


def test_read_html__notes_behind_a_text_have_their_kinds() -> None:
    notes = [
        "Correction, May 14: An earlier version of this article gave the wrong year for the bridge.",
        "This story was produced in partnership with Fjord Weekly.",
    ]
    about = "Mira Lund is a staff reporter at the Tarnvik Courier. Reach her at mira@tarnvikcourier.example."
    item = read(make_page(after="".join(f"<p>{line}</p>" for line in [*notes, about])))
    assert (find(item, "notice"), find(item, "bio"), find(item, "body")) == (notes, [about], PARAGRAPHS)


@pytest.mark.parametrize(
    "wrap", ["<p>{}</p>", "<div>{}</div>", "<section><div><p>{}</p></div></section>", "<br><br>{}"]
)
def test_read_html__the_second_reading_alone_finds_the_text(wrap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.articles.html.extract_text", lambda tree: "")
    body = "".join(wrap.format(line) for line in PARAGRAPHS)
    links = (
        "<ul>"
        + "".join(f"<li><a href='/{n}'>Ferry breaks down for the third time</a></li>" for n in range(9))
        + "</ul>"
    )
    page = f"<html><head><title>Bridge</title></head><body>{links}<div><div>{body}</div></div>{links}</body></html>"
    assert find(read(page), "body") == PARAGRAPHS
