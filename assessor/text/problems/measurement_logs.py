"""Words of what may be odd about an access log."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "log_not_opened": (
        N_("the log cannot be read: {reason}"),
        N_("check the path and the right to read it"),
    ),
    "log_packed": (
        N_("the log is packed as {kind}, which is not read"),
        N_("unpack it, or pack it with gzip"),
    ),
    "log_empty": (N_("the log is empty"), N_("check whether it was rotated away")),
    "log_unreadable": (
        N_("none of the {lines} lines could be read"),
        N_(
            "give an access log: Apache common or combined, nginx, or one JSON object a line with "
            "time and status"
        ),
    ),
    "log_gzip_cut": (
        N_("the gzip file ends too early, after {lines} lines"),
        N_("copy it again; the lines before count"),
    ),
    "log_gzip_broken": (
        N_("the gzip file is damaged after {lines} lines"),
        N_("copy it again; the lines before count"),
    ),
    "log_gzip_rest": (
        N_("bytes that are no gzip follow the packed lines"),
        N_("copy it again if lines are missing"),
    ),
    "log_not_gzip": (
        N_("the name ends in .gz but the file is not packed; it was read as it is"),
        N_("rename it"),
    ),
    "log_bytes": (
        N_("{count} lines hold bytes that are not UTF-8"),
        N_("let the server escape them; the lines count all the same"),
    ),
    "log_nul": (
        N_("{count} lines hold NUL bytes, as after a crash; the bytes were left out"),
        N_("compare with a copy of the log if one exists"),
    ),
    "log_line_long": (
        N_("{count} lines are longer than {limit} bytes and were left out"),
        N_("check whether the file is an access log"),
    ),
    "log_line_unreadable": (
        N_("{count} lines are in no known format and were left out"),
        N_("look at the first of them; a server's own format can be changed to combined"),
    ),
    "log_line_open": (
        N_("the last line has no end and was left out"),
        N_("read the log again when the server has written on"),
    ),
    "log_date_absurd": (
        N_("{count} lines bear a date that cannot be and were left out"),
        N_("check the clock of the server"),
    ),
    "log_mixed": (
        N_("{count} lines are in the format {found}, the file is in {format}; they count too"),
        N_("check whether logs of two servers were joined"),
    ),
    "log_disorder": (
        N_("{count} lines are a little earlier than the one before, which is normal"),
        "",
    ),
    "log_backwards": (
        N_("time goes back {count} times, by {seconds} s at most"),
        N_("check whether the clock was set back or logs were joined in the wrong order"),
    ),
    "log_zones": (
        N_(
            "{count} lines are written in another time zone than the log begins with ({zones}); "
            "all were converted to one"
        ),
        N_("name the zone of the result if it is not the one meant"),
    ),
    "log_zone_missing": (
        N_("{count} lines tell no time zone; they were taken as UTC"),
        N_("name the zone of the log"),
    ),
    "log_duplicate": (
        N_("all its lines stand in {other} too; they count once"),
        N_("give each log once"),
    ),
    "log_overlap": (
        N_("it overlaps {other} by {minutes} minutes"),
        N_("that is right for logs of several servers; otherwise the requests count twice"),
    ),
    "log_robots": (
        N_(
            "{share} of the requests come from robots and were set apart: {named} by their name, "
            "{behaving} by their behaviour; most frequent: {agents}"
        ),
        N_(
            "check the names; an office behind one address may look like a robot, and machines "
            "that are customers can be kept"
        ),
    ),
    "log_robots_kept": (
        N_("{share} of the requests come from robots by their name and count, as asked: {agents}"),
        "",
    ),
    "log_no_agent": (
        N_("{count} lines tell no user agent: robots among them are not known by name"),
        N_("log in the combined format"),
    ),
    "log_one_client": (
        N_("about {share} of the requests come from one address, perhaps that of a proxy"),
        N_(
            "log the address that the proxy forwards for; until then sessions of different people "
            "are taken for one"
        ),
    ),
    "log_visitors_many": (
        N_("more than {limit} visitors at once: {count} visits were closed early"),
        N_("raise the limit of visitors if memory allows"),
    ),
    "log_no_request": (
        N_("{count} lines tell of a connection without a request; they count as no request"),
        "",
    ),
    "log_number_unused": (
        N_("lines end in a whole number whose unit is not known; it was not used"),
        N_("say whether it is a response time in s, ms or µs"),
    ),
    "log_time_unit": (
        N_("the unit of the key {key} is not known; no response times were taken from it"),
        N_("log request_time in s, or a key that tells its unit such as duration_ms"),
    ),
    "log_stray_days": (
        N_("{count} requests from {first} to {last} lie far from all others; no series shows them"),
        N_("check the clock of the server, or read those days by themselves"),
    ),
    "log_clock_change": (
        N_("the clock was set forward or back {count} times for summer time"),
        N_("hours that it skips are unknown, hours that it repeats are added up"),
    ),
}
