"""Every ending, severity, count and measure of the check has words of its own."""

from fundfeed.records.changes import ChangeSet
from fundfeed.records.findings import EXIT_CODES, Reason, Severity
from fundfeed.stages import guard
from fundfeed.validator.report import Conclusion
from fundfeed.validator.words import COUNTS, ENDINGS, MEASURES, SEVERITIES, TROUBLES, printable


def test_each_trouble_has_the_contract_s_word() -> None:
    assert {reason: end.word for reason, end in TROUBLES.items()} == {
        reason: reason.value.replace("_", " ") for reason in Reason
    }
    assert EXIT_CODES.keys() == TROUBLES.keys()


def test_each_ending_without_trouble_has_its_words() -> None:
    assert ENDINGS.keys() == {Conclusion.ACCEPTABLE, Conclusion.UNCHANGED}


def test_severities_counts_and_measures_have_their_words() -> None:
    measured = guard.judge(ChangeSet(), {}).measures

    assert SEVERITIES.keys() == set(Severity)
    assert COUNTS.keys() == ChangeSet().counts().keys()
    assert MEASURES.keys() == {measure.name for measure in measured}


def test_printable_text_stays_and_the_rest_is_spelled_out() -> None:
    assert printable("環球股息 – €5") == "環球股息 – €5"
    assert printable("a\nb\x1b\u202e") == "a\\nb\\x1b\\u202e"
