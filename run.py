#!/usr/bin/env python3
"""Sets up and starts Kalteng Talenta. `python3 run.py help` lists what it can do."""

import os
import shutil
import sys

MINIMUM = (3, 11)

if sys.version_info < MINIMUM:
    for minor in range(20, MINIMUM[1] - 1, -1):
        python = shutil.which("python3.%d" % minor)  # noqa: UP031 - older Pythons read this too
        if python:
            os.execv(python, [python, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: RUF005
    sys.exit("Diperlukan Python 3.11 atau lebih baru; yang ada di komputer ini lebih lama.")

from mulai.perintah import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
