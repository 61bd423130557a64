"""Which taggers there are, by name."""

from collections.abc import Callable

from headwater.errors import HeadwaterError
from headwater.statements.neural import load_neural
from headwater.statements.tagger import Tagger, load_linear

TAGGERS: dict[str, Callable[[], Tagger]] = {"neural": load_neural, "rules": load_linear}
"""`neural` is the better one; `rules` the faster, which reads more by the rules of mending.py."""


def load_tagger(name: str) -> Tagger:
    """A tagger by its name; HeadwaterError where there is none of that name, or its model is missing or damaged."""
    if name not in TAGGERS:
        raise HeadwaterError(f"There is no tagger {name}.", f"The taggers are {', '.join(TAGGERS)}.")
    return TAGGERS[name]()
