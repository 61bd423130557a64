"""A text copied by hand again and again: witnesses of one tradition, each with the errors of its scribe, no dates."""

from pathlib import Path
from random import Random

from tests.newsrooms.stories import tell_stories

_BREAK = "\n\n"
_STORIES = 3
"""Stories in the text, which then has about a thousand words."""


def copy_by_hand(words: list[str], rng: Random, rate: float) -> list[str]:
    """The words with the errors of one scribe: letters changed, words left out, doubled, replaced, put before another."""
    copy: list[str] = []
    real = [word for word in words if word != _BREAK]
    for word in words:
        if word == _BREAK or rng.random() >= rate:
            copy.append(word)
            continue
        error = rng.choices(("letter", "lost", "double", "other", "before"), (35, 20, 10, 25, 10))[0]
        if error == "letter" and len(word) > 3:
            at = rng.randrange(1, len(word) - 1)
            copy.append(word[:at] + rng.choice("aeioustrnl") + word[at + 1 :])
        elif error == "double":
            copy += [word, word]
        elif error == "other":
            copy.append(rng.choice(real))
        elif error == "before" and copy and copy[-1] != _BREAK:
            copy.insert(len(copy) - 1, word)
        elif error != "lost":
            copy.append(word)
    return copy


def hand_down(seed: int, count: int = 13) -> tuple[list[str], list[int]]:
    """The texts of a tradition, each copied from an earlier one of the list, and from which (-1: from none)."""
    rng = Random(seed)
    stories, words = tell_stories(rng), list[str]()
    for _ in range(_STORIES):
        for paragraph in next(stories).paragraphs:
            words += [*paragraph.split(), _BREAK]
    witnesses, parents = [words], [-1]
    for made in range(1, count):
        parents.append(rng.randrange(made))
        witnesses.append(copy_by_hand(witnesses[parents[-1]], rng, rng.uniform(0.01, 0.06)))
    return [" ".join(w).replace(f" {_BREAK} ", _BREAK).strip() for w in witnesses], parents


def write_tradition(folder: Path, seed: int, count: int = 13) -> dict[str, str | None]:
    """Write the witnesses as plain text under names that tell nothing; returns the parent's name by name."""
    texts, parents = hand_down(seed, count)
    numbers = Random(seed + 1).sample(range(10, 10 + count), count)
    names = [f"witness{number}.txt" for number in numbers]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text + "\n", encoding="utf-8")
    return {name: None if parent < 0 else names[parent] for name, parent in zip(names, parents, strict=True)}
