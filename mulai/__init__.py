"""What `make run` and `make test` start: packages, PostgreSQL, Valkey and the processes.

Standard library only: this code runs before anything is installed.
"""

from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
