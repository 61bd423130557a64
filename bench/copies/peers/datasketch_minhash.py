"""datasketch: MinHash and MinHashLSH as its own documentation shows them, shingles of five words, threshold .5."""

import numpy as np
from bands import THRESHOLD, read_arguments, read_rows, write_pairs
from datasketch import MinHash, MinHashLSH

parts, out = read_arguments()
rows = read_rows(parts)
index, made, pairs = MinHashLSH(threshold=THRESHOLD, num_perm=128), [], []
for number, text in enumerate(rows["text"].to_pylist()):
    words = text.split()
    sketch = MinHash(num_perm=128)
    sketch.update_batch([" ".join(words[k : k + 5]).encode() for k in range(max(1, len(words) - 4))])
    pairs += [(other, number) for other in index.query(sketch) if made[other].jaccard(sketch) >= THRESHOLD]
    index.insert(number, sketch)
    made.append(sketch)
write_pairs(rows["id"], np.array(pairs, np.int64).reshape(-1, 2), out)
