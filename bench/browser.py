"""A browser without a window: Streamlit's protocol over a real websocket, as far as pages and forms need it."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 60.0
FULL_RUNS = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN}


@dataclass
class Browser:
    """One tab: opens one page, keeps what the server sent, counts the runs it caused."""

    port: int
    page: str = ""
    query: str = ""
    cookie: str = ""
    widgets: dict[str, str] = field(default_factory=dict)  # key: id
    clock: tuple[float, str] | None = None  # interval and fragment that the page wants to be run
    page_hash: str = ""  # how the server calls the page that is open
    runs: int = 0
    bytes_received: int = 0
    _line: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self._line = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            additional_headers=headers,
            compression=None,
            max_size=None,
            proxy=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._line
        await self._line.close()

    async def open(self) -> bytes:
        """The page's first run. Returns what was received."""
        await self.ask(self._question())
        return await self.listen_until_drawn()

    async def press(self, button: str, typed: Mapping[str, str | int]) -> bytes:
        """Fill in fields and press a button, all by their keys; a number is the place of a choice. Waits for the page."""
        question = self._question()
        states = question.rerun_script.widget_states.widgets
        for key, value in typed.items():
            state = WidgetState(id=self.widgets[key])
            if isinstance(value, str):
                state.string_value = value
            else:
                state.int_value = value
            states.append(state)
        states.append(WidgetState(id=self.widgets[button], trigger_value=True))
        await self.ask(question)
        return await self.listen_until_drawn()

    def _question(self) -> BackMsg:
        question = BackMsg()
        question.rerun_script.query_string = self.query
        if self.page_hash:
            question.rerun_script.page_script_hash = self.page_hash
        else:
            question.rerun_script.page_name = self.page
        return question

    async def ask(self, question: BackMsg) -> None:
        assert self._line
        await self._line.send(question.SerializeToString())

    async def tick(self) -> None:
        """What a browser sends when a fragment with run_every is due."""
        assert self.clock
        question = self._question()
        question.rerun_script.fragment_id = self.clock[1]
        question.rerun_script.is_auto_rerun = True
        await self.ask(question)

    async def listen(self) -> tuple[ForwardMsg, bytes]:
        """The next message, read, and as it came."""
        assert self._line
        data = await asyncio.wait_for(self._line.recv(decode=False), PATIENCE_S)
        message = ForwardMsg()
        message.ParseFromString(data)
        self.bytes_received += len(data)
        self._remember(message)
        return message, data

    async def listen_until_drawn(self) -> bytes:
        """Everything up to the end of a run that is not followed by another at once."""
        received = []
        while True:
            message, data = await self.listen()
            received.append(data)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in FULL_RUNS:
                self.runs += 1
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return b"".join(received)

    def _remember(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "auto_rerun":
            self.clock = (message.auto_rerun.interval, message.auto_rerun.fragment_id)
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            for found in _ids(message.delta.new_element):
                self.widgets[found.rsplit("-", 1)[-1]] = found


def _ids(element: Element) -> Iterator[str]:
    """The id of a widget ends in its key; ours contain no hyphen."""
    kind = element.WhichOneof("type")
    widget: Any = getattr(element, kind) if kind else None
    if "id" in getattr(getattr(widget, "DESCRIPTOR", None), "fields_by_name", ()) and isinstance(widget.id, str):
        yield widget.id
