"""Sessions of requests with pauses."""

import numpy as np
import pytest

from assessor.queueing.sessions import partly_open


def test_that_sessions_load_the_system_as_their_requests_do():
    sessions = partly_open(
        session_rate=2, requests_per_session=5, think_time=10, service_demand=[0.05], servers=[1]
    )
    assert sessions.request_rate == 10
    assert sessions.response_mean == pytest.approx(0.1)
    assert sessions.concurrent_sessions == pytest.approx(2 * (5 * 0.1 + 4 * 10))
    idle = partly_open(session_rate=0, requests_per_session=1, think_time=0, service_demand=[1.0])
    assert idle.concurrent_sessions == 0
    over = partly_open(session_rate=30, requests_per_session=1, think_time=0, service_demand=[1.0])
    assert over.concurrent_sessions == np.inf
    with pytest.raises(ValueError, match="session"):
        partly_open(session_rate=1, requests_per_session=0.5, think_time=0, service_demand=[1.0])
