"""Everything offline: real titles, synthetic users, fakes of MAL, Jikan and Discord."""
