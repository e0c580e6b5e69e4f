"""Writes a delivery into a directory: python -m infra.deliveries --out DIR [--day 1|2|3] …"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from infra.deliveries.build import DAYS, demo_delivery
from infra.deliveries.delivery import Delivery, write_delivery


def main(arguments: Namespace) -> None:
    """Make the delivery that the arguments ask for, write it and say what it holds."""
    delivery = demo_delivery(
        arguments.day,
        funds=arguments.funds,
        csv=arguments.csv,
        seed=arguments.seed,
        pdfs=not arguments.no_pdfs,
        changed_share=arguments.changed_share,
        processes=arguments.processes,
    )
    write_delivery(arguments.out, delivery)
    print(_summary(delivery))


def read_arguments() -> Namespace:
    """The command line."""
    parser = ArgumentParser(prog="python -m infra.deliveries", description="Writes a provider's delivery.")
    parser.add_argument("--out", type=Path, required=True, help="directory to write to")
    parser.add_argument("--day", type=int, choices=DAYS, default=1, help="day of the demo")
    parser.add_argument("--csv", type=Path, help="share classes to use instead of the committed sample")
    parser.add_argument("--funds", type=int, help="use at most so many funds")
    parser.add_argument("--no-pdfs", action="store_true", help="no documents: an empty document.json")
    parser.add_argument("--seed", default="1", help="another seed draws other figures")
    parser.add_argument("--changed-share", type=float, help="follow-up of day 1 with this share of funds changed")
    parser.add_argument("--processes", type=int, help="processes that make PDFs (default: one for each core)")
    return parser.parse_args()


def _summary(delivery: Delivery) -> str:
    classes = sum(len(fund["shareClasses"]) for fund in delivery.funds)
    return (
        f"{delivery.index['deliveryId']}: {len(delivery.funds)} funds, {classes} share classes, "
        f"{delivery.documents['recordCount']} documents, {delivery.deauthorised['recordCount']} deauthorised"
    )


if __name__ == "__main__":
    main(read_arguments())
