"""Where the time of a run goes: the stack is looked at every millisecond of the processor."""

import signal
from collections import Counter
from collections.abc import Callable
from types import FrameType

STEPS = {
    "finding rows": "find_tasks", "the tree of a page": "parse_page", "what its head says": "read_facts",
    "the extractor": "extract_text", "the blocks of a page": "name_blocks",
    "links and head as signals": "find_page_signals",
    "the fields of a row": "_open_row", "the lines of a text": "divide_articles", "language": "tell_languages",
    "signals": "find_all_signals", "dates": "date_item", "gates of words (in the others)": "read_lines",
    "writing the row": "build_item", "what recurs": "mark_lines", "merging": "merge_items",
}  # fmt: skip
"""The steps that are shown, and the function that each of them is."""


def share_steps(run: Callable[[], None]) -> dict[str, float]:
    """The share of the time of a run that each step takes, what it calls included."""
    seen: Counter[str] = Counter()

    def look(number: int, frame: FrameType | None) -> None:
        names = set()
        while frame is not None:
            names.add(frame.f_code.co_name)
            frame = frame.f_back
        seen.update(names & set(STEPS.values()))
        seen["all"] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        run()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return {step: round(seen[name] / max(1, seen["all"]), 3) for step, name in STEPS.items() if seen[name]}
