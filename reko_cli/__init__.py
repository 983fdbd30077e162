"""The `reko` command: import, build, recommend, serve, migrate and try out."""
