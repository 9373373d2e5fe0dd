"""An acknowledged keystroke survives: writers type, the server is killed three times, we count."""

import time
from threading import Thread

from prosemirror.model import Node

from tests.fixtures.desks import furnish
from tests.fixtures.servers import LiveServer
from tests.fixtures.writers import Board, Writer

SECONDS = 8.0
KEYS_A_SECOND = 12.0
LETTERS = "abcdef"


def test_no_acknowledged_keystroke_is_lost_when_the_server_is_killed(
    live_server: LiveServer,
) -> None:
    desk = furnish(live_server, texts=2)
    writers = [
        Writer(desk, desk.text_ids[number % 2], letter, Board())
        for number, letter in enumerate(LETTERS)
    ]
    threads = [Thread(target=writer.write, args=(SECONDS, KEYS_A_SECOND)) for writer in writers]
    for thread in threads:
        thread.start()
    for _ in range(3):
        time.sleep(SECONDS / 4)
        live_server.kill()
        live_server.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()

    for text_id in desk.text_ids:
        here = [writer for writer in writers if writer.text_id == text_id]
        text = letters_of(here[0].content())
        for writer in here:
            assert writer.typed > 20
            assert writer.acknowledged == writer.typed
            assert text.count(writer.letter) == writer.typed
        assert len(text) == sum(writer.typed for writer in here)
    for writer in writers:
        writer.stop()


def letters_of(doc: Node) -> str:
    return doc.text_between(0, doc.content.size)
