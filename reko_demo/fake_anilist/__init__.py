"""A local server that speaks AniList's GraphQL API, faults included."""
