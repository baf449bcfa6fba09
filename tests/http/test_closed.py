"""What an outsider gets of Streamlit's own addresses, and which orders of a browser are heard."""

import tomllib

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from probation.http.closed import taken
from tests.benchmarks.servers import PROJECT
from tests.http.asking import ask

SHUT = [
    "metrics",
    "metrics/",
    "metrics?families=active_sessions",
    "agent/openapi.json",
    "agent/interact",
    "script-health-check",
    "no_such_thing",
    "",
]


@pytest.mark.parametrize("path", SHUT)
def test_what_no_page_asks_for_is_not_there(server: str, below: str, path: str) -> None:
    for address in (server, below):
        for method in ("GET", "POST", "OPTIONS"):
            assert ask(f"{address}/_stcore/{path}", method).status == 404


def test_what_pages_ask_for_is(server: str, below: str) -> None:
    for address in (server, below):
        assert ask(f"{address}/_stcore/health").body == b"ok"
        assert ask(f"{address}/_stcore/host-config").body.startswith(b'{"allowedOrigins":[]')


def test_an_upload_needs_a_session_and_its_page(server: str) -> None:
    path = f"{server}/_stcore/upload_file/2f1c5e90-8d3b-4a6f-9c27-0a1b2c3d4e5f/x"
    assert ask(path, "PUT").status == 403
    assert ask(path, "DELETE").status == 403
    assert b"<title>Streamlit</title>" in ask(path).body, "the page, and no file"


def order(name: str) -> bytes:
    """A browser's message of that name, with nothing in it."""
    message, _, inner = name.partition(".")
    sent = BackMsg()
    field = sent.DESCRIPTOR.fields_by_name[message]
    if field.message_type is None:
        setattr(sent, message, True)
    else:
        getattr(sent, message).SetInParent()
    if inner:
        getattr(getattr(sent, message), inner).SetInParent()
    return sent.SerializeToString()


HEARD = {
    "rerun_script",
    "stop_script",
    "app_heartbeat",
    "file_urls_request",
    "backend_operation_request.deferred_file",
    "backend_operation_request.dataframe_chunk",
}


def every_order() -> set[str]:
    """The names of all that Streamlit's protocol knows."""
    fields = BackMsg.DESCRIPTOR.fields_by_name
    inner = fields["backend_operation_request"].message_type.oneofs_by_name["payload"].fields
    operations = {f"backend_operation_request.{field.name}" for field in inner}
    kinds = BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields
    return {field.name for field in kinds} | operations


def test_what_pages_send_is_heard_and_no_other_order() -> None:
    assert {name for name in every_order() if taken(order(name))} == HEARD


def test_what_is_no_order_is_left_to_streamlit_to_refuse() -> None:
    assert taken(b"\xff\xff\xff")
    assert not taken(b"")


def test_without_being_told_otherwise_it_listens_on_its_own_machine_alone() -> None:
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
