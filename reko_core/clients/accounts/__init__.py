"""Accounts at the sites, used on behalf of their owners: OAuth 2, and changes of their lists."""
