"""`python -m infra.demo.frontend [SCRIPT …]`: installs, builds or runs npm scripts of the front end when needed."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from infra.parts.node import Node, find_node

from .configuration import ROOT
from .stamps import digest, is_stamped, write_stamp

FRONTEND = ROOT / "frontend"
SERVER = FRONTEND / "dist" / "server" / "entry.mjs"
NODE_DIRECTORY = ROOT / ".node"
QUIET = {"ASTRO_TELEMETRY_DISABLED": "1", "CI": "1"}
_INSTALLED = FRONTEND / "node_modules" / ".installed-from"
_BUILT = FRONTEND / "dist" / ".built-from"
_INSTALL_INPUTS = ("package.json", "package-lock.json", ".npmrc")
_BUILD_INPUTS = (*_INSTALL_INPUTS, "src", "public", "astro.config.mjs", "tsconfig.json")


def is_built() -> bool:
    """Whether the front end that would be served is made from the present sources."""
    return SERVER.is_file() and is_stamped(_BUILT, digest(FRONTEND, _BUILD_INPUTS))


def install(node: Node, *, tools: bool) -> None:
    """Install the locked packages, those for building alone or the tools too, without running their scripts."""
    inputs = digest(FRONTEND, _INSTALL_INPUTS)
    whole = f"{inputs} with tools"
    if is_stamped(_INSTALLED, whole) or (not tools and is_stamped(_INSTALLED, inputs)):
        return
    _install_locked(node, *(() if tools else ("--omit=dev",)))
    write_stamp(_INSTALLED, whole if tools else inputs)


def _install_locked(node: Node, *options: str) -> None:
    """Take what npm's cache knows without asking whether it is still true: the lock's digests say what is right."""
    words = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", *options)
    try:
        _npm(node, *words, "--prefer-offline")
    except subprocess.CalledProcessError:
        _npm(node, *words)  # the cache is older than the lock


def build(node: Node) -> None:
    """Build the server from the present sources."""
    inputs = digest(FRONTEND, _BUILD_INPUTS)
    if not is_built():
        install(node, tools=False)
        _npm(node, "run", "build")
        write_stamp(_BUILT, inputs)


def main(scripts: list[str]) -> None:
    """Install, then build or run the named npm scripts; one at a time in one clone."""
    with _alone():
        node = find_node(NODE_DIRECTORY / "bin")
        if scripts != ["build"]:
            install(node, tools=True)
        for script in scripts:
            build(node) if script == "build" else _npm(node, "run", script)


def _npm(node: Node, *arguments: str) -> None:
    environment = {**os.environ, **node.environment, **QUIET}
    subprocess.run([str(node.shims / "npm"), *arguments], cwd=FRONTEND, env=environment, check=True)


@contextmanager
def _alone() -> Iterator[None]:
    NODE_DIRECTORY.mkdir(exist_ok=True)
    with (NODE_DIRECTORY / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"npm {' '.join(error.cmd[1:])} failed with code {error.returncode}")
