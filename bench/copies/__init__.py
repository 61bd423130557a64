"""The benchmark of copies: piles with planted copies, the program and its peers, one table."""
