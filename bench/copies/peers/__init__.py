"""One driver a peer: Parquet in (columns id, text), pairs of ids out; each runs in an environment of its own."""
