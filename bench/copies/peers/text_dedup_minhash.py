"""text-dedup: its own minhash program, shingles of five words, threshold .5; all pairs of each of its clusters.

It takes one name of files (of several it reads the last), so a pile of several is named by a pattern.
"""

import pickle
import sys
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from bands import read_arguments, read_rows, write_pairs
from text_dedup.minhash import main

parts, out = read_arguments()
pattern = parts[0] if len(parts) == 1 else f"{Path(parts[0]).parent}/part-*.parquet"
with tempfile.TemporaryDirectory() as made:
    sys.argv = ["minhash", "--path", "parquet", "--data_files", pattern, "--split", "train", "--column",
                "text", "--ngram", "5", "--threshold", "0.5", "--num_perm", "128", "--num_proc", "1",
                "--hash_func", "xxh3", "--cache_dir", f"{made}/cache", "--output", f"{made}/out",
                "--debug"]  # fmt: skip
    try:
        main()
    except SystemExit as stop:
        if stop.code:
            raise
    union = pickle.loads((Path(made) / "out" / "uf.pkl").read_bytes())
clusters = defaultdict(list)
parents = union if isinstance(union, dict) else union.parent
for row in parents:
    root = row
    while parents[root] != root:
        root = parents[root]
    clusters[root].append(int(row))
pairs = [pair for members in clusters.values() for pair in combinations(sorted(members), 2)]
write_pairs(read_rows(parts)["id"], np.array(pairs, np.int64).reshape(-1, 2), out)
