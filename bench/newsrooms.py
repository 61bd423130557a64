"""Write a simulated newsroom, its articles and its truth, into a folder.

    python bench/newsrooms.py --documents 800 --seed 1 --base generated -o FOLDER

--base takes `generated` (stories of invented places) or a Parquet table with a column `text`, read at run time.
"""

import argparse
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.newsrooms.pages import write_newsroom
from tests.newsrooms.rooms import Newsroom, simulate_newsroom
from tests.newsrooms.stories import take_stories, tell_stories


def main() -> None:
    """Read the options, simulate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", default="generated", help="generated, or a Parquet file with texts")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    room = write_room(options.output, options.base, options.seed, options.documents)
    copies = sum(bool(a.taken) for a in room.list_seen())
    print(f"{len(room.list_seen())} articles, {copies} of them copies, in {options.output}")


def write_room(folder: Path, base: str, seed: int, documents: int) -> Newsroom:
    """Simulate a newsroom over `base` (`generated`, or a table of texts), and write its articles and its truth."""
    rng = Random(seed)
    stories = tell_stories(rng) if base == "generated" else take_stories(base, rng)
    room = simulate_newsroom(documents, seed, stories)
    write_newsroom(room, folder, seed)
    return room


if __name__ == "__main__":
    main()
