"""Train the classifier of lines of plain-text pages (headwater/articles/data/line_model.npz).

    python bench/train/train_plain.py PAGES_DIR ARTICLES_PARQUET [--check] [--out FILE]

PAGES_DIR holds `plain/NAME.txt` (pages rendered to text with all chrome) and `gold/NAME.json` ({title, paragraphs,
captions}); NAME is country_outlet_number. ARTICLES_PARQUET has columns title and text: articles without chrome, so that
the model also knows those. --check prints body F1 by cross-validation over outlets and writes nothing. Needs
scikit-learn (dependency group `train`); the weights are plain arrays, and headwater reads them with numpy alone.
"""

import argparse
import json
import random
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from sklearn.ensemble import HistGradientBoostingClassifier

from headwater.articles.line_features import describe_lines
from headwater.articles.line_model import CLASSES, add_context
from headwater.articles.lines import Line, find_lines

SEED = 7
FOLDS = 3
TREES = 50


def fold(text: object) -> str:
    """Letters and digits only, for comparing a line with the gold."""
    return "".join(c for c in unicodedata.normalize("NFKC", str(text or "")).lower() if c.isalnum())


def label_lines(lines: list[str], gold: dict) -> list[int]:
    """The class of every line of a rendering, by the gold of its page."""
    body = fold("".join(gold["paragraphs"]))
    paragraphs = {fold(p) for p in gold["paragraphs"]} - {""}
    pieces = {body[i : i + 6] for i in range(len(body) - 5)}
    title = fold(gold.get("title"))
    captions = {fold(c["caption"]) for c in gold.get("captions") or []} - {""}
    labels = []
    for line in lines:
        letters = fold(line)
        label = "chrome"
        if not letters:
            label = "chrome"
        elif title and (letters == title or (len(letters) > 20 and letters in title)):
            label = "title"
        elif letters in paragraphs:
            label = "body"
        elif any(letters == c or (min(len(letters), len(c)) > 25 and (letters in c or c in letters)) for c in captions):
            label = "caption"
        elif len(letters) >= 25 and sum(letters[i : i + 6] in pieces for i in range(len(letters) - 5)) >= 0.8 * (
            len(letters) - 5
        ):
            label = "body"
        labels.append(CLASSES.index(label))
    return labels


def vary_page(lines: list[Line], labels: list[int], random_: random.Random) -> tuple[list[Line], list[int]]:
    """The same page as somebody else would have copied it: less chrome at both ends, no indentation, other gaps."""
    body = [i for i, label in enumerate(labels) if CLASSES[label] in ("body", "title")]
    if not body:
        return lines, labels
    low = max(0, body[0] - random_.choice([0, 0, 1, 2, 3, 5, 10, 30]))
    high = min(len(lines), body[-1] + 1 + random_.choice([0, 0, 1, 2, 3, 5, 10, 20, 40]))
    kept = [i for i in range(low, high) if CLASSES[labels[i]] in ("body", "title") or random_.random() > 0.15]
    flat, bare = random_.random() < 0.7, random_.random() < 0.7
    even = random_.choice([None, 0, 1])
    made = []
    for i in kept:
        line = lines[i]
        text = line.text.lstrip("*+•- ") if bare and line.text[:2] in ("* ", "+ ", "- ", "o ") else line.text
        gap = line.gap if even is None else max(even, 1 if CLASSES[labels[i]] == "body" and even else 0)
        made.append(Line(line.start, line.start + len(text), text or line.text, 0 if flat else line.indent, gap))
    return made, [labels[i] for i in kept]


def read_pages(folder: Path) -> list[tuple[str, list[Line], list[int]]]:
    """(outlet, lines, labels) of every page that has a body."""
    pages = []
    for path in sorted((folder / "plain").glob("*.txt")):
        gold = json.loads((folder / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        lines = find_lines(path.read_text(encoding="utf-8"))
        labels = label_lines([line.text for line in lines], gold)
        if CLASSES.index("body") in labels:
            pages.append((path.stem.split("_")[1], lines, labels))
    return pages


def read_articles(path: Path, count: int) -> list[tuple[str, list[Line], list[int]]]:
    """Articles without chrome: a title and a body."""
    made = []
    for row in pq.read_table(path, columns=["title", "text"]).slice(0, count).to_pylist():
        lines = find_lines(f"{row['title']}\n\n{row['text']}")[:60]
        made.append(("", lines, [CLASSES.index("title"), *[CLASSES.index("body")] * (len(lines) - 1)]))
    return made


def wrap_articles(articles: list, pages: list, random_: random.Random) -> list:
    """Short articles between a few lines of chrome of the pages, as people copy them: the outlet is the page's."""
    made = []
    for _, lines, labels in articles:
        outlet, around, classes = random_.choice(pages)
        body = [i for i, label in enumerate(classes) if CLASSES[label] in ("body", "title")]
        chrome = CLASSES.index("chrome")
        before = [line for line, c in zip(around[: body[0]], classes, strict=False) if c == chrome]
        after = [line for line, c in zip(around[body[-1] + 1 :], classes[body[-1] + 1 :], strict=True) if c == chrome]
        before = before[len(before) - random_.choice([0, 0, 1, 2, 4, 8, 12]) :] if before else []
        after = after[: random_.choice([0, 2, 4, 8, 16, 24])]
        count = random_.randint(3, 10)
        titled = random_.random() < 0.8
        text = list(zip(lines[0 if titled else 1 : count + 1], labels[0 if titled else 1 : count + 1], strict=True))
        mixed = [*((line, chrome) for line in before), *text, *((line, chrome) for line in after)]
        even = random_.choice([None, 0, 1, 1])
        flat = [
            Line(line.start, line.end, line.text.lstrip("*+•- ") or line.text, 0, line.gap if even is None else even)
            for line, _ in mixed
        ]
        made.append((outlet, flat, [label for _, label in mixed]))
    return made


Page = tuple[str, list[Line], list[int]]
Described = tuple[str, np.ndarray, np.ndarray, np.ndarray]


def describe(pages: list[Page], random_: random.Random) -> list[Described]:
    """(outlet, features, labels, weights) of every page: long lines count more, as they do in the figure.

    Of the chrome far from the article one line in four is kept for training (weight 0 takes a line out).
    """
    made = []
    for outlet, lines, labels in pages:
        classes = np.array(labels)
        weights = np.sqrt([len(line.text) + 20.0 for line in lines])
        near = np.flatnonzero(classes != CLASSES.index("chrome"))
        numbers = np.arange(len(lines))
        far = (numbers < near.min() - 40) | (numbers > near.max() + 40)
        drop = far & (np.array([random_.random() for _ in lines]) < 0.75)
        weights = np.where(drop, 0.0, np.where(far, 4 * weights, weights))
        made.append((outlet, describe_lines(lines), classes, weights / weights.sum() * 100))
    return made


def fit(pages: list[Described]) -> HistGradientBoostingClassifier:
    """One ensemble of trees."""
    features, labels, weights = (np.concatenate([page[i] for page in pages]) for i in (1, 2, 3))
    model = HistGradientBoostingClassifier(
        max_iter=TREES, learning_rate=0.1, max_leaf_nodes=15, min_samples_leaf=30, l2_regularization=5.0,
        max_features=0.25, max_bins=63, random_state=SEED,
    )  # fmt: skip
    used = weights > 0
    return model.fit(features[used], labels[used], sample_weight=weights[used])


def train(pages: list[Described]) -> list:
    """Two ensembles: the second sees what the first, trained without that outlet, thought of the neighbours."""
    outlets = sorted({outlet for outlet, *_ in pages if outlet})
    random.Random(SEED).shuffle(outlets)
    part = {outlet: i % FOLDS for i, outlet in enumerate(outlets)}
    group = [part.get(page[0], i % FOLDS) for i, page in enumerate(pages)]
    contexts = []
    for k in range(FOLDS):
        model = fit([page for page, g in zip(pages, group, strict=True) if g != k])
        contexts += [
            (page[0], add_context(page[1], model.predict_proba(page[1])), *page[2:])
            for page, g in zip(pages, group, strict=True)
            if g == k
        ]
    return [fit(pages), fit(contexts)]


def check(pages: list[Page], more: list[Page]) -> None:
    """Body F1 by cross-validation over outlets, lines weighted with their length, mean over pages."""
    random_ = random.Random(SEED)
    described = describe([*pages, *more], random_)
    outlets = sorted({outlet for outlet, *_ in pages})
    random.Random(SEED + 1).shuffle(outlets)
    scores, titles, stages = [], [], []
    for k in range(FOLDS):
        held = set(outlets[k::FOLDS])
        models = train([page for page in described if page[0] not in held])
        for (outlet, lines, labels), page in zip(pages, described, strict=False):
            if outlet in held:
                first = models[0].predict_proba(page[1])
                found = models[1].predict_proba(add_context(page[1], first))
                scores.append(score(lines, labels, found))
                stages.append(score(lines, labels, first))
                if CLASSES.index("title") in labels:
                    titles.append(labels[int(found[:, CLASSES.index("title")].argmax())] == CLASSES.index("title"))
        print(
            k,
            round(float(np.mean(stages)), 4),
            round(float(np.mean(scores)), 4),
            round(float(np.mean(titles)), 3),
            file=sys.stderr,
            flush=True,
        )
    print(json.dumps({"body_f1": round(float(np.mean(scores)), 4), "title": round(float(np.mean(titles)), 3)}))


def score(lines: list[Line], labels: list[int], found: np.ndarray) -> float:
    """Body F1 of one page."""
    body = CLASSES.index("body")
    size = np.array([len(line.text) for line in lines])
    want, have = np.array(labels) == body, found.argmax(axis=1) == body
    return float(2 * size[want & have].sum() / max(1, size[want].sum() + size[have].sum()))


def pack_trees(models: list) -> dict[str, np.ndarray]:
    """The arrays of scikit-learn's HistGradientBoostingClassifier models, as the weights file holds them."""
    packed: dict[str, np.ndarray] = {}
    for number, model in enumerate(models):
        trees = [tree for step in model._predictors for tree in step]
        nodes = np.concatenate([tree.nodes for tree in trees])
        packed |= {
            f"feature{number}": nodes["feature_idx"].astype(np.int16),
            f"threshold{number}": nodes["num_threshold"].astype(np.float32),
            f"left{number}": nodes["left"].astype(np.int16),
            f"right{number}": nodes["right"].astype(np.int16),
            f"leaf{number}": nodes["is_leaf"].astype(np.uint8),
            f"value{number}": nodes["value"].astype(np.float32),
            f"root{number}": np.cumsum([0, *(len(tree.nodes) for tree in trees)])[:-1].astype(np.int32),
            f"baseline{number}": np.asarray(model._baseline_prediction, np.float32).ravel(),
        }
    return packed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("headwater/articles/data/line_model.npz"))
    given = parser.parse_args()
    pages, random_ = read_pages(given.pages), random.Random(SEED)
    varied = [(outlet, *vary_page(lines, labels, random_)) for outlet, lines, labels in pages for _ in range(2)]
    articles = read_articles(given.articles, 360)
    more = [*varied, *articles[:60], *wrap_articles(articles[60:], pages, random_)]
    if given.check:
        check(pages, more)
        return
    np.savez_compressed(given.out, **pack_trees(train(describe([*pages, *more], random_))))


if __name__ == "__main__":
    main()
