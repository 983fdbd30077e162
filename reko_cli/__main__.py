"""`python -m reko_cli` is `reko`."""

from reko_cli.app import main

main()
