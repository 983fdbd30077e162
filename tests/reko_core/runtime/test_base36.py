import pytest

from reko_core.runtime.base36 import from_base36, to_base36


@pytest.mark.parametrize("number", [0, 35, 36, 5114, 36**5 - 1])
def test_numbers_are_read_as_they_were_written(number: int) -> None:
    assert from_base36(to_base36(number, 5)) == number
    assert len(to_base36(number, 5)) == 5


def test_a_number_that_needs_more_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        to_base36(36**5, 5)
    with pytest.raises(ValueError, match="invalid literal"):
        from_base36("a-b")
