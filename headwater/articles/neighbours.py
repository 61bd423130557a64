"""Until dates.py, html.py and signals.py are there: simple ones in their place."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from headwater.articles.item import Item, Published, Signal

try:
    from headwater.articles.dates import find_date_line, read_date
except ImportError:

    def read_date(text: str, *, day_first: bool | None = None) -> Published | None:
        try:
            at = datetime.fromisoformat(text.strip())
        except ValueError:
            return None
        precision = "day" if re.fullmatch(r"\s*\d{4}-\d{2}-\d{2}\s*", text) else "instant"
        return Published(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC), precision, "text")

    def find_date_line(lines: Sequence[str]) -> Published | None:
        found = (re.search(r"\d{4}-\d{2}-\d{2}", line) for line in lines)
        return next((read_date(match.group()) for match in found if match), None)


try:
    from headwater.articles.signals import find_signals
except ImportError:

    def find_signals(
        text: str, regions: Sequence[tuple[int, int, str]], *, url: str | None = None, site: str | None = None
    ) -> tuple[Signal, ...]:
        return ()


try:
    from headwater.articles.html import read_html
except ImportError:

    def read_html(page: str, *, url: str | None = None) -> Item | None:
        return None
