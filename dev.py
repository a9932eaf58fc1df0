"""Two commands on a fresh machine: `python3 dev.py run` and `python3 dev.py test`.

Standard library only. Makes `.venv`, installs the pinned packages once, adds the Debian
libraries that Qt needs where it may, and then runs what was asked.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".stamp"
# Found by adding one at a time on a bare Debian 12.
QT_LIBRARIES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libglib2.0-0",
    "libfontconfig1",
    "libdbus-1-3",
)
QT_PROBE = "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtTest"
USAGE = """usage: python3 dev.py COMMAND

  run    set up, then assess and plan scenarios/hanoi-2023 and write its report
  test   set up, then every check: ruff, mypy, import-linter, pytest
  gui    set up, then open the window on scenarios/hanoi-2023
  soak   set up, then the long tests: fuzzing and simulation at length
  bench  set up, then the benchmarks, printed as ratios
  setup  set up only
  schemas  set up, then write the JSON schemas of all document kinds anew
  words  set up, then gather the program's words and compile the Vietnamese catalogue
"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stamp_key() -> str:
    """Changes where the packages to install do, not with every setting of a tool."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    parts = [repr(sorted(project.items(), key=str)), constraints, sys.version, str(ROOT)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def set_up() -> None:
    """Make the virtual environment; a stamp written last makes a broken one be made again."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file also runs on the user's own Python
        sys.exit(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}")
    key = stamp_key()
    if STAMP.exists() and PYTHON.exists() and STAMP.read_text() == key:
        return
    say("setting up .venv (once, about a minute) …")
    try:
        import ensurepip  # noqa: F401 - only asked whether it is there
    except ImportError:
        sys.exit("this Python has no ensurepip: sudo apt-get install python3-venv")
    import venv

    if VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True)
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run(
        [*command, "-c", "constraints.txt", "-e", ".[fit,scale,dev]"], cwd=ROOT, check=True
    )
    # where Python may not write byte code by itself, every start would compile the program anew
    subprocess.run([PYTHON, "-m", "compileall", "-q", "assessor", "gui"], cwd=ROOT, check=True)
    STAMP.write_text(key)


def qt_works() -> bool:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    probe = subprocess.run([PYTHON, "-c", QT_PROBE], env=environment, capture_output=True)
    return probe.returncode == 0


def ensure_qt() -> None:
    """Install the system libraries that Qt needs, or say how to."""
    if qt_works():
        return
    apt = shutil.which("apt-get")
    if sys.platform == "linux" and apt and os.geteuid() == 0:
        say("installing the system libraries that Qt needs …")
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run([apt, "-qq", "update"], check=True, **quiet)
        subprocess.run(
            [apt, "-qq", "install", "-y", "--no-install-recommends", *QT_LIBRARIES],
            check=True,
            stdout=subprocess.DEVNULL,
            **quiet,
        )
        if qt_works():
            return
    sys.exit("Qt cannot start: sudo apt-get install -y " + " ".join(QT_LIBRARIES))


def run(*command: str | Path, **environment: str) -> None:
    """Run one command in the project folder and end with its exit code if it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}
    )
    if done.returncode:
        sys.exit(done.returncode)


def module(name: str, *arguments: str, **environment: str) -> None:
    run(PYTHON, "-m", name, *arguments, **environment)


def check_all(arguments: list[str]) -> None:
    ensure_qt()
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1"}
    if not arguments:
        module("ruff", "format", "--check", ".")
        module("ruff", "check", ".")
        module("mypy")
        run(VENV / PYTHON.parent.name / "lint-imports", PYTHONPATH=str(ROOT))
        arguments = ["-n", "2", "--dist", "loadfile"]
    module("pytest", "-q", *arguments, **offscreen)


def main(argv: list[str]) -> None:
    command, *rest = argv or ["help"]
    if command not in {"run", "test", "gui", "soak", "bench", "setup", "words", "schemas"}:
        sys.exit(USAGE)
    set_up()
    if command == "run":
        module("assessor", "run", *(rest or ["scenarios/hanoi-2023"]))
    elif command == "test":
        check_all(rest)
    elif command == "gui":
        ensure_qt()
        module("gui", *(rest or ["scenarios/hanoi-2023"]))
    elif command == "soak":
        module("pytest", "-q", "-m", "soak", *rest, QT_QPA_PLATFORM="offscreen")
    elif command == "schemas":
        run(PYTHON, "-c", "from assessor.api import schemas; schemas.write_shipped_schemas()")
    elif command == "words":
        module("assessor.text.gathering", *rest)
    elif command == "bench":
        module("pytest", "-q", "-s", "-m", "benchmark", "tests/benchmarks", *rest)


if __name__ == "__main__":
    main(sys.argv[1:])
