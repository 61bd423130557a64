"""rensa: R-MinHash over shingles of five words, its compact digests, bands by bands.py."""

import numpy as np
from bands import find_pairs, read_arguments, read_rows, write_pairs
from rensa import RMinHash

BATCH = 5_000


def list_shingles(text: str) -> list[str]:
    """Every run of five words."""
    words = text.split()
    return [" ".join(words[k : k + 5]) for k in range(max(1, len(words) - 4))]


parts, out = read_arguments()
rows = read_rows(parts)
signatures = []
for low in range(0, len(rows), BATCH):
    texts = rows["text"].slice(low, BATCH).to_pylist()
    digests = RMinHash.digest_matrix_from_token_sets([list_shingles(t) for t in texts], 128, 42)
    signatures.append(np.array(digests.to_rows(), np.uint32))
write_pairs(rows["id"], find_pairs(np.concatenate(signatures)), out)
