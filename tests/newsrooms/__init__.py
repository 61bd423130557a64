"""A simulator of newsrooms: piles of articles whose copies, parents and edits are known."""
