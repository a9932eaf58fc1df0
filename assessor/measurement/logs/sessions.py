"""Requests become sessions, many at once: sorted by visitor, cut where a silence is too long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessor.measurement.logs.hashing import Words
from assessor.measurement.logs.kinds import PAGE, ROBOTS_TXT, STATIC
from assessor.measurement.logs.minutes import MinuteCounts
from assessor.measurement.logs.options import LogOptions
from assessor.measurement.logs.ordering import Codes
from assessor.measurement.logs.result import SessionStatistics
from assessor.measurement.logs.robots import WINDOW
from assessor.measurement.logs.sizes import Sizes
from assessor.measurement.logs.times import SECOND
from assessor.measurement.logs.visitors import LONG_AGO, Bools, Ints, Visits, no_visits
from assessor.measurement.model import Series


@dataclass(frozen=True)
class _Batch:
    """Requests sorted by visitor, then time, and how they fall into visits."""

    visitor: Words
    time: Ints
    page: Bools
    heads: Ints
    """Index of the first request of each visitor."""
    cuts: Ints
    """Index of the first request of each visit, or of its part in this batch."""
    visit: Ints
    """Number of the visit of each request."""
    continued: Bools
    """Of each visit: it began in an earlier batch."""
    places: Ints
    """Of each visit: where its visitor is among the visits under way."""


class Sessions:
    """Follows visitors; memory is bounded by those seen within the time-out."""

    def __init__(self, options: LogOptions) -> None:
        self._timeout = round(options.session_timeout * SECOND)
        self._limit = options.visitors_limit
        self._heavy = options.robot_rate * WINDOW / SECOND
        self._watch = not options.keep_robots
        self._under_way = no_visits()
        self._first: int | None = None
        self.starts = MinuteCounts(1)
        self._pages, self._requests = Sizes("pages"), Sizes("requests")
        self._durations, self._thinks = Sizes("s"), Sizes("s")
        self._number = self._without_page = self._at_edges = 0
        self.cut_short = 0
        """Visits closed early because too many visitors were under way."""

    def add(self, visitor: Words, time: Ints, code: Codes) -> Bools:
        """Take in requests in the order of time.

        Returns
        -------
        Which of them, in that order, are a robot's by its behaviour: from the window of 5 minutes
        on in which its rate is too high or it asks for robots.txt, until its visit ends.
        """
        if not len(time):
            return np.zeros(0, np.bool_)
        if self._first is None:
            self._first = int(time[0])
        order = np.argsort(visitor, kind="stable")
        batch = self._batch(visitor[order], time[order], code[order])
        robot = self._robots(batch, code[order])
        self._add_thinks(batch, robot)
        self._advance(batch, robot)
        flags = np.empty_like(robot)
        flags[order] = robot
        return flags

    def close_before(self, moment: int) -> None:
        """End the visits that nothing after `moment` [µs] can belong to."""
        ended = self._under_way.last < moment - self._timeout
        if len(self._under_way) - np.count_nonzero(ended) > self._limit:
            newest = np.partition(self._under_way.last, -(self._limit // 2) - 1)
            early = self._under_way.last < newest[-(self._limit // 2) - 1]
            self.cut_short += int(np.count_nonzero(early & ~ended))
            ended |= early
        if ended.any():
            self._close(self._under_way.where(ended))
            self._under_way = self._under_way.where(~ended)

    def close_all(self, end: int) -> None:
        """End all visits: no request follows the one at `end` [µs]."""
        ended = self._under_way
        late = (ended.last >= end - self._timeout) & (ended.pages > 0) & ~ended.robot
        self._at_edges += int(np.count_nonzero(late & ~self._early(ended)))
        self._close(ended)
        self._under_way = no_visits()

    def statistics(self, starts: Series) -> SessionStatistics:
        """What was found, once all visits are closed."""
        return SessionStatistics(
            starts=starts,
            number=self._number,
            without_page=self._without_page,
            at_edges=self._at_edges,
            pages=self._pages.statistics(),
            requests=self._requests.statistics(),
            duration=self._durations.statistics(),
            think_time=self._thinks.statistics(),
            timeout=self._timeout / SECOND,
        )

    def _batch(self, visitor: Words, time: Ints, code: Codes) -> _Batch:
        head = np.ones(len(time), np.bool_)
        head[1:] = visitor[1:] != visitor[:-1]
        heads = np.flatnonzero(head)
        places, known = self._find(visitor[heads])
        gap = np.empty(len(time), np.int64)
        gap[1:] = time[1:] - time[:-1]
        before = np.full(len(heads), LONG_AGO)
        before[known] = self._under_way.last[places[known]]
        gap[heads] = time[heads] - before
        # A clock set back by more than the time-out begins a new visit, by less it does not.
        begins = np.abs(gap) > self._timeout
        cut = begins | head
        cuts = np.flatnonzero(cut)
        visit = np.cumsum(cut) - 1
        of_visitor = np.cumsum(head)[cuts] - 1
        return _Batch(
            visitor,
            time,
            (code & PAGE) != 0,
            heads,
            cuts,
            visit,
            ~begins[cuts],
            places[of_visitor],
        )

    def _find(self, visitors: Words) -> tuple[Ints, Bools]:
        places = np.searchsorted(self._under_way.visitor, visitors)
        if not len(self._under_way):
            return places, np.zeros(len(visitors), np.bool_)
        inside = np.minimum(places, len(self._under_way) - 1)
        return places, self._under_way.visitor[inside] == visitors

    def _robots(self, batch: _Batch, code: Codes) -> Bools:
        """Which requests are a robot's by its behaviour."""
        count = len(batch.time)
        if not self._watch:
            return np.zeros(count, np.bool_)
        window = batch.time // WINDOW
        fresh = np.zeros(count, np.bool_)
        fresh[1:] = window[1:] != window[:-1]
        fresh[batch.heads] = True
        cells = np.flatnonzero(fresh)
        hot = np.add.reduceat((code & STATIC) == 0, cells, dtype=np.int64) >= self._heavy
        hot |= np.bitwise_or.reduceat(code & ROBOTS_TXT, cells) != 0
        earlier = np.zeros(len(batch.cuts), np.bool_)
        earlier[batch.continued] = self._under_way.robot[batch.places[batch.continued]]
        if not (hot.any() or earlier.any()):
            return np.zeros(count, np.bool_)
        hot_request = hot[np.cumsum(fresh) - 1]
        latest = np.maximum.accumulate(np.where(hot_request, np.arange(count), -1))
        return (latest >= batch.cuts[batch.visit]) | earlier[batch.visit]

    def _add_thinks(self, batch: _Batch, robot: Bools) -> None:
        """Take in the times from page to page, those across batches too."""
        pages = np.flatnonzero(batch.page & ~robot)
        if not len(pages):
            return
        visit, time = batch.visit[pages], batch.time[pages]
        first = np.ones(len(pages), np.bool_)
        first[1:] = visit[1:] != visit[:-1]
        thinks = np.diff(time)[~first[1:]]
        opening = np.flatnonzero(first & batch.continued[visit])
        before = self._under_way.last_page[batch.places[visit[opening]]]
        across = (time[opening] - before)[before != LONG_AGO]
        self._thinks.add(np.concatenate((thinks, np.maximum(across, 0))) / SECOND)

    def _advance(self, batch: _Batch, robot: Bools) -> None:
        """Close the visits that ended within the batch and keep the others."""
        visits, under_way = self._visits(batch, robot), self._under_way
        opens = np.zeros(len(batch.cuts), np.bool_)
        opens[batch.visit[batch.heads]] = True
        final = np.ones(len(visits), np.bool_)
        final[:-1] = opens[1:]
        self._close(visits.where(~final))
        latest, places = visits.where(final), batch.places[final]
        _, known = self._find(latest.visitor)
        interrupted = opens & ~batch.continued
        _, here = self._find(visits.visitor[interrupted])
        self._close(under_way.where(batch.places[interrupted][here]))
        under_way.put(places[known], latest.where(known))
        self._under_way = under_way.inserted(places[~known], latest.where(~known))

    def _visits(self, batch: _Batch, robot: Bools) -> Visits:
        """The visits of the batch, with what came before of those that continue."""
        cuts, ends = batch.cuts, np.append(batch.cuts[1:], len(batch.time)) - 1
        paged = np.where(batch.page, batch.time, LONG_AGO)
        visits = Visits(
            visitor=batch.visitor[cuts],
            start=batch.time[cuts],
            last=batch.time[ends],
            last_page=np.maximum.reduceat(paged, cuts),
            requests=ends - cuts + 1,
            pages=np.add.reduceat(batch.page, cuts, dtype=np.int64),
            robot=robot[ends],
        )
        on = batch.continued
        if on.any():
            before = self._under_way.where(batch.places[on])
            visits.start[on] = before.start
            visits.last[on] = np.maximum(visits.last[on], before.last)
            visits.last_page[on] = np.maximum(visits.last_page[on], before.last_page)
            visits.requests[on] += before.requests
            visits.pages[on] += before.pages
            visits.robot[on] |= before.robot
        return visits

    def _early(self, visits: Visits) -> Bools:
        return visits.start <= (self._first or 0) + self._timeout

    def _close(self, visits: Visits) -> None:
        """Count visits that are over."""
        visits = visits.where(~visits.robot)
        self._without_page += int(np.count_nonzero(visits.pages == 0))
        ended = visits.where(visits.pages > 0)
        if not len(ended):
            return
        self._number += len(ended)
        self._at_edges += int(np.count_nonzero(self._early(ended)))
        self._pages.add(ended.pages)
        self._requests.add(ended.requests)
        self._durations.add((ended.last - ended.start) / SECOND)
        self.starts.add(ended.start, np.zeros(len(ended), np.int64))
