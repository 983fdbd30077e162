"""`python -m reko_cli` is `reko`."""

import sys

from reko_cli.app import main

sys.exit(main())
