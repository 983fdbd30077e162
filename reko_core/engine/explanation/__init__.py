"""Why a title is expected to score what it does."""
