"""The server loads the application before it forks its workers: nothing of it may be tied to one process yet."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
TOLD = """
import json, os, threading
import cms.wsgi
places = [f"/proc/self/fd/{one}" for one in os.listdir("/proc/self/fd")]
held = [os.readlink(one) for one in places if os.path.exists(one)]
print(json.dumps({"sockets": [one for one in held if one.startswith("socket:")], "threads": threading.active_count()}))
"""


def test_what_workers_share_holds_no_connection_and_no_thread() -> None:
    command = [sys.executable, "-c", TOLD]

    said = subprocess.run(command, cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True)  # noqa: S603

    assert json.loads(said.stdout.splitlines()[-1]) == {"sockets": [], "threads": 1}
