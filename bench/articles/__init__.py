"""How fast pages and rows are read, where the time goes, what memory it takes, what damaged files do."""
