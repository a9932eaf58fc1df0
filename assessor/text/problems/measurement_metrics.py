"""Words of what is odd about metrics, load tests, service demands and scalability."""

from assessor.text.language import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "metrics_not_utf8": (
        N_("this line has bytes that are not UTF-8"),
        N_("save the file as UTF-8; its numbers are used all the same"),
    ),
    "metrics_binary": (
        N_("this file holds no text ({kind})"),
        N_("export it as text: a spreadsheet as CSV, a data file of sar with sadf -d"),
    ),
    "metrics_line_too_long": (
        N_("this line is longer than {limit} characters"),
        N_("check that the file is a table or a log with line ends"),
    ),
    "metrics_breaks_off": (
        N_("the file breaks off here ({reason})"),
        N_("what stands before is used; copy the file again for the rest"),
    ),
    "metrics_text_too_long": (
        N_("the file is longer than {limit_mib} MiB and can only be read as a whole"),
        N_("export a shorter time, or as a table"),
    ),
    "metrics_empty": (N_("there is nothing in the file"), N_("export it again")),
    "metrics_no_rows": (
        N_("no row of the file can be used"),
        N_("see what else is told about the file, and export it again"),
    ),
    "metrics_comment": (
        N_("this line is taken for a comment: {text}"),
        N_("take the # away if it is data"),
    ),
    "metrics_header_twice": (
        N_("the heading '{name}' stands twice; the second is called '{name} (n)'"),
        N_("give every column a heading of its own"),
    ),
    "metrics_csv_broken": (
        N_("the table cannot be read from here on ({reason})"),
        N_("save it again as CSV in UTF-8"),
    ),
    "metrics_no_column": (
        N_("the table has no column '{name}'"),
        N_("use one of: {names}"),
    ),
    "metrics_time_ambiguous": (
        N_("several columns may be the time: {names}"),
        N_("say which one is, or leave one in the file"),
    ),
    "metrics_no_time": (
        N_("no column is a time ({names})"),
        N_("add one as 2024-03-04 09:00:00, or name the column that counts time"),
    ),
    "metrics_decimal_mark": (
        N_("'{example}' in column '{name}' may be read in two ways"),
        N_("write decimals with a point and no thousands separator"),
    ),
    "metrics_decimal_comma": (
        N_("numbers of column '{name}' are read with a decimal comma"),
        N_("write a decimal point if that is wrong"),
    ),
    "metrics_row_length": (
        N_("this row has {cells} cells where {expected} belong"),
        N_("quote cells that hold the separator; a row that is too short is left out"),
    ),
    "metrics_bad_time": (
        N_("'{value}' is no time of the kind of its column; the row is left out"),
        N_("write all times alike"),
    ),
    "metrics_bad_number": (
        N_("'{value}' is no number; the value counts as unknown"),
        N_("leave the cell blank where nothing was measured"),
    ),
    "metrics_missing": (
        N_("a cell without a value counts as unknown"),
        N_("write 0 where nothing came"),
    ),
    "metrics_too_long": (
        N_("rows after the first {limit} are not read"),
        N_("aggregate the file, or split it by time"),
    ),
    "metrics_unused": (
        N_("columns that are not used: {names}"),
        N_("name them if they tell several series apart"),
    ),
    "metrics_taken_as_count": (
        N_("whole numbers are taken for counts of each step: {names}"),
        N_("say so if they are levels, such as a utilisation"),
    ),
    "metrics_taken_as_mean": (
        N_("these numbers are taken for levels: {names}"),
        N_("say so if they are counts of each step"),
    ),
    "metrics_utc": (
        N_("times are kept in UTC, as they are written"),
        N_("name the time zone of the place, such as Asia/Ho_Chi_Minh"),
    ),
    "metrics_clock_changes": (
        N_("the clock was put forward or back within the file; the offset of its start is kept"),
        N_("split the file at the change"),
    ),
    "metrics_zones_mixed": (
        N_("some times name their time zone and some do not"),
        N_("write all of them with it, or all without"),
    ),
    "metrics_date_order": (
        N_("no date of the file says whether its first number is the day or the month"),
        N_("write dates as 2024-03-04"),
    ),
    "metrics_date_orders_mixed": (
        N_("some dates put the day first and some the month"),
        N_("write dates as 2024-03-04"),
    ),
    "metrics_date_order_given": (
        N_("this is no date in the order that was given"),
        N_("correct it, or give the other order"),
    ),
    "metrics_index_unit": (
        N_("the column of time only counts, and its name does not say what"),
        N_("say how long a step is, or call the column minute_index, offset_s or the like"),
    ),
    "metrics_index_start": (
        N_("the column of time counts from a start that the file does not say"),
        N_("say when it starts, or add a column of times"),
    ),
    "metrics_no_step": (
        N_("'{name}' has a single time, which leaves the length of its step open"),
        N_("say how long a step is, or give more rows"),
    ),
    "metrics_uneven": (
        N_(
            "times of '{name}' are uneven; they are put on steps of {step}: counts are "
            "added, levels averaged"
        ),
        N_("export it with an even step, or say which step to use"),
    ),
    "metrics_far_apart": (
        N_("'{name}' reaches from {first} to {last}, with hardly any of its steps of {step} known"),
        N_("correct or remove the times that are wrong"),
    ),
    "metrics_disorder": (
        N_("a row of '{name}' lies before the one above it; rows are sorted by time"),
        N_("check whether several files or series were joined"),
    ),
    "metrics_conflict": (
        N_("a time of '{name}' stands again with another value; that step counts as unknown"),
        N_("keep one of the rows, or name the column that tells the series apart"),
    ),
    "metrics_repeated": (
        N_("a row of '{name}' stands again with the same value and counts once"),
        N_("check whether the export overlaps"),
    ),
    "metrics_several": (
        N_(
            "{share} of the times of '{name}' stand with different values: it is several "
            "series in one"
        ),
        N_("name the column that tells the series apart"),
    ),
    "metrics_two_in_step": (
        N_("two values of '{name}' fall into one step; counts are added, levels averaged"),
        N_("check the clock that stamps the values"),
    ),
    "metrics_gap": (
        N_("steps of '{name}' have no value ({share} of all), the first at {first}"),
        N_("they count as unknown, not as 0; write 0 where nothing came"),
    ),
    "metrics_load_test": (
        N_("this is a result of a load test ({format}), not a series"),
        N_("give it as a load test"),
    ),
    "metrics_format": (
        N_("files of this kind cannot be read as metrics ({format})"),
        N_("use CSV, the output of sar -u or sadf, or the JSON of a Prometheus range query"),
    ),
    "metrics_json_broken": (
        N_("the JSON breaks off here ({reason})"),
        N_("save the whole answer again"),
    ),
    "metrics_json_other": (
        N_("the JSON has no '{wanted}' in its place"),
        N_("save the output of sadf -j, or the answer of a Prometheus range query, as it is"),
    ),
    "sar_date": (
        N_("the date {date} in the head of the report can be read in several ways, or not at all"),
        N_("print the report with S_TIME_FORMAT=ISO, or use sadf -d"),
    ),
    "sar_mpstat": (
        N_("this is the output of mpstat, whose times have no date"),
        N_("use sadf -j or sadf -d"),
    ),
    "sar_no_all": (
        N_("only single processors are reported, not all of them together"),
        N_("print the report without -P, or with -P ALL"),
    ),
    "sar_no_head": (
        N_("a row of processor time stands before the head of the report, which has its date"),
        N_("keep the first line, which begins with Linux"),
    ),
    "sar_no_processor": (
        N_("no row of processor time can be found"),
        N_("print the report with -u and LC_ALL=C, or use sadf -d -- -u"),
    ),
    "sar_not_percent": (
        N_("idle {idle} and iowait {iowait} are no per cents of the time; the row is left out"),
        N_("export the report again"),
    ),
    "sar_restart": (
        N_("the machine was started anew here"),
        N_("nothing needs to be done: the time without values counts as unknown"),
    ),
    "sar_steal": (
        N_("{share} of the processor time of '{name}' was taken by other guests of its host"),
        N_("it is in the utilisation: demands that rest on it are too high by as much"),
    ),
    "prometheus_failed": (
        N_("the query failed: {reason}"),
        N_("correct it and save the answer again"),
    ),
    "prometheus_not_matrix": (
        N_("the answer is a {type}, which has no course over time"),
        N_("ask for a range: /api/v1/query_range with start, end and step"),
    ),
    "prometheus_histogram": (
        N_("'{name}' is a native histogram, not a number"),
        N_("ask for histogram_quantile or histogram_count of it"),
    ),
    "prometheus_empty": (
        N_("'{name}' has no value"),
        N_("nothing needs to be done if it is not needed"),
    ),
    "prometheus_counter": (
        N_("'{name}' is a counter: it tells what came since a process began, not when"),
        N_("ask for rate() or increase() of it"),
    ),
    "load_test_no_column": (
        N_("the result has no column '{name}'"),
        N_("let the tool write it and run the test again"),
    ),
    "load_test_format": (
        N_("files of this kind cannot be read as a load test ({format})"),
        N_("use a JTL file of JMeter in CSV, the CSV of k6, or Locust's _stats_history.csv"),
    ),
    "load_test_xml": (
        N_("this is XML; results of JMeter are read as CSV only"),
        N_("run JMeter with -Jjmeter.save.saveservice.output_format=csv"),
    ),
    "load_test_span": (
        N_("the result reaches over more than a week"),
        N_("give each test a file of its own"),
    ),
    "load_test_ramps": (
        N_("{seconds} of the test ({share}) lie on no steady plateau and are left out"),
        N_("hold each number of users for two minutes or longer"),
    ),
    "load_test_no_plateau": (
        N_(
            "the number of users never stands still for {least}, at most for {longest}, with "
            "a steady throughput"
        ),
        N_("hold each number of users for two minutes or longer"),
    ),
    "load_test_few_requests": (
        N_("only {requests} requests ended on the plateau of {users} users; {least} are needed"),
        N_("hold it for longer"),
    ),
    "load_test_unsteady": (
        N_(
            "throughput on the plateau of {users} users went from {first} to {second} per "
            "second; it is left out"
        ),
        N_("hold it until the system has warmed up, and see what disturbed it"),
    ),
    "load_test_little": (
        N_(
            "{users} users cannot have {in_system} requests in the system, as throughput "
            "times response time say"
        ),
        N_("check that all load generators are counted and that no request is counted twice"),
    ),
    "load_test_think_time": (
        N_("with a think time of {seconds}, {users} users would be {expected} by Little's law"),
        N_("check the think time, pacing timers, and whether the load generator kept up"),
    ),
    "load_test_not_closed": (
        N_(
            "with the think time of the other plateaus ({seconds}), {users} users would be "
            "{expected}"
        ),
        N_("a test that is paced by arrivals does not show the response to a number of users"),
    ),
    "load_test_appended": (
        N_("a heading stands again here: several tests were written to one file"),
        N_("give each test a file of its own if they are not one"),
    ),
    "jtl_no_users": (
        N_("the result has no column '{name}', so the number of users is unknown"),
        N_("run JMeter with -Jjmeter.save.saveservice.thread_counts=true"),
    ),
    "jtl_no_header": (
        N_(
            "the file has no headings; the columns are taken in the order that JMeter is "
            "delivered with"
        ),
        N_("run JMeter with -Jjmeter.save.saveservice.print_field_names=true"),
    ),
    "jtl_transactions": (
        N_("{samples} rows are sums of other rows (transaction controllers) and are not counted"),
        N_("nothing needs to be done: requests would count twice otherwise"),
    ),
    "jtl_hosts": (
        N_("the samples come from {hosts} load generators, and each counts its own users only"),
        N_("give each generator's file by itself, or run the test from one"),
    ),
    "k6_no_metric": (
        N_("the result has no metric '{name}'"),
        N_("let k6 write it: http_req_duration and vus are both needed"),
    ),
    "locust_reset": (
        N_("the totals of Locust fell here, so statistics were reset or a second test began"),
        N_("run Locust without --reset-stats, one test a file"),
    ),
    "demand_utilisation_range": (
        N_("utilisation reaches {value}, which is no share of the time"),
        N_("give it as a fraction, or say that it is in %"),
    ),
    "demand_utilisation_unknown": (
        N_("no value of the utilisation is known"),
        N_("measure it over the time of the requests"),
    ),
    "demand_no_requests": (
        N_("no request of class '{name}' came"),
        N_("measure over a time in which it has requests, or leave it out"),
    ),
    "demand_negative_rate": (
        N_("the number of requests of class '{name}' is below 0 at times"),
        N_("check that the series counts requests"),
    ),
    "demand_few_windows": (
        N_("{windows} windows have both utilisation and requests; {needed} are needed"),
        N_("measure for longer or in shorter steps, and check that the two overlap in time"),
    ),
    "demand_clock_ahead": (
        N_("the clock of the utilisation is {seconds} ahead of the requests'; this is allowed for"),
        N_("check the time zones, and set both clocks"),
    ),
    "demand_clock_behind": (
        N_("the clock of the utilisation is {seconds} behind the requests'; this is allowed for"),
        N_("check the time zones, and set both clocks"),
    ),
    "demand_clock_lost": (
        N_(
            "the clocks of utilisation and requests seem to differ by half a day or more; "
            "nothing is allowed for"
        ),
        N_("check that both are of the same days and in the same time zone"),
    ),
    "demand_unknown": (
        N_("in {windows} windows the utilisation is unknown"),
        N_("nothing needs to be done unless they are many"),
    ),
    "demand_saturated": (
        N_("{windows} windows above a utilisation of {limit} are left out"),
        N_(
            "nothing needs to be done: the law does not hold where requests queue up or are dropped"
        ),
    ),
    "demand_outliers": (
        N_(
            "{windows} windows lie more than {deviations} standard deviations off the law "
            "and are left out"
        ),
        N_("look for backups, batch jobs or missing requests at those times"),
    ),
    "demand_inseparable": (
        N_(
            "{classes} come and go together (condition index {index}): only their joint "
            "demand is known"
        ),
        N_("measure a time in which they differ, or test one of them alone"),
    ),
    "demand_flat": (
        N_("requests of '{name}' hardly vary: their work cannot be told from the background"),
        N_("measure a time in which they vary, or test them alone"),
    ),
    "demand_zero": (
        N_("no work of '{name}' can be seen here; it is at most {high}"),
        N_("nothing needs to be done if the class does not use this resource"),
    ),
    "demand_wide": (
        N_("the demand of '{name}' is poorly known, between {low} and {high}"),
        N_("measure for longer, or a time in which the class varies more"),
    ),
    "demand_unexplained": (
        N_("the requests explain only {share} of the variation of the utilisation"),
        N_("find what else keeps the resource busy"),
    ),
    "demand_bends": (
        N_(
            "utilisation grows faster than the requests, by {share} of its range: a request "
            "costs more under load"
        ),
        N_("read the demands as those of a middling load"),
    ),
    "demand_flattens": (
        N_("utilisation grows more slowly than the requests, by {share} of its range"),
        N_("look for caches, batching or a resource that is shared unevenly"),
    ),
    "demand_daily_pattern": (
        N_("the hour of the day explains {share} of what is left over, most at {hour} h"),
        N_("look for a daily job, or for requests that are not in the log"),
    ),
    "scalability_few_loads": (
        N_("{loads} different loads were measured; {needed} are needed"),
        N_("test more numbers of users, from one up to beyond what is expected"),
    ),
    "scalability_failing": (
        N_(
            "plateaus with more than {limit} errors are left out, the worst with {share} at "
            "{users} users"
        ),
        N_("find out why requests fail before reading a capacity from the test"),
    ),
    "scalability_thinking": (
        N_("users think for {seconds}, so their number is not that of the requests in the system"),
        N_("read the peak as a number of such users"),
    ),
    "scalability_no_bend": (
        N_("up to {most} users throughput never turns down for certain: the peak is not measured"),
        N_("test with more users"),
    ),
    "scalability_extrapolates": (
        N_("the peak at {peak} lies beyond the {most} users of the test"),
        N_("test up to the peak before relying on it"),
    ),
    "scalability_no_fall": (
        N_("the fitted curve turns down at {peak}, but no plateau beyond shows less throughput"),
        N_("test with more users; the system may only level off"),
    ),
    "scalability_no_contention": (
        N_("no contention can be seen; it is at most {high}"),
        N_("test with more users if it matters"),
    ),
    "scalability_narrow": (
        N_("the loads reach from {least} to {most} only"),
        N_("test with one user, and with many more"),
    ),
}
