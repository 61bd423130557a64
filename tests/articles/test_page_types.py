"""Pages that are no article, and short articles that are: invented pages as many systems and languages write them."""

import json
from pathlib import Path

import pytest

from headwater.articles import read_articles
from headwater.articles.html import read_html
from headwater.articles.item import Item
from headwater.articles.stubs import find_cut, name_stub, refuse_text

MENU = (
    "<header><nav><a href='/'>Home</a><a href='/politics'>Politics</a><a href='/sport'>Sport</a></nav></header>"
    "<div class='top'><a href='/login'>Log in</a> <a href='/subscribe'>Subscribe</a></div>"
)
FOOT = "<footer><p>© 2024 Vik Herald</p><a href='/imprint'>Imprint</a><a href='/privacy'>Privacy policy</a></footer>"
LEAD = "The council of Vik voted on Monday to close the old harbour bridge for the whole of the winter."
TEASERS = [
    "Ferry breaks down for the third time this week", "Mayor Voss wants a second tunnel under the fjord",
    "Storm takes the roof off the market hall in Vik", "Fishermen of Grunnhavn go on strike over quotas",
    "School in Nordvik closes after a burst pipe", "Two hurt as crane topples in the shipyard of Vik",
    "The night train to the coast runs again from May", "Library opens its archive of letters to visitors",
    "Why the herring came back to the inner fjord", "Choir of Vik wins the prize of the province",
]  # fmt: skip


def make_page(body: str, *, title: str = "", data: object = None, meta: str = "", url: str = "") -> str:
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    link = f"<link rel='canonical' href='{url}'>" if url else ""
    return f"<!doctype html><html><head><title>{title}</title>{meta}{link}{script}</head><body>{MENU}{body}{FOOT}</body></html>"


def make_list(kind: str, *, count: int = 10, summaries: bool = False) -> str:
    """Teasers as systems write them: articles with a heading, list items, divs whose class says nothing, a table."""
    said = "<p>The council of Vik met late on Monday, and nobody left before midnight.</p>" if summaries else ""
    items = [f"<a href='/2024/05/story-{i}'>{line}</a>" for i, line in enumerate(TEASERS[:count])]
    if kind == "articles":
        return "".join(f"<article class='post'><h2>{item}</h2>{said}</article>" for item in items)
    if kind == "list":
        return "<ul>" + "".join(f"<li>{item}{said}</li>" for item in items) + "</ul>"
    if kind == "table":
        return "<table>" + "".join(f"<tr><td>{item}</td><td>12 May</td></tr>" for item in items) + "</table>"
    return "".join(f"<div class='x1'><div><h3>{item}</h3></div>{said}</div>" for item in items)


STUBS = {
    "paywall": [
        ("Bridge to close", f"<article><h1>Bridge to close</h1><p>{LEAD}</p><div class='gate'><p>Subscribe to continue reading.</p><p>Already a subscriber? Log in</p></div></article>"),
        ("Bridge to close", f"<div class='c'><h1>Bridge to close</h1><div>{LEAD[:60]}…</div><div>This article is for subscribers only.</div></div>"),
        ("Brücke wird gesperrt", "<main><h1>Brücke wird gesperrt</h1><p>Der Rat von Vik hat am Montag entschieden.</p><p>Dieser Artikel ist exklusiv für Abonnenten.</p><p>Jetzt testen und weiterlesen</p></main>"),
        ("Le pont ferme", "<main><h1>Le pont ferme</h1><p>Le conseil de Vik a voté lundi la fermeture du pont.</p><p>Il vous reste 82.5% de cet article à lire. La suite est réservée aux abonnés.</p></main>"),
        ("El puente cierra", "<article><h1>El puente cierra</h1><p>El concejo de Vik votó el lunes.</p><p>Para seguir leyendo, suscríbete.</p><p>¿Ya eres suscriptor? Inicia sesión</p></article>"),
        ("Il ponte chiude", "<article><h1>Il ponte chiude</h1><p>Il consiglio di Vik ha votato lunedì.</p><p>Questo contenuto è riservato agli abbonati</p></article>"),
        ("A ponte fecha", "<article><h1>A ponte fecha</h1><p>A câmara de Vik votou na segunda-feira.</p><p>Conteúdo exclusivo para assinantes. Já é assinante? Entre.</p></article>"),
        ("Brug gaat dicht", "<article><h1>Brug gaat dicht</h1><p>De raad van Vik stemde maandag.</p><p>Dit artikel is alleen voor abonnees. Verder lezen? Word abonnee om alles te lezen.</p></article>"),
        ("Most zamknięty", "<article><h1>Most zamknięty</h1><p>Rada Vik głosowała w poniedziałek.</p><p>Pozostało 86% artykułu. Zaloguj się, aby czytać dalej.</p></article>"),
        ("Köprü kapanıyor", "<article><h1>Köprü kapanıyor</h1><p>Vik meclisi pazartesi günü oy verdi.</p><p>Okumaya devam etmek için abone olun.</p></article>"),
        ("Мост закроют", "<article><h1>Мост закроют</h1><p>Совет Вика проголосовал в понедельник.</p><p>Материал доступен только по подписке. Чтобы продолжить чтение, оформите подписку.</p></article>"),
        ("إغلاق الجسر", "<article><h1>إغلاق الجسر</h1><p>صوت مجلس فيك يوم الاثنين.</p><p>هذا المقال للمشتركين فقط. لمتابعة القراءة اشترك الآن.</p></article>"),
        ("大桥将关闭", "<article><h1>大桥将关闭</h1><p>维克市议会星期一投票。</p><p>本文仅限会员阅读，请登录后继续阅读。</p></article>"),
        ("橋が閉鎖へ", "<article><h1>橋が閉鎖へ</h1><p>ビク市議会は月曜日に決めた。</p><p>この記事は会員限定です。残り 812文字</p></article>"),
    ],
    "consent_page": [
        ("Vik Herald", "<div class='cmp'><h1>We value your privacy</h1><p>We and our 812 partners store and access information on a device, such as cookies.</p><button>Accept all cookies</button></div>"),
        ("Vik Zeitung", "<div><h2>Mit Werbung weiterlesen</h2><p>Wir und unsere 212 Partner verarbeiten Daten und speichern Cookies mit Ihrer Einwilligung.</p><button>Zustimmen und weiter</button></div>"),
        ("Le Vik", "<div><p>Nous et nos 142 partenaires utilisons des cookies.</p><p>Continuer sans accepter</p><button>Accepter les cookies</button></div>"),
        ("El Vik", "<div><p>Nosotros y nuestros 90 socios utilizamos cookies para medir las visitas.</p><p>Aceptar todas las cookies</p></div>"),
        ("De Vik", "<div><p>Wij gebruiken cookies om de site te verbeteren.</p><p>Cookies accepteren</p></div>"),
        ("Before you continue", "<form><p>Before you continue to Vik Search</p><p>We use cookies and data to keep the service going.</p><p>Reject all Accept all</p></form>"),
    ],
    "error_page": [
        ("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>harbour/1.2</center>"),
        ("Page not found | Vik Herald", "<main><h1>Sorry</h1><p>The page you are looking for could not be found. It may have been moved or deleted.</p><p>Try the front page or the search.</p></main>"),
        ("Just a moment...", "<div><h1>vikherald.example</h1><p>Verify you are human by completing the action below.</p><p>Ray ID: 81ab23</p></div>"),
        ("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to view this on this server.</p><p>Reference #18.5a2</p>"),
        ("Vik Herald", "<div><p>Please enable JavaScript and cookies to continue</p></div>"),
        ("Seite nicht gefunden - Vik Zeitung", "<main><h1>Fehler 404</h1><p>Die angeforderte Seite wurde leider nicht gefunden.</p></main>"),
        ("Page introuvable", "<main><h1>Oups</h1><p>La page que vous cherchez n'existe plus.</p></main>"),
        ("Página no encontrada", "<main><p>Lo sentimos, la página que busca no existe.</p></main>"),
        ("Nie znaleziono strony", "<main><h1>Błąd 404</h1><p>Strona, której szukasz, nie istnieje.</p></main>"),
        ("Страница не найдена", "<main><h1>404</h1><p>Запрашиваемая страница не существует.</p></main>"),
        ("页面不存在", "<main><h1>404</h1><p>您访问的页面不存在或已被删除。</p></main>"),
        ("Vik Herald", "<main><p>Our site is not available in your region for legal reasons.</p></main>"),
        ("Vik Herald", "<main><h1>503 Service Unavailable</h1><p>The site is under scheduled maintenance. Come back in an hour.</p></main>"),
    ],
}  # fmt: skip
INDEXES = [
    make_page("<main><h1>Harbour</h1>" + make_list("articles", summaries=True) + "</main>", title="Harbour | Vik", data={"@type": "CollectionPage"}, url="https://vik.example/tag/harbour"),
    make_page("<main><h1>Latest</h1>" + make_list("list") + "</main>", title="Latest news", url="https://vik.example/latest/"),
    make_page("<div id='q'>" + make_list("divs", summaries=True) + "</div>", title="Vik Herald", meta="<meta property='og:type' content='website'>", url="https://vik.example/"),
    make_page("<main><h1>Ana Ruiz</h1><p>Ana Ruiz writes about the fjord and its ports.</p>" + make_list("articles") + "</main>", title="Ana Ruiz", data={"@type": "ProfilePage"}, url="https://vik.example/author/ana-ruiz"),
    make_page("<h1>Results for bridge</h1>" + make_list("divs", summaries=True), title="Search", data={"@type": "SearchResultsPage"}, url="https://vik.example/search?q=bridge"),
    make_page("<h1>Archive: May 2024</h1>" + make_list("table"), title="May 2024", url="https://vik.example/archive/2024/05"),
    make_page("<div>" + make_list("articles", summaries=True) + "<a rel='next' href='/page/2'>Older posts</a></div>", title="Kategorie Hafen", url="https://vik.example/kategorie/hafen"),
]  # fmt: skip
MEDIA = [
    make_page("<main><h1>Watch: crane topples</h1><div><video src='a.mp4'></video></div><p>A crane toppled in Vik.</p></main>", title="Watch: crane topples", data={"@type": "VideoObject", "name": "Watch: crane topples"}),
    make_page("<main><h1>Crane topples</h1><iframe src='https://player.example/embed/1'></iframe><p>See it here.</p></main>", title="Crane topples", meta="<meta property='og:type' content='video.other'>"),
    make_page("<main><h1>Episode 12: The bridge</h1><audio src='a.mp3'></audio><p>Ana Ruiz talks to the engineers.</p></main>", title="Episode 12", data={"@type": "PodcastEpisode"}),
    make_page("<main><h1>The storm in pictures</h1>" + "".join(f"<figure><img src='{i}.jpg'><figcaption>{line} on Monday morning.</figcaption></figure>" for i, line in enumerate(TEASERS[:6])) + "</main>", title="The storm in pictures", data={"@type": "ImageGallery"}),
]  # fmt: skip
SHORT = [
    ("The old bridge of Vik was closed on Monday. The ferry runs every hour until spring.", "en"),
    ("A man of 43 was hurt when a crane fell in the shipyard of Vik late on Tuesday.", "en"),
    ("Der Hafen von Vik ist seit Montag gesperrt. Grund ist ein Sturm.", "de"),
    ("Le port de Vik est fermé depuis lundi en raison d'une tempête.", "fr"),
    ("El puerto de Vik está cerrado desde el lunes por una tormenta.", "es"),
    ("Il porto di Vik è chiuso da lunedì per una tempesta.", "it"),
    ("Порт Вика закрыт с понедельника из-за шторма.", "ru"),
    ("维克港因暴风雨从星期一起关闭。市长说渡轮将停航三天。", "zh"),
    ("The website of the town hall was down for an hour on Monday: visitors saw that the page was not found.", "en"),
    ("The Vik Herald will put its texts behind a paywall in May, the publisher said. Readers may buy a subscription.", "en"),
]  # fmt: skip


def read_reason(page: str) -> str:
    item, notes = read_html(page)
    assert (item is None) == bool(notes)
    return notes[0].reason if notes else ""


@pytest.mark.parametrize(("reason", "title", "body"), [(r, t, b) for r, pages in STUBS.items() for t, b in pages])
def test_read_html__stubs_are_no_articles(reason: str, title: str, body: str) -> None:
    assert read_reason(make_page(body, title=title)) == reason


@pytest.mark.parametrize("page", INDEXES)
def test_read_html__lists_of_articles_are_no_articles(page: str) -> None:
    assert read_reason(page) == "index_page"


@pytest.mark.parametrize("page", MEDIA)
def test_read_html__videos_and_galleries_are_no_articles(page: str) -> None:
    assert read_reason(page) == "media_page"


@pytest.mark.parametrize(("text", "language"), SHORT)
@pytest.mark.parametrize("declared", [True, False])
def test_read_html__a_short_article_stays(text: str, language: str, declared: bool) -> None:
    data = {"@type": "NewsArticle", "headline": "Vik", "datePublished": "2024-05-13T10:00:00Z"} if declared else None
    related = "<aside><h3>More</h3>" + make_list("list", count=5) + "</aside>"
    body = f"<article><h1>Vik, kort</h1><p>{text}</p></article>{related}"
    item, notes = read_html(make_page(body, title="Vik, kort", data=data))
    assert notes == []
    assert item is not None and text in item.text


def test_read_html__a_short_text_with_a_video_stays() -> None:
    body = f"<article><h1>Bridge closes</h1><video src='a.mp4'></video><p>{LEAD} {SHORT[0][0]}</p></article>"
    data = [{"@type": "NewsArticle"}, {"@type": "VideoObject", "name": "Bridge"}]
    assert read_reason(make_page(body, title="Bridge closes", data=data)) == ""


CUT = "<p>Engineers found cracks in three of its nine arches in March, according to a report that the town hall had kept</p>"
LONG = "".join(
    f"<p>{LEAD} {line}, and {other.lower()}.</p>" for line, other in zip(TEASERS[:4], TEASERS[4:8], strict=True)
)


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (f"{LONG}{CUT}<div class='w'><p>Subscribe to continue reading this article.</p></div>", {"@type": "NewsArticle"}),
        (f"{LONG}<p>{LEAD}</p>", {"@type": "NewsArticle", "isAccessibleForFree": "False", "wordCount": 900}),
        (f"{LONG}<p>{LEAD[:70]}…</p>", {"@type": "NewsArticle", "isAccessibleForFree": False}),
    ],
)  # fmt: skip
def test_read_html__a_text_cut_by_a_paywall_is_kept_and_marked(body: str, data: dict[str, object]) -> None:
    item, _ = read_html(make_page(f"<article><h1>Bridge closes</h1>{body}</article>", title="Bridge closes", data=data))
    assert item is not None
    assert [(s.direction, s.target) for s in item.signals if s.kind == "cut_short"] == [("same", "paywall")]


@pytest.mark.parametrize("free", [{}, {"isAccessibleForFree": True}, {"isAccessibleForFree": "False"}])
def test_read_html__a_whole_text_is_not_marked(free: dict[str, object]) -> None:
    body = f"<article><h1>Bridge closes</h1>{LONG}</article><aside><p>Subscribe to our newsletter.</p></aside>"
    item, _ = read_html(make_page(body, title="Bridge closes", data={"@type": "NewsArticle", **free}))
    assert item is not None
    assert not [s for s in item.signals if s.kind == "cut_short"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (f"{LEAD} {SHORT[0][0]} [+2310 chars]", "excerpt"),
        (f"{LEAD} Engineers had warned of cracks … Read more", "excerpt"),
        (f"{LEAD} Engineers had warned of […]", "excerpt"),
        (f"{LEAD} Engineers had warned of cracks in the…", "excerpt"),
        (f"{LEAD}\n\nEngineers had warned of cracks.\n\nSubscribe to continue reading", "paywall"),
        (f"{LEAD}\n\nTo read the full article, log in.", "paywall"),
    ],
)
def test_find_cut__marks_of_excerpts_and_paywalls(text: str, target: str) -> None:
    found = find_cut(Item(text))
    assert found is not None and found.span is not None
    assert (found.kind, found.target) == ("cut_short", target)
    assert text[slice(*found.span)].strip()


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        f"{LEAD}\n\n“Subscribe to continue reading, they tell us,” she said.",
        " ".join([LEAD] * 9) + " And so on…",
        f"{LEAD} … {SHORT[0][0]}",
    ],
)
def test_find_cut__none_in_a_whole_text(text: str) -> None:
    assert find_cut(Item(text)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("404 Not Found\n\nThe page you requested could not be found.", "error_page"),
        ("Bridge closes\n\nThis article is for subscribers only. Subscribe to read on.", "paywall"),
        (LEAD, ""),
        (f"{LEAD} The page was removed from the archive.", ""),
        ("\n\n".join([LEAD] * 5 + ["Subscribe to continue reading."]), ""),
    ],
)
def test_refuse_text__by_words_alone(text: str, reason: str) -> None:
    note = refuse_text(Item(text))
    assert (note.reason if note else "") == reason


def test_name_stub__long_lines_are_prose() -> None:
    assert name_stub("Subscribe to continue reading. " + "The pier is closed. " * 30) == ""


def test_read_articles__what_is_no_article_is_a_problem_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(make_page(STUBS["paywall"][0][1], title="Bridge to close"))
    (tmp_path / "b.html").write_text(INDEXES[0])
    (tmp_path / "c.html").write_text(make_page(f"<article><h1>Bridge closes</h1>{LONG}</article>"))
    tables = read_articles([tmp_path])
    problems = {(row["source_path"][-6:], row["reason"]) for row in tables["problems"].to_pylist()}
    assert problems == {("a.html", "paywall"), ("b.html", "index_page")}
    assert len(tables["documents"]) == 1
