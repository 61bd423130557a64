"""What an outlet says to its reader in its own cause is no body text; pages of several posts are no articles."""

import pytest

from headwater.articles.calls import is_call
from headwater.articles.html import read_html
from headwater.articles.plain import read_text

STORY = [
    "The harbour council of Vik voted on Tuesday to replace the old chain ferry with two electric boats.",
    "Mayor Ilse Brandt said the boats would carry 240 passengers an hour and halve the noise along the quay.",
    "Fishermen objected that the new landing would cut off the slipway which their families have used.",
    "Councillor Piet Okafor did not support the motion and asked for a second survey of the sea bed.",
    "The vote was eight to three, and the first of the boats is to sail from the eastern quay next spring.",
]
CALLS = [
    "Get our newsletter with the best of Vik in your inbox every morning.",
    "Sign up to receive our biggest stories as soon as they are published.",
    "Join 40,000 readers who get The Ferry Letter each Friday.",
    "If you like what you read, consider supporting us with a gift.",
    "Thanks for reading. Subscribe for free to receive new posts and support my work.",
    "Do you have a tip about the ferry? Email ana@vik.example or text 555-0100.",
    "Abonnieren Sie unseren Newsletter, und Sie verpassen nichts aus Vik.",
    "Haben Sie Hinweise zu diesem Thema? Schreiben Sie unserer Redaktion.",
    "Abonnez-vous à notre lettre et recevez chaque matin les nouvelles de Vik.",
    "Suscríbete a nuestro boletín y recibe las noticias de Vik en tu correo.",
    "Iscriviti alla nostra newsletter per ricevere le notizie di Vik.",
    "Assine a nossa newsletter e receba as notícias de Vik no seu e-mail.",
    "Schrijf je in voor onze nieuwsbrief en mis niets uit Vik.",
    "Zapisz się na nasz newsletter i czytaj o Vik co rano.",
    "Bültenimize abone olun, Vik haberleri e-posta kutunuza gelsin.",
    "Подпишитесь на наш канал, чтобы не пропустить новости Вика.",
    "اشترك في النشرة البريدية لتصلك أخبار فيك كل صباح.",
    "订阅我们的邮件通讯，每天早上了解维克的新闻。",
]
NEWS = [
    "Support for the bridge grew after the storm, and gifts came in from all over the county.",
    "Please, the mayor begged the ministers in a letter, open the quay before the winter.",
    "Donors gave a million crowns for the new lifeboat within a week of the wreck.",
    "Join the two halves of the hull, and the ship is done, the foreman says.",
    "Follow the river to the sea and you come to Vik, the oldest port of the coast.",
    "“Sign up to receive our newsletter,” the leaflet said.",
    "The channel was closed to ships on Monday, and the ferry company sent an email to its passengers.",
    "Unterstützung für die Brücke kam am Montag aus allen Teilen der Stadt.",
    "Suivez la rivière jusqu'à la mer et vous arrivez à Vik.",
]


@pytest.mark.parametrize("line", CALLS)
def test_is_call__knows_calls_on_the_reader_in_every_language(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize("line", [*NEWS, *STORY])
def test_is_call__leaves_news_alone(line: str) -> None:
    assert not is_call(line)


@pytest.mark.parametrize("line", CALLS[:6])
def test_read_html__leaves_calls_amid_the_story_out_of_the_body(line: str) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in [*STORY[:3], line, *STORY[3:]])
    item, _ = read_html(
        f"<html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>{paragraphs}</article>"
    )
    assert item is not None
    assert [item.text[s:e] for s, e, kind in item.regions if kind == "body"] == STORY


@pytest.mark.parametrize("line", CALLS[:6])
def test_read_text__takes_calls_amid_the_story_for_chrome(line: str) -> None:
    item = read_text("\n\n".join(["Vik buys two ferries", *STORY[:3], line, *STORY[3:]]))
    assert item is not None
    assert {kind for s, e, kind in item.regions if item.text[s:e] == line} == {"chrome"}
    assert [item.text[s:e] for s, e, kind in item.regions if kind == "body"] == STORY


def test_read_html__knows_who_wrote_amid_the_story_by_how_to_reach_them() -> None:
    bio = "Ana Ruiz covers the harbour for the Vik Post. Contact her at ana@vik.example or on Signal."
    paragraphs = "".join(f"<p>{p}</p>" for p in [*STORY[:3], bio, *STORY[3:]])
    item, _ = read_html(
        f"<html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>{paragraphs}</article>"
    )
    assert item is not None
    assert [item.text[s:e] for s, e, kind in item.regions if kind == "bio"] == [bio]


TITLES = ["Vik buys electric ferries", "Mosaic under a gym", "Bridge at Lund opens", "Fog stops ferries"]


def _write_posts(box: str, *, links: bool = True, head: str = "", above: str = "") -> str:
    posts = []
    for number, title in enumerate(TITLES):
        headline = f'<a href="/2024/05/{number}">{title}</a>' if links else title
        told = "".join(f"<p>{p} So says “{title}”, the story of that day.</p>" for p in STORY[number:])
        posts.append(f'<{box} class="post"><h2>{headline}</h2><p class="meta">May {number + 1}, 2024</p>{told}</{box}>')
    return f"<html><head><title>Vik Post</title>{head}</head><body><main>{above}{''.join(posts)}</main></body></html>"


@pytest.mark.parametrize("box", ["article", "div", "section"])
@pytest.mark.parametrize("url", [None, "https://vikpost.example/", "https://vikpost.example/category/harbour"])
def test_read_html__a_page_of_posts_is_no_article(box: str, url: str | None) -> None:
    item, notes = read_html(_write_posts(box), url=url)
    assert item is None and [note.reason for note in notes] == ["index_page"]


def test_read_html__a_front_page_of_articles_is_none_without_links_either() -> None:
    item, notes = read_html(_write_posts("article", links=False), url="https://vikpost.example/")
    assert item is None and [note.reason for note in notes] == ["index_page"]


@pytest.mark.parametrize("box", ["article", "div", "section"])
def test_read_html__entries_of_a_live_blog_and_parts_of_an_article_stay(box: str) -> None:
    head = '<meta property="og:type" content="article">'
    page = _write_posts(box, links=False, head=head, above="<h1>The week in Vik, as it was</h1>")
    item, notes = read_html(page, url="https://vikpost.example/2024/05/05/week")
    assert not notes and item is not None and item.title == "The week in Vik, as it was"


def test_read_html__an_article_that_links_to_the_stories_it_sums_up_stays() -> None:
    parts = "".join(f'<h2><a href="/2024/05/{n}">{t}</a></h2>' + f"<p>{STORY[n]}</p>" * 1 for n, t in enumerate(TITLES))
    page = (
        "<html><head><title>Four stories of the week</title></head><body><article><h1>Four stories of the week</h1>"
        f"<p>Here is what we wrote this week on ferries and floors, with links to each of them.</p>{parts}</article>"
    )
    item, _ = read_html(page, url="https://vikpost.example/2024/05/05/week")
    assert item is not None
