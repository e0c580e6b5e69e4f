"""What the provider knew with each delivery, kept so that its next one can begin with what is public."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from infra.deliveries import Delivery, write_delivery
from infra.deliveries.delivery import JSON_FILES

from .errors import DemoError

_FIRST_NUMBER = 11  # far from the numbers of the days, and of what people upload by hand
_DELIVERY_TIME = "generatedAt"


class Sent:
    """The records of each delivery as they should be, by the name that the provider gave it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def keep(self, files: Path) -> None:
        """Remember what lies on the site now."""
        name = json.loads((files / JSON_FILES[0]).read_text())["deliveryId"]
        kept = self._directory / name
        kept.mkdir(parents=True, exist_ok=True)
        for file in JSON_FILES:
            shutil.copyfile(files / file, kept / file)

    @property
    def names(self) -> list[str]:
        """The names of all that was sent."""
        return sorted(path.name for path in self._directory.glob("*"))

    def next_after(self, public: str) -> Delivery:
        """The records of what is public, or of what was sent last, under a name and time that are new; kept, too."""
        known = self.names
        if not known:
            raise DemoError("the provider has not delivered yet: wait until `make demo` prints READY")
        delivery = self._read(public if public in known else known[-1])
        newest = max(self._read(name).index[_DELIVERY_TIME] for name in known)
        renamed = _renamed(delivery, number=_FIRST_NUMBER + len(known), after=newest)
        write_delivery(self._directory / renamed.index["deliveryId"], renamed)
        return renamed

    def _read(self, name: str) -> Delivery:
        return Delivery(*(json.loads((self._directory / name / file).read_text()) for file in JSON_FILES))


def _renamed(delivery: Delivery, *, number: int, after: str) -> Delivery:
    at = (datetime.fromisoformat(after) + timedelta(minutes=1)).isoformat()
    for sent in delivery.envelopes():
        before = sent["deliveryId"]
        name = f"{before.rpartition('-')[0]}-{number}"
        sent.update({"deliveryId": name, "previousDeliveryId": before, _DELIVERY_TIME: at})
    return delivery
