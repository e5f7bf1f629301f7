"""A workbook's recalculation, timed; spreadsheet.py runs it in the Python that has LibreOffice's `uno`.

    python3 libreoffice.py WORKBOOK SECONDS

Starts LibreOffice headless with a profile of its own, loads the workbook, recalculates it over and over, and
prints one line of JSON: milliseconds of every recalculation, and the sheet's values. Nothing but the standard
library and uno is used.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found]


def main(workbook: str, seconds: float) -> None:
    """Start, load, recalculate, print, stop."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"sandtable{time.time_ns()}"
        office = subprocess.Popen(["soffice", "--headless", "--invisible", "--norestore", "--nologo",
                                   f"-env:UserInstallation={Path(profile).as_uri()}",
                                   f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        try:
            desktop = connect(pipe)
            hidden = PropertyValue(Name="Hidden", Value=True)
            document = desktop.loadComponentFromURL(Path(workbook).resolve().as_uri(), "_blank", 0, (hidden,))
            runs = recalculations(document, seconds)
            sheet = document.Sheets.getByIndex(0)
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            end = cursor.RangeAddress
            values = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()
            print(json.dumps({"runs": runs, "values": values}))
            document.close(True)
            with contextlib.suppress(DisposedException):
                desktop.terminate()
            office.wait(timeout=30)
        finally:
            if office.poll() is None:
                office.kill()
                office.wait()


def connect(pipe: str) -> Any:
    """The desktop of the office that listens on the pipe; waits until it has started."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    until = time.monotonic() + 60
    while True:
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def recalculations(document: Any, seconds: float) -> list[float]:
    """Milliseconds of recalculating every formula, again and again; the first does not count."""
    document.calculateAll()
    runs: list[float] = []
    until = time.perf_counter() + seconds
    while len(runs) < 5 or (len(runs) < 100 and time.perf_counter() < until):
        start = time.perf_counter()
        document.calculateAll()
        runs.append(1000 * (time.perf_counter() - start))
    return runs


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
