"""`python -m tests.deploy.building DIR`: what the Containerfile's build stage does, done in a folder of its own.

There is no engine in it: /source and /opt of the image are folders in DIR, its Python is a venv of this one, and what
it copies is all that there is to build from. Knows nothing but Python's own library, as CI runs it before anything is
installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from .containerfile import CONTAINERFILE, stages

__all__ = ["build"]

ROOT = CONTAINERFILE.parents[2]


def build(image: Path) -> None:
    """Carry out the steps of the first stage; CalledProcessError at the first that fails."""
    venv.create(image / "python", with_pip=True)
    environ = os.environ | {"PATH": f"{image / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    at = image
    for step in stages(CONTAINERFILE.read_text(encoding="utf-8"))[1]:
        if step.name == "WORKDIR":
            at = image / step.text.lstrip("/")
            at.mkdir()
        elif step.name == "COPY":
            *sources, target = step.text.split()
            for source in sources:
                copy(ROOT / source, at / target / Path(source).name if target.endswith("/") else at / target)
        elif step.name == "RUN":
            print(f"RUN {step.text}", flush=True)
            subprocess.run(["sh", "-ec", step.text.replace("/opt/", f"{image}/opt/")], cwd=at, env=environ, check=True)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    build(Path(sys.argv[1]).resolve())
