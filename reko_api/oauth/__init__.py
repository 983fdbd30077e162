"""The way back from a site where somebody has allowed access to their account."""
