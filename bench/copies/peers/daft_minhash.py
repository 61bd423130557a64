"""Daft: its own `minhash` expression over shingles of five words, bands by bands.py."""

import daft
import numpy as np
from bands import find_pairs, read_arguments, write_pairs

parts, out = read_arguments()
frame = daft.read_parquet(parts).select(
    daft.col("id"), daft.col("text").minhash(num_hashes=128, ngram_size=5, hash_function="xxhash").alias("signature")
)
table = frame.to_arrow()
flat = table["signature"].combine_chunks()
flat = flat.chunk(0) if hasattr(flat, "chunks") else flat
signatures = np.asarray(flat.values.to_numpy(zero_copy_only=False)).reshape(len(table), -1)
write_pairs(table["id"].cast("string"), find_pairs(signatures), out)
