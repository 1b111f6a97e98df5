"""The real stack, started as a user starts it, and browsers that complain."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from mulai import AKAR
from tests.test_mulai import folder_terbuka, lingkungan, masih_ada, port_bebas, proses_dengan

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = Path(__file__).parent / "axe.min.js"
SANDI = "rahasia-demo-2026"
TENGGANG = 180
LATAR = {"EKSPOR_LANGSUNG": "2000"}  # the demo has 3,000 persons: all of them go to a worker


@pytest.fixture(scope="session")
def aplikasi():
    """The address of `run.py` with its own data; at the end nothing of it is left."""
    with folder_terbuka() as folder:
        alamat = f"http://127.0.0.1:{(port := port_bebas())}"
        log = folder / "keluaran"
        with log.open("wb") as keluaran:
            proses = subprocess.Popen(
                [sys.executable, "run.py"],
                cwd=AKAR,
                env=lingkungan(folder, DEMO="1", DEMO_PASSWORD=SANDI, PORT=str(port), **LATAR),
                stdout=keluaran,
                stderr=subprocess.STDOUT,
            )
        try:
            _tunggu_sehat(alamat, proses, log)
            yield alamat
            hidup = proses_dengan(str(folder))
        finally:
            proses.send_signal(signal.SIGTERM)
            kode = proses.wait(60)
        assert kode in {0, 143, -signal.SIGTERM}, log.read_text()
        assert hidup
        assert masih_ada(hidup) == []
        assert proses_dengan(str(folder)) == []


def _tunggu_sehat(alamat, proses, log):
    batas = time.monotonic() + TENGGANG
    while time.monotonic() < batas:
        assert proses.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{alamat}/sehat/", timeout=5) as jawaban:
                if jawaban.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    pytest.fail(log.read_text())


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": os.environ.get("CHROMIUM") or None,
        "args": ["--no-sandbox", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "id-ID", "timezone_id": "Asia/Pontianak"}


class Layar:
    """A page in its own session, with what its browser complains about."""

    def __init__(self, konteks, alamat):
        self.konteks = konteks
        self.alamat = alamat
        self.keluhan = []
        self.hal = konteks.new_page()
        self.hal.on("console", self._dengar)
        self.hal.on("pageerror", lambda galat: self.keluhan.append(str(galat)))
        self.hal.on("request", self._awasi)

    def _dengar(self, pesan):
        if pesan.type == "error":
            self.keluhan.append(f"{self.hal.url}: {pesan.text}")

    def _awasi(self, permintaan):
        if not permintaan.url.startswith((self.alamat, "data:", "blob:")):
            self.keluhan.append(f"{self.hal.url}: meminta {permintaan.url}")

    def buka(self, jalur):
        return self.hal.goto(self.alamat + jalur)

    def masuk(self, nama, sandi=SANDI):
        self.buka("/masuk/")
        self.hal.locator("[name=username]").fill(nama)
        self.hal.locator("[name=password]").fill(sandi)
        self.hal.get_by_role("button", name="Masuk", exact=True).click()

    def pelanggaran(self):
        """Serious and critical findings of axe on the page as it stands."""
        sebelum = list(self.keluhan)
        self.hal.evaluate(AXE.read_text())
        hasil = self.hal.evaluate("axe.run(document, {resultTypes: ['violations']})")
        self.keluhan[:] = sebelum  # axe itself asks for more than the policy gives
        return [
            (satu["id"], [simpul["html"][:200] for simpul in satu["nodes"]])
            for satu in hasil["violations"]
            if satu["impact"] in {"serious", "critical"}
        ]

    def luber(self):
        """By how many pixels the page is wider than its window."""
        return self.hal.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture
def layar(aplikasi, new_context):
    """``layar("kepala.6201")``: a screen with that account signed in; ``layar()`` without."""
    dibuka = []

    def buat(nama=""):
        satu = Layar(new_context(), aplikasi)
        dibuka.append(satu)
        if nama:
            satu.masuk(nama)
            satu.hal.wait_for_url(f"{aplikasi}/")
        return satu

    yield buat
    assert [keluhan for satu in dibuka for keluhan in satu.keluhan] == []
