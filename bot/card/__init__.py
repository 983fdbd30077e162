"""The menu "More about…" under each page, and the card of one title that it opens."""
