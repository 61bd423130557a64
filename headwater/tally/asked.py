"""Names that are looked up, and a note of which: what came of it holds as long as the answers do."""

from collections.abc import Mapping


class Asked:
    """A number for each of some names, which notes what is asked for.

    >>> known = Asked({"courier": 7})
    >>> known.get("courier", 0), "herald" in known, known.take(), known.take()
    (7, False, ['courier', 'herald'], [])
    """

    def __init__(self, names: Mapping[str, int]) -> None:
        self.names = names
        self._asked: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self._asked.add(str(name))
        return name in self.names

    def get(self, name: str, otherwise: int) -> int:
        """The number of a name, or another where there is none."""
        self._asked.add(name)
        return self.names.get(name, otherwise)

    def take(self) -> list[str]:
        """What was asked for since the last time, sorted."""
        asked = sorted(self._asked)
        self._asked.clear()
        return asked
