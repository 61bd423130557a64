from headwater.articles.item import Signal


def find_signals(text, regions, *, url=None, site=None) -> tuple[Signal, ...]:
    return ()
