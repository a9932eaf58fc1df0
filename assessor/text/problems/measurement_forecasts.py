"""Words of what a forecast says of itself, and of backtests."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "forecast_too_short": (
        N_("a forecast needs {needs} known values; there are {has}"),
        N_("measure for longer"),
    ),
    "forecast_nothing_came": (
        N_("all {has} known values are 0: there is nothing to forecast from"),
        N_("check that the series counts what was meant"),
    ),
    "forecast_no_day_profile": (
        N_(
            "{has} days were measured; a profile of the day cannot be told from chance before "
            "{needs}, so no forecast is made"
        ),
        N_("measure for two days at least, better two weeks"),
    ),
    "forecast_no_week_profile": (
        N_(
            "{has} days were measured; the weekdays cannot be told from chance before {needs}, "
            "so no forecast is made"
        ),
        N_("measure for two weeks at least"),
    ),
    "forecast_weekday_unknown": (
        N_("{days} days do not show how weekdays differ; every day is taken for the same"),
        N_("measure for two weeks, or do not rely on weekends"),
    ),
    "forecast_year_unseen": (
        N_("{days} days do not show the seasons of the year; they are not in the forecast"),
        N_("allow for them apart, from the year before or from the calendar of deadlines"),
    ),
    "forecast_slots_unseen": (
        N_("{n} parts of the week ahead were never measured; their interval is a guess"),
        N_("close the gaps of the measurement"),
    ),
    "forecast_no_calendar": (
        N_("no calendar was given: holidays count as ordinary days"),
        N_("name a calendar"),
    ),
    "forecast_calendar_ends": (
        N_("the calendar covers {first} to {last} only; holidays outside count as ordinary days"),
        N_("add the missing years to the calendar"),
    ),
    "forecast_holiday_unknown": (
        N_("holidays lie ahead ({days}), the past holds none: they are forecast as ordinary days"),
        N_("state a factor for holidays, or measure over one"),
    ),
    "forecast_holiday_given": (
        N_("holidays ahead use the stated factor {factor}"),
        "",
    ),
    "forecast_holiday_learnt": (
        N_("holidays ahead use the factor {factor}, learnt from {n} holidays of the past"),
        "",
    ),
    "forecast_level_shift": (
        N_(
            "the level changed for good on {day}, by the factor {factor}; the past before was "
            "brought to the new level, and another such change is not in the interval"
        ),
        N_("find out what happened on that day"),
    ),
    "forecast_recent_outliers": (
        N_("the last days are out of the ordinary ({days}): the level may be changing"),
        N_("forecast again in a week"),
    ),
    "forecast_gaps": (
        N_("{n} of {of} steps are unknown"),
        N_("nothing was put in their place; close the gaps if you can"),
    ),
    "forecast_zeros": (
        N_("{n} values are 0; half the least positive value was added to all for the logarithm"),
        N_("if nothing was measured then, leave the values empty"),
    ),
    "forecast_beyond_past": (
        N_("{steps} steps are forecast from {past}: further ahead than was looked back"),
        N_("do not plan on the far end"),
    ),
    "forecast_tail_unseen": (
        N_("an interval of {coverage} needs {needs} ordinary values; there are {has}"),
        N_("take a lower coverage, or measure for longer"),
    ),
    "forecast_history_cut": (
        N_("only the latest {n} steps were used"),
        N_("add the steps up to hours or days to look back further"),
    ),
    "forecast_events_outside": (
        N_(
            "events are not foreseen: an announcement or a deadline ahead may go beyond the "
            "interval; {n} of {of} days of the past were out of the ordinary ({days})"
        ),
        N_("put known events into the scenario"),
    ),
    "forecast_events_unseen": (
        N_(
            "events are not foreseen: an announcement or a deadline ahead may go beyond the "
            "interval; none of {of} days of the past was out of the ordinary"
        ),
        N_("put known events into the scenario"),
    ),
    "forecast_ets_not_converged": (
        N_("the fit of the ETS model did not converge"),
        N_("use the method core"),
    ),
    "forecast_statsmodels_missing": (
        N_("the method statsmodels needs the package statsmodels, which is not installed"),
        N_("install the extra 'fit', or use the method core"),
    ),
    "backtest_negative": (
        N_("series '{series}' has values below 0, which no count or level of ours has"),
        N_("correct them, or leave them blank"),
    ),
    "backtest_file_skipped": (
        N_("the file has no column of times and was not used"),
        N_("call the column of times timestamp, datetime, time or date"),
    ),
    "backtest_no_times": (
        N_("the header has no column of times, or more than one column of names"),
        N_("write a column timestamp, datetime, time or date, at most one of names, values last"),
    ),
}
