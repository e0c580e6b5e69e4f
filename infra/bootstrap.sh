#!/usr/bin/env bash
# bootstrap.sh LOCK STAMP: makes .venv with exactly the packages of LOCK, then the file STAMP.
set -euo pipefail
lock=$1 stamp=$2

python=""
for candidate in python3.11 python3 python; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 is missing: install it so that 'python3.11' or 'python3' runs it, then try again." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "This Python has no venv module: install it (on Debian: apt-get install python3.11-venv), then try again." >&2
    exit 1
fi

echo "Installing $(grep -c '^[a-zA-Z0-9]' "$lock") Python packages into .venv (the first time this takes a minute or two)"
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv .venv
fi
if command -v uv >/dev/null; then
    uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
else
    .venv/bin/python -m pip install --quiet --quiet --no-input --disable-pip-version-check --require-hashes -r "$lock"
fi
rm -f .venv/.installed-*
touch "$stamp"
