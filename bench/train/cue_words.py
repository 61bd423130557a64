"""Learn which words stand in cues: written as one word a line, for the filter behind the tagger.

cue_words.py SPLIT_DIR OUT.txt
"""

import sys
from collections import Counter
from pathlib import Path

from train_tagger import read_split

from headwater.statements.features import classify_word
from headwater.statements.lexicon import load_words
from headwater.statements.words import cut_words

LEAST, SHARE = 3, 0.25
GRAMMAR = (
    "auxiliary adverb preposition determiner pronoun_self pronoun_person pronoun_group pronoun_thing hearsay "
    "conjunction subordinator"
)


def main(split, out):
    """Words seen LEAST times in a cue, and there at least in SHARE of all their places."""
    cues, every, seen = Counter(), Counter(), set()
    grammar = frozenset().union(*(load_words(name) for name in GRAMMAR.split())) | {"to"}
    for text, relations in read_split(split):
        if text in seen:
            continue
        seen.add(text)
        every.update(cut_words(text).low)
        for relation in relations:
            for start, end in relation["cue"]:
                cues.update(set(cut_words(text[start:end]).low))
    found = [
        w for w, n in cues.items() if n >= LEAST and every[w] and n / every[w] >= SHARE and w.isalpha() and len(w) > 2
    ]
    found = [w for w in found if w not in grammar and not w.endswith("ly") and not classify_word(w).startswith("cue")]
    Path(out).write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
