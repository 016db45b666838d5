"""Where the installed program starts."""

import sys

from promptrun_desktop.__main__ import main

sys.exit(main())
