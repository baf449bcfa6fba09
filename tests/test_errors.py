"""What a reader is told of an error."""

import re

import pytest

from probation.errors import ReaderError, StoreError, ToldError, told


@pytest.mark.parametrize("kind", [ReaderError, ToldError])
def test_what_is_meant_for_readers_is_told_in_its_own_words(kind, caplog) -> None:
    assert told(kind("Choose fewer filters.")) == "Choose fewer filters."
    assert caplog.text == ""


@pytest.mark.parametrize(
    "error", [StoreError("/srv/stores is full"), OSError("Errno 28"), KeyError("big")]
)
def test_any_other_is_a_number_under_which_the_log_has_all(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    said = told(error)
    number = re.search("number ([0-9a-f]{8}):", said)[1]
    assert str(error) not in said
    assert f"{number}: {error}" in caplog.text
    assert type(error).__name__ in caplog.text


def test_each_time_another_number() -> None:
    assert told(StoreError("full")) != told(StoreError("full"))
