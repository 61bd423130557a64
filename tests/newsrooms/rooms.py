"""The whole simulation: families of copies, unseen originals, shared quotations, templates, dates and credits."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from tests.newsrooms.articles import Article, Desk, copy_article
from tests.newsrooms.copying import Taken
from tests.newsrooms.outlets import Outlet, found_outlets, write_address, write_credit, write_dateline
from tests.newsrooms.stories import Story, draw_name, plant_hedges, read_names
from tests.newsrooms.templates import TEMPLATES, fill_template, speak

KINDS = {"repost": 42, "edited": 18, "abridged": 16, "expanded": 11, "rewrite": 5, "excerpt": 6, "merge": 4}
"""Shares of the kinds among copies, so that copied stretches come in the shares of the newsroom that is described."""
WHOLE = ("original", "repost", "edited", "rewrite", "expanded")
"""Kinds that others copy from."""
DATES = {"right": 70, "missing": 15, "wrong": 10, "day": 5}
LARGE = 200
"""Documents of the largest family; a quarter of a smaller pile."""


@dataclass
class Newsroom:
    """A simulated pile: its articles (unseen ones too), and what some of them share without having copied it."""

    outlets: list[Outlet]
    articles: list[Article] = field(default_factory=list)
    quotations: list[list[Article]] = field(default_factory=list)
    templates: dict[str, list[Article]] = field(default_factory=dict)

    def list_seen(self) -> list[Article]:
        """The articles that are in the pile."""
        return [a for a in self.articles if not a.unseen]


@dataclass
class _Room:
    rng: Random
    stories: Iterator[Story]
    room: Newsroom
    desk: Desk

    def take_story(self) -> Story:
        story = next(self.stories)
        while len(self.desk.spare) < 40:
            self.desk.spare.extend(next(self.stories).paragraphs)
        return plant_hedges(story, self.rng)

    def publish(self, article: Article) -> Article:
        """Give an article its name, address and reporter, and put it into the pile."""
        rng, number = self.rng, len(self.room.articles) + 1
        article.url = write_address(rng, article.outlet, article.title, article.born)
        slug = article.url.rsplit("/", 1)[1].rsplit("-", 1)[0][:40]
        if article.unseen:
            article.name = f"unseen:{article.outlet.name} {number}"
        elif article.outlet.form == "jsonl":
            row = sum(a.outlet is article.outlet and not a.unseen for a in self.room.articles) + 1
            article.name = f"{article.outlet.folder}.jsonl#{row}"
        else:
            name = f"{number:05d}" if article.outlet.form == "txt" else f"{slug}-{number:05d}"
            article.name = f"{article.outlet.folder}/{name}.{article.outlet.form}"
        names = read_names()
        article.reporter = f"{rng.choice(names['first'])} {rng.choice(names['reporter_last'])}"
        _date_article(article, rng)
        self.room.articles.append(article)
        return article

    def write_original(self, born: datetime, outlet: Outlet | None = None, unseen: bool = False) -> Article:
        """A text that copies nothing."""
        outlet = outlet or self.rng.choice(self.room.outlets)
        story = self.take_story()
        body = "\n\n".join(story.paragraphs)
        dateline = write_dateline(self.rng, outlet, draw_name(self.rng, "town"))
        return self.publish(Article(outlet, "original", story.title, body, born, dateline, unseen=unseen))

    def write_copy(self, kind: str, parents: list[Article], since: timedelta) -> Article:
        """A copy of one or two articles, published some time after them."""
        rng = self.rng
        others = [o for o in self.room.outlets if o not in [p.outlet for p in parents] and not o.short]
        outlet = rng.choice(others)
        title = self.take_story().title if kind == "excerpt" else _retitle(rng, parents[0].title)
        draft = copy_article(self.desk, kind, parents, outlet)
        born = max(p.born for p in parents) + since
        copy = Article(
            outlet, kind, title, draft.text, born, taken=draft.taken, depth=max(p.depth for p in parents) + 1
        )
        if parents[0].dateline and kind != "excerpt" and rng.random() < 0.3:
            copy.dateline = parents[0].dateline
        if rng.random() < 0.5:
            copy.credit = write_credit(rng, parents[0].outlet, born.year, kind in ("excerpt", "expanded", "merge"))
        copy = self.publish(copy)
        if kind in ("repost", "abridged") and outlet.form == "html" and not parents[0].unseen and rng.random() < 0.25:
            copy.canonical = parents[0].url
        return copy


def simulate_newsroom(count: int, seed: int, stories: Iterator[Story]) -> Newsroom:
    """A pile of `count` articles over base stories; the same seed and stories give the same pile."""
    rng = Random(seed)
    room = Newsroom(found_outlets(rng, max(20, min(160, count // 5))))
    inside = _Room(rng, stories, room, Desk(rng, []))
    _write_family(inside, min(LARGE, count // 4), rng.choice(room.outlets[:3]), False)
    for _ in range(max(1, count // 110)):
        _share_quotation(inside)
    for name in TEMPLATES:
        room.templates[name] = [_fill(inside, name) for _ in range(max(2, count // 130))]
    copies = sum(bool(a.taken) for a in room.list_seen())
    while len(room.list_seen()) < count:
        if copies < 0.54 * count:
            copies += _write_family(inside, _draw_size(rng), None, rng.random() < 0.28)
        else:
            inside.write_original(_draw_time(rng))
    return room


def _draw_size(rng: Random) -> int:
    return min(14, 2 + int(rng.expovariate(0.45)))


def _draw_time(rng: Random) -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(150 * 24 * 60))


def _write_family(inside: _Room, size: int, outlet: Outlet | None, unseen: bool) -> int:
    """A text and its copies, `size` of them in the pile; returns how many copies there are."""
    rng = inside.rng
    agency = rng.choice(inside.room.outlets[:3]) if rng.random() < 0.5 else None
    root = inside.write_original(_draw_time(rng), outlet or agency, unseen)
    family = [root]
    size = min(max(size, 2), 4) if unseen else size
    for made in range(size if unseen else size - 1):
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        if unseen:
            kind = rng.choice(("repost", "edited", "edited", "abridged", "abridged"))
        possible = [a for a in family[1:] if a.kind in WHOLE and a.depth < 3]
        parent = rng.choice(possible) if possible and not unseen and rng.random() < 0.3 else root
        parents = [parent]
        if kind == "merge":
            parents.append(inside.write_original(parent.born - timedelta(hours=rng.randint(1, 30))))
        since = timedelta(minutes=rng.randint(15, 60 * 40) + made)
        family.append(inside.write_copy(kind, parents, since))
    return len(family) - 1


def _share_quotation(inside: _Room) -> None:
    """A few texts that have nothing in common but what somebody said to all of them."""
    rng, born = inside.rng, _draw_time(inside.rng)
    said, speaker = speak(rng), draw_name(rng, "person")
    forms = ("“{}”, {} said.", "“{},” {} told reporters.", "{1} put it this way: “{0}.”", "“{},” said {}.")
    group = []
    for _ in range(rng.randint(3, 7)):
        article = inside.write_original(born + timedelta(minutes=rng.randint(0, 400)))
        paragraphs = article.body.split("\n\n")
        quoted = rng.choice(forms).format(said, speaker)
        paragraphs.insert(rng.randint(1, len(paragraphs)), quoted)
        article.body = "\n\n".join(paragraphs)
        article.group = f"quotation {len(inside.room.quotations)}"
        group.append(article)
    inside.room.quotations.append(group)


def _fill(inside: _Room, name: str) -> Article:
    title, body = fill_template(name, inside.rng)
    outlet = inside.rng.choice(inside.room.outlets[3:])
    article = Article(outlet, "template", title, body, _draw_time(inside.rng), group=f"template {name}")
    return inside.publish(article)


def _retitle(rng: Random, title: str) -> str:
    words = title.split()
    form = rng.random()
    if form < 0.45 or len(words) < 5:
        return title
    if form < 0.6:
        return f"{rng.choice(('Report', 'Update', 'Just in', 'Region'))}: {title}"
    if form < 0.8:
        return " ".join(words[: rng.randint(4, len(words))])
    return " ".join([*words[len(words) // 2 :], *words[: len(words) // 2]])


def _date_article(article: Article, rng: Random) -> None:
    article.date_status = rng.choices(list(DATES), list(DATES.values()))[0]
    shown = article.born
    if article.date_status == "wrong":
        shown += timedelta(minutes=rng.choice((-1, 1)) * rng.randint(60, 20 * 24 * 60))
    article.date = f"{shown:%Y-%m-%dT%H:%M:%SZ}"
    if article.date_status == "day":
        article.date = article.date[:10]
    elif article.date_status == "missing":
        article.date = None


def list_taken(room: Newsroom, article: Article) -> list[Taken]:
    """What an article took, in places of the texts."""
    return article.list_taken({a.name: a for a in room.articles if a.name in {t.parent for t in article.taken}})
