"""Code of the version before, as its database sees it: it asks on while somebody migrates the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psycopg

from tests.factories.roles import product, session_as
from tests.verification.crew import wait_until


class Reader:
    """Asks what the code before asks, one question after the other, as that code's role."""

    def __init__(self, questions: list[str], *, database: str) -> None:
        self._questions = questions
        self._database = database
        self._enough = Event()
        self.rounds = 0
        self.refused: list[str] = []

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read for as long as the block lasts, and a whole round more."""
        thread = Thread(target=self._read)
        thread.start()
        try:
            self.hear_a_round()
            yield
            self.hear_a_round()
        finally:
            self._enough.set()
            thread.join()

    def hear_a_round(self) -> None:
        """Wait until everything was asked once more from its beginning."""
        begun = self.rounds
        wait_until(lambda: self.rounds > begun + 1 or bool(self.refused), "a round of the reader")

    def _read(self) -> None:
        with session_as(product(), database=self._database) as session:
            while not self._enough.is_set() and not self.refused:
                for question in self._questions:
                    try:
                        session.execute(question.encode()).fetchall()
                    except psycopg.Error as error:
                        self.refused.append(f"{question[:80]}: {error}")
                self.rounds += 1
