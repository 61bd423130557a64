"""Which of the hints that a text gives stay, where several say the same of one stretch."""

from collections.abc import Sequence

from headwater.articles.item import Signal
from headwater.intervals import Span

_ORDER = ("permission", "first_reported", "credit_line", "press_release", "agency", "copyright")


def drop_echoes(signals: list[Signal]) -> list[Signal]:
    """Without what a line says beside whose text it is: its licence, and the outlet within the words that name it."""
    named = [
        s for s in signals if s.direction == "from" and s.kind in ("permission", "credit_line", "copyright", "agency")
    ]
    spans = [s.span for s in named if s.span]
    licensed = any(s.kind in ("permission", "credit_line") for s in named)
    return [
        s
        for s in signals
        if not (licensed and s.kind == "licence")
        and not (
            s.kind == "first_reported" and s.direction == "part" and s.span and any(_touch(s.span, o) for o in spans)
        )
    ]


def _touch(a: Span | None, b: Span) -> bool:
    return a is not None and a[0] < b[1] and b[0] < a[1]


def drop_weaker(signals: Sequence[Signal]) -> list[Signal]:
    """Of hints that overlap and name the same, the one that says most; `signals` in the order of the text."""
    by_target: dict[str, list[int]] = {}
    for number, signal in enumerate(signals):
        named = signal.target.removeprefix("The ").removeprefix("the ")
        key = signal.kind if signal.kind in ("update", "correction", "licence") else named
        by_target.setdefault(key, []).append(number)
    weaker: set[int] = set()
    for numbers in by_target.values():
        for place, a in enumerate(numbers):
            for b in numbers[place + 1 :]:
                if (signals[b].span or (0, 0))[0] >= (signals[a].span or (0, 0))[1]:
                    break
                weaker.add(b if _rank(signals[a]) < _rank(signals[b]) else a)
    return [signal for number, signal in enumerate(signals) if number not in weaker]


def _rank(signal: Signal) -> tuple[int, bool, int, tuple[int, int], str]:
    """The smaller, the more it says: that a text stands there, too, before that it is from there."""
    start, end = signal.span or (0, 0)
    place = _ORDER.index(signal.kind) if signal.kind in _ORDER else 0
    plain = signal.direction not in ("to", "same")
    return (place + (signal.direction == "part"), plain, start - end, (start, end), signal.kind)
