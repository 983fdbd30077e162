"""Lists as files: the XML export of MAL, which AniList and Kitsu write, too."""
