"""What the marks of a text (signals) say of whose it is: an agency's line, a credit at its end."""

import re
from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from headwater.schema import Tables, pick_rows
from headwater.tally.outlets import find_known, fold_outlet, is_own_outlet, name_outlet

_CONTRIBUTED = re.compile(r"(?P<outlet>.+?)['’]s?\s+[A-Z].*\bcontributed\b")
"""An outlet's own reporter in the last line ("CNN's Ana Rey contributed to this report") shows whose the text is."""

_KINDS = pa.array(["agency", "credit_line"])


@dataclass(frozen=True)
class Mark:
    """By its marks a text is of an agency ("" where none shows), of an outlet whose people wrote it, or has its news
    from one.
    """

    agency: str = ""
    own: str = ""
    credited: str = ""


def read_marks(pile: Tables, descent: Tables) -> dict[int, Mark]:
    """The marks of every document that has one, from the table signals; several names of one kind say nothing.

    The site of a document outranks an outlet's own people, and an agency's mark on its own site is none. Of a text that
    was copied from another of the pile it is known better whom it is from.
    """
    signals = pile.get("signals")
    if signals is None or not signals.num_rows:
        return {}
    signals = signals.filter(pc.is_in(signals["kind"], _KINDS))
    sites = dict(pick_rows(pile["documents"], "document_id", "site")) if signals.num_rows else {}
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for document, kind, direction, target, evidence in sorted(
        pick_rows(signals, "document_id", "kind", "direction", "target", "evidence")
    ):
        if kind == "agency" and direction == "from":
            found[document]["agency"].add(find_known(target) or target)
        elif kind == "credit_line" and (match := _CONTRIBUTED.match(evidence)):
            found[document]["own"].add(find_known(match["outlet"]) or match["outlet"])
        elif kind == "credit_line" and direction == "from":
            found[document]["credited"].add(name_outlet(target))
    copied = _list_copied(descent) if found else set()
    return {d: _settle_mark(marks, sites.get(d), d in copied) for d, marks in found.items() if d in sites}


def _list_copied(descent: Tables) -> set[int]:
    """The documents that have something from another document of the pile."""
    document_of = dict(pick_rows(descent["versions"], "version_id", "document_id"))
    edges = pick_rows(descent["edges"], "child_id", "parent_id")
    return {document_of.get(child) or 0 for child, parent in edges if document_of.get(parent)}


def _settle_mark(marks: dict[str, set[str]], site: str | None, copied: bool) -> Mark:
    one = {kind: min(names) for kind, names in marks.items() if len({fold_outlet(name) for name in names}) == 1}
    if site and (agency := one.get("agency")) and (copied or is_own_outlet(agency, name_outlet(site))):
        del one["agency"]
    if site:
        one.pop("own", "")
    return Mark(one.get("agency", ""), one.get("own", ""), one.get("credited", ""))
