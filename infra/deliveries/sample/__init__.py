"""The committed data that deliveries are made of."""

from pathlib import Path

_HERE = Path(__file__).parent
SAMPLE_FILE = _HERE / "funds.csv"
HOUSES_FILE = _HERE / "houses.csv"
GLOSSARY_FILE = _HERE / "glossary.csv"
