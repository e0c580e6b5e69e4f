"""Deliveries as an information provider leaves them: for the demo, for benchmarks and for tests.

delivery = small_delivery()                    # or demo_delivery(day=2, funds=50)
delivery.funds[0]["fundCurrency"] = "XXX"      # plain dicts: break what the test is about
write_delivery(directory, delivery)            # PDFs, JSON and matching .check files
"""

from infra.deliveries.build import demo_delivery, small_delivery
from infra.deliveries.delivery import Delivery, compose, deauthorisation, write_check, write_delivery

__all__ = [
    "Delivery",
    "compose",
    "deauthorisation",
    "demo_delivery",
    "small_delivery",
    "write_check",
    "write_delivery",
]
