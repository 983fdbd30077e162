"""Where the lists of other users come from: importing dumps, and crawling."""
