"""`python -m bridge.cli.backrooms`: the command without its script."""

import sys

from bridge.cli.backrooms import main

sys.exit(main())
