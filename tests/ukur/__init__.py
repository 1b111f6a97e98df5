"""Benchmarks: `python3 run.py ukur [NAME …]`, or `python -m tests.ukur [NAME …]` with a server.

The contract of a module ``tests/ukur/NAME.py`` (a name beginning with ``_`` is no benchmark)::

    from tests.ukur import Hasil, median, isi_data_contoh

    def ukur() -> list[Hasil]: ...

Each module runs in a process of its own on a database of its own: migrated, with reference data
and the fifteen Instansi, without people or accounts. It may fill, change and delete what it
likes. Each figure comes with a floor measured in the same run (the least that any program would
have to do: bare SQL, reading the cells, an empty page), because a figure without its floor says
more about the machine than about the program.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median as _median
from typing import Any

MIB = 1024  # ru_maxrss counts KiB on Linux


@dataclass(frozen=True)
class Hasil:
    """One line of the table.

    ``ukuran`` and ``lantai`` share ``satuan``. The target is a ratio to the floor
    (``sasaran_rasio``) or a value (``sasaran``); without either the line only informs.
    """

    nama: str
    ukuran: float
    lantai: float | None = None
    sasaran: float | None = None
    sasaran_rasio: float | None = None
    satuan: str = "s"
    catatan: str = ""

    @property
    def rasio(self) -> float | None:
        return self.ukuran / self.lantai if self.lantai else None

    @property
    def tercapai(self) -> bool | None:
        """Whether the target is met; None when there is none."""
        if self.sasaran_rasio is not None:
            return self.rasio is not None and self.rasio <= self.sasaran_rasio
        return None if self.sasaran is None else self.ukuran <= self.sasaran

    @property
    def teks_sasaran(self) -> str:
        if self.sasaran_rasio is not None:
            return f"<= {self.sasaran_rasio:g}x"
        return "" if self.sasaran is None else f"<= {self.sasaran:g} {self.satuan}"

    def ke_json(self) -> dict[str, Any]:
        return asdict(self) | {"rasio": self.rasio, "tercapai": self.tercapai}


def detik(fungsi: Callable[[], Any]) -> float:
    """Wall time of one call."""
    mulai = time.perf_counter()
    fungsi()
    return time.perf_counter() - mulai


def median(fungsi: Callable[[], Any], *, ulang: int = 7, pemanasan: int = 1) -> float:
    """Median wall time of ``ulang`` calls after ``pemanasan`` uncounted ones."""
    for _ in range(pemanasan):
        fungsi()
    return _median(detik(fungsi) for _ in range(ulang))


def puncak_memori() -> float:
    """Highest resident size of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def di_proses_lain(fungsi: str, *argumen: Any) -> dict[str, Any]:
    """Call ``"package.module:function"`` in a fresh process, as a worker would.

    Returns ``{"hasil", "detik", "mib"}``; arguments and result travel as JSON. Raises
    CalledProcessError when the call fails.
    """
    proses = subprocess.run(
        [sys.executable, "-m", "tests.ukur", "--panggil", fungsi, json.dumps(argumen)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(proses.stdout.splitlines()[-1])


def isi_data_contoh(jumlah: int) -> float:
    """Fill this database with ``jumlah`` demo people; returns the seconds it took."""
    from django.core.management import call_command
    from django.db import connection

    lama = detik(lambda: call_command("buat_data_contoh", jumlah=jumlah, verbosity=0))
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")
    return lama
