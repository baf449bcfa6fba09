"""A memory gives each answer once made, to however many threads, and never more than it may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from itertools import count

import pytest

from probation.store.serving.memory import Memory


def test_what_many_ask_at_the_same_time_is_made_once():
    memory, made, readers = Memory(10), [], 8
    together = threading.Barrier(readers)
    begun, go_on = threading.Event(), threading.Event()

    def make():
        made.append(object())
        begun.set()
        go_on.wait()
        return made[-1]

    def ask():
        together.wait()
        return memory.answer("asked", make)

    with ThreadPoolExecutor(readers) as threads:
        asked = [threads.submit(ask) for _ in range(readers)]
        begun.wait()
        go_on.set()
        found = {id(one.result()) for one in asked}
    assert found == {id(*made)}


def test_nobody_waits_for_the_answer_to_another_question():
    memory = Memory(10)

    def needs_the_other():
        with ThreadPoolExecutor(1) as other:
            return other.submit(memory.answer, "two", lambda: 2).result(timeout=30)

    assert memory.answer("one", needs_the_other) == 2


def test_an_error_is_not_remembered_and_each_who_waited_tries_himself():
    memory, tried = Memory(10), count(1)
    begun, go_on = threading.Event(), threading.Event()

    def fails_at_first():
        if next(tried) == 1:
            begun.set()
            go_on.wait()
            raise OSError("a full disk")
        return "made"

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(memory.answer, "asked", fails_at_first)
        begun.wait()
        waiting = threads.submit(memory.answer, "asked", fails_at_first)
        go_on.set()
        with pytest.raises(OSError, match="a full disk"):
            first.result()
        assert waiting.result() == "made"
    assert memory.answer("asked", fails_at_first) == "made"
    assert next(tried) == 3


def test_the_one_asked_for_least_lately_goes_first():
    memory, made = Memory(2), []

    def ask(key):
        return memory.answer(key, lambda: made.append(key) or key)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key) == key
    assert made == ["a", "b", "c", "b"]


def test_what_is_copied_nobody_can_change_for_others():
    memory = Memory(10, copied=deepcopy)

    def ask():
        return memory.answer("asked", lambda: {"kent": [1, 2]})

    for _ in range(2):
        mine = ask()
        mine["kent"].append(3)
        mine["london"] = []
        assert ask() == {"kent": [1, 2]}


def test_what_is_good_no_more_is_made_again_and_not_given_where_that_fails():
    good = {"first"}
    memory = Memory(10, good=good.__contains__)
    assert memory.answer("asked", lambda: "first") == "first"
    assert memory.answer("asked", lambda: "second") == "first"
    good.clear()
    with pytest.raises(ZeroDivisionError):
        memory.answer("asked", lambda: 1 / 0)
    good.update({"first", "second"})
    assert memory.answer("asked", lambda: "second") == "second"


def test_what_is_being_made_when_all_is_forgotten_is_given_and_forgotten_too():
    memory = Memory(10)

    def withdrawn_meanwhile():
        memory.clear()
        return "of the case set withdrawn"

    assert memory.answer("asked", withdrawn_meanwhile) == "of the case set withdrawn"
    assert memory.answer("asked", lambda: "made again") == "made again"
