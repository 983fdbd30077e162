"""`python reko_with_discord.py BASE ARGUMENTS...`: the command `reko`, with Discord at BASE."""

import sys

from discord.http import Route

from reko_cli.app import main

if __name__ == "__main__":
    Route.BASE, *arguments = sys.argv[1:]
    sys.exit(main(arguments))
