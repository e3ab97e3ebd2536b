"""The queue may be any of three kinds, and none of them may stop a request."""

import pytest
from sqlalchemy import URL

from selfcheck.jobs.queue import Queue, make_storage, queue_url
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import ReportId


def test_a_queue_out_of_reach_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    Queue(make_storage("redis://127.0.0.1:1/0")).wake(ReportId(1))
    assert "cannot be reached" in caplog.text


@pytest.mark.parametrize("kind", ["postgresql"])
def test_postgresql_may_be_the_queue(database_url: URL) -> None:
    storage = make_storage(database_url.render_as_string(hide_password=False))
    Queue(storage).wake(ReportId(7))
    assert storage.pending_count() == 1
    storage.storage.close()


def test_the_queue_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SELFCHECK_QUEUE_URL", raising=False)
    assert queue_url() == f"sqlite:///{places.instance() / 'queue.db'}"
    monkeypatch.setenv("SELFCHECK_QUEUE_URL", "amqp://elsewhere")
    with pytest.raises(BadInputError):
        make_storage(queue_url())
