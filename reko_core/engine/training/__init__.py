"""Everything that is fitted before anybody asks."""
