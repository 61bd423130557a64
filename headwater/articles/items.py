"""Items as rows: a document with its regions and signals in one row, and back into the three tables."""

import json
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.identity import make_document_id, tell_analysed
from headwater.articles.item import Item, Published, Signal
from headwater.articles.outlets import find_group
from headwater.schema import make_id
from headwater.states import ARTICLE_SPARES as SPARES
from headwater.tables import DOCUMENTS, REGIONS, SIGNALS


def build_item(item: Item, place: Mapping[str, object]) -> dict[str, object]:
    """One row of `article_spares`: an item at its place (uri, source_path, source_offset, source_hash, reading)."""
    uri = str(place["uri"])
    document_id = make_document_id(uri, item.url, item.text)
    return {
        **place,
        "document_id": document_id,
        "url": item.url,
        "site": item.site,
        "outlet_group": find_group(item.url, item.site),
        "title": item.title,
        "byline": item.byline,
        "language": item.language,
        **_write_moment("published", item.published),
        **_write_moment("modified", item.modified),
        **_write_moment("captured", item.captured),
        "text": item.text,
        "text_hash": make_id(item.text),
        "host": item.host,
        "analysed": tell_analysed(item.language),
        "extra": json.dumps(item.extra, ensure_ascii=False, sort_keys=True) if item.extra else None,
        "regions": [{"start": s, "end": e, "kind": k} for s, e, k in sorted(set(item.regions))],
        "signals": [_write_signal(signal) for signal in _sort_signals(item.signals)],
    }


def _write_moment(name: str, moment: Published | None) -> dict[str, object]:
    return {
        f"{name}_at": moment.at if moment else None,
        f"{name}_precision": moment.precision if moment else None,
        f"{name}_basis": moment.basis if moment else None,
    }


def split_items(items: pa.Table) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Rows of `article_spares` as rows of documents, regions and signals."""
    documents = items.select(DOCUMENTS.schema.names).cast(DOCUMENTS.schema)
    regions = _explode(items, "regions")
    signals = _explode(items, "signals")
    ids = [
        make_id(d, s, e, k, t)
        for d, s, e, k, t in zip(
            *(signals[c].to_pylist() for c in ("document_id", "start", "end", "kind", "target")), strict=True
        )
    ]
    signals = signals.append_column("signal_id", pa.array(ids, pa.int64()))
    return (
        documents,
        regions.select(REGIONS.schema.names).cast(REGIONS.schema),
        signals.select(SIGNALS.schema.names).cast(SIGNALS.schema),
    )


def join_items(documents: pa.Table, regions: pa.Table, signals: pa.Table) -> pa.Table:
    """Rows of documents, regions and signals as rows of `article_spares`; the reverse of split_items."""
    rows = documents.to_pylist()
    inner = {"regions": _group(regions, documents), "signals": _group(signals, documents)}
    for row in rows:
        row |= {name: groups.get(row["document_id"], []) for name, groups in inner.items()} | {"reading": 0}
    return SPARES.build(rows)


def _group(table: pa.Table, documents: pa.Table) -> dict[int, list[dict[str, object]]]:
    groups: dict[int, list[dict[str, object]]] = {}
    for row in table.filter(pc.is_in(table["document_id"], documents["document_id"])).to_pylist():
        document = row.pop("document_id")
        row.pop("signal_id", None)
        groups.setdefault(document, []).append(row)
    return groups


def _explode(items: pa.Table, name: str) -> pa.Table:
    column = items[name].combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], items.schema.field(name).type)
    parents = items["document_id"].take(pc.list_parent_indices(column))
    flat = pa.Table.from_struct_array(pc.list_flatten(column))
    return flat.append_column("document_id", parents)


def _sort_signals(signals: Iterable[Signal]) -> list[Signal]:
    """One signal of a key, in the order of the text."""
    by_key = {
        (s.span or (-1, -1), s.kind, s.target): s
        for s in sorted(signals, key=lambda s: (s.direction, s.evidence, s.target_site or ""))
    }
    return [by_key[key] for key in sorted(by_key)]


def _write_signal(signal: Signal) -> dict[str, object]:
    start, end = signal.span or (None, None)
    return {
        "start": start, "end": end, "kind": signal.kind, "direction": signal.direction, "target": signal.target,
        "target_site": signal.target_site, "evidence": signal.evidence,
    }  # fmt: skip
