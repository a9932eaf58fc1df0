"""Where the load comes from: hours in order of work, the mean week, the days, an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assessor.demand.by_day import DayLoad, YearByDay
from assessor.demand.event_rows import EventCourse, ordinary_rates
from assessor.demand.events import EventLoad
from assessor.demand.yearly import WeekShape, YearInOrder
from assessor.plotting.classes import legend_of, look_of, number_ticks, put_title, title_of
from assessor.plotting.style import PlotStyle, dress
from assessor.project.words import role_words
from assessor.text import N_, format_date, format_number, gettext
from assessor.text import gettext as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]
WEEKDAYS = (
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
)  # fmt: skip
_TICK_STEPS_MIN = (5, 10, 15, 30, 60, 120, 180, 240, 360)
_TICKS_AT_MOST = 9
_SMALL_SHARE = 0.01  # of the peak: classes below are drawn as one


def draw_load_duration(figure: Figure, year: YearInOrder, style: PlotStyle) -> None:
    """Work of all city tiers from the hardest hour on, and each class from its own busiest."""
    figure.clear()
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(5, 6))
    _draw_work(figure, above, year, style)
    _draw_classes(figure, below, year, style)


def _draw_work(figure: Figure, axes: Axes, year: YearInOrder, style: PlotStyle) -> None:
    dress(figure, axes, style)
    hours = np.arange(1, len(year.work) + 1)
    axes.fill_between(hours, year.work, color=style.planned, alpha=0.25, linewidth=0)
    axes.plot(hours, year.work, color=style.planned, linewidth=1.8)
    for at, mark in enumerate(year.marks):
        day, hour = format_date(mark.design.day), f"{mark.design.hour:02d}:00"
        words = _("design hour: {day} {hour}") if at == 0 else _("of {tier}: {day} {hour}")
        tier = role_words(year.roles.get(mark.design.of, mark.design.of))
        axes.plot(
            [mark.rank + 1], [mark.work], linestyle="", marker="Dsov"[min(at, 3)],
            markersize=7, color=style.bad, markerfacecolor=style.bad if at == 0 else "none",
            label=words.format(day=day, hour=hour, tier=tier),
        )  # fmt: skip
    worst = year.marks[0].worst
    axes.axhline(
        worst, color=style.existing, linewidth=1.2, linestyle="--",
        label=_("worst five minutes: {work} erlang").format(work=format_number(worst, 1)),
    )  # fmt: skip
    put_title(axes, _("Work of all tiers, hardest hour first [erlang]"), style)
    # the curve falls: what explains it stands where the curve does not
    axes.legend(
        loc="upper right", frameon=True, framealpha=1.0, edgecolor="none",
        facecolor=style.background, fontsize=style.font_size - 0.5, labelcolor=style.text,
    )  # fmt: skip
    axes.set_ylim(0, 1.3 * max(worst, float(year.work[0]), 1e-9))
    axes.set_xlim(0, len(year.work))
    number_ticks(axes, "y")


def _draw_classes(figure: Figure, axes: Axes, year: YearInOrder, style: PlotStyle) -> None:
    dress(figure, axes, style)
    sent = {name: rates for name, rates in year.classes.items() if rates[0] > 0}
    # a dashed line of 8,760 points takes long to draw, and a chart has some 500 columns of dots
    last = len(year.work) - 1
    shown = np.unique([*range(min(64, last)), *range(0, last, 16), last])
    for name in sorted(sent, key=lambda one: -float(sent[one][0])):
        colour, dashes = look_of(name, list(year.classes))
        axes.plot(
            shown + 1, sent[name][shown], color=colour, linestyle=dashes, linewidth=1.6,
            label=title_of(name, year.titles),
        )  # fmt: skip
    if sent:
        axes.set_yscale("log")
        axes.minorticks_off()
        peaks = [float(rates[0]) for rates in sent.values()]
        axes.set_ylim(min(peaks) / 30, 2 * max(peaks))
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2, **legend_of(style))
    put_title(axes, _("Requests by class, each from its own busiest hour [1/s]"), style)
    axes.set_xlabel(_("hours of the year"), color=style.text, fontsize=style.font_size)
    number_ticks(axes, "x")
    number_ticks(axes, "y", digits=3)


def weekday_words(weekday: int) -> str:
    """Monday (0) to Sunday (6), short."""
    return gettext(WEEKDAYS[weekday])


def draw_week(figure: Figure, week: WeekShape, style: PlotStyle) -> None:
    """Weekdays below each other, hours beside each other, the darker the more requests."""
    from matplotlib.colors import LinearSegmentedColormap

    figure.clear()
    axes = figure.subplots()
    dress(figure, axes, style)
    axes.grid(visible=False)
    ends = [style.background, style.planned]
    shades = LinearSegmentedColormap.from_list("requests", ends).with_extremes(bad=style.line)
    drawn = axes.imshow(
        np.ma.masked_invalid(week.rates), aspect="auto", cmap=shades, vmin=0,
        extent=(0, 24, 6.5, -0.5),
    )  # fmt: skip
    bar = figure.colorbar(drawn, ax=axes, pad=0.02)
    bar.ax.tick_params(colors=style.text, labelsize=style.font_size)
    bar.outline.set_edgecolor(style.line)
    number_ticks(bar.ax, "y")
    axes.set_yticks(range(len(WEEKDAYS)), [weekday_words(n) for n in range(len(WEEKDAYS))])
    axes.set_xticks(range(0, 25, 3))
    axes.set_xlabel(_("hour of the day"), color=style.text, fontsize=style.font_size)
    put_title(axes, _("Mean week without holidays [requests/s]"), style)


def draw_days(figure: Figure, year: YearByDay, style: PlotStyle) -> None:
    """Requests of each day; holidays are shaded, due days and the design day are marked."""
    figure.clear()
    axes = figure.subplots()
    dress(figure, axes, style)
    millions = [day.requests / 1e6 for day in year.days]
    edges = np.arange(len(millions) + 1) - 0.5
    for first, last in _stretches(year.days):
        label = _("public holiday") if first == _stretches(year.days)[0][0] else None
        axes.axvspan(first - 0.5, last + 0.5, color=style.existing, alpha=0.35, lw=0, label=label)
    is_off = np.array([day.kind in {"weekend", "holiday"} for day in year.days])
    for where, alpha, words in ((~is_off, 1.0, _("working day")), (is_off, 0.5, _("day off"))):
        # one outline: 365 bars take a third of a second to draw
        heights = np.where(where, millions, 0.0)
        axes.stairs(heights, edges, fill=True, color=style.planned, alpha=alpha, label=words)
    top = 1.22 * max([*millions, 1e-9])
    _mark_days(axes, year, millions, top, style)
    starts = [n for n, day in enumerate(year.days) if day.day.day == 1]
    axes.set_xticks(starts, [str(month) for month in range(1, len(starts) + 1)])
    axes.set_xlabel(_("month"), color=style.text, fontsize=style.font_size)
    axes.set_xlim(-0.5, len(millions) - 0.5)
    axes.set_ylim(0, top)
    figure.legend(loc="outside lower center", ncols=3, **legend_of(style))
    put_title(axes, _("Requests of each day [million]"), style)
    number_ticks(axes, "y")


def _mark_days(
    axes: Axes, year: YearByDay, millions: Sequence[float], top: float, style: PlotStyle
) -> None:
    for first, last in _stretches(year.days):
        holiday = year.days[first].holiday
        if year.days[first].is_long_holiday and holiday is not None:
            axes.annotate(
                year.holidays[holiday].here(), (last + 3, 0.98 * top), va="top",
                color=style.text, fontsize=style.font_size - 1,
            )  # fmt: skip
    due = [n for n, day in enumerate(year.days) if day.due]
    if due:
        axes.plot(
            due, [millions[n] + 0.03 * top for n in due], linestyle="", marker="v", markersize=5,
            color=style.text, label=_("due day of a service"), clip_on=False,
        )  # fmt: skip
    design = next(n for n, day in enumerate(year.days) if day.day == year.design_day)
    axes.plot(
        [design], [millions[design] + 0.03 * top], linestyle="", marker="D", markersize=6,
        color=style.bad, label=_("design day"), clip_on=False, zorder=5,
    )  # fmt: skip


def _stretches(days: Sequence[DayLoad]) -> list[tuple[int, int]]:
    """First and last position of each holiday."""
    found: list[tuple[int, int]] = []
    for at, day in enumerate(days):
        if day.holiday is None:
            continue
        if at and days[at - 1].holiday == day.holiday and found:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def draw_event(figure: Figure, course: EventCourse, style: PlotStyle) -> None:
    """Ordinary requests minute by minute, and what the event adds by class on top of them."""
    figure.clear()
    axes = figure.subplots()
    dress(figure, axes, style)
    load = course.load
    minutes, ordinary = np.arange(len(load.sessions)), ordinary_rates(load)
    stayed, added = _layers(load, ordinary)
    names = list(load.ordinary_rates)
    looks = (look_of(name, names)[0] if name else style.line for name in added)
    colours = [style.existing, *looks]
    labels = [_("ordinary requests"), *(title_of(name, course.titles) for name in added)]
    axes.stackplot(minutes, stayed, *added.values(), colors=colours, labels=labels, linewidth=0)
    if load.extra_rates and (stayed < ordinary).any():
        axes.plot(
            minutes, ordinary, color=style.text, linewidth=1.2, linestyle=":",
            label=_("without the event"),
        )  # fmt: skip
    if load.duration < len(minutes):
        axes.axvline(load.duration, color=style.text, linewidth=1.2, linestyle="--",
                     label=_("end of the event"))  # fmt: skip
    total = stayed + sum(added.values(), start=np.zeros(len(minutes)))
    axes.set_ylim(0, 1.08 * max(float(total.max()), float(ordinary.max()), 1e-9))
    axes.set_xlim(0, len(minutes) - 1)
    _clock_ticks(axes, load)
    put_title(axes, _("Requests minute by minute [1/s]"), style)
    figure.legend(loc="outside lower center", ncols=2, **legend_of(style))
    number_ticks(axes, "y")


def _layers(load: EventLoad, ordinary: Floats) -> tuple[Floats, dict[str, Floats]]:
    """What stays of the ordinary requests, and what comes on top, small classes as one."""
    nothing = np.zeros(len(ordinary))
    added = {name: np.maximum(extra, 0.0) for name, extra in load.extra_rates.items()}
    taken = sum((np.minimum(extra, 0.0) for extra in load.extra_rates.values()), start=nothing)
    peak = float((ordinary + sum(added.values(), start=nothing)).max())
    large = {n: extra for n, extra in added.items() if extra.max() >= _SMALL_SHARE * peak}
    small = [extra for name, extra in added.items() if name not in large and extra.any()]
    if small:
        large[""] = sum(small, start=nothing)
    return ordinary + taken, large


def _clock_ticks(axes: Axes, load: EventLoad) -> None:
    minutes = len(load.sessions)
    step = next((n for n in _TICK_STEPS_MIN if minutes / n <= _TICKS_AT_MOST), _TICK_STEPS_MIN[-1])
    first = -(load.start.hour * 60 + load.start.minute) % step
    at = range(first, minutes, step)
    axes.set_xticks(list(at), [f"{load.start + timedelta(minutes=n):%H:%M}" for n in at])
