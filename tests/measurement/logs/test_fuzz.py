"""Whatever the bytes, a reading comes back; a log may be cut and split anywhere."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.measurement.logs import LogOptions, read_logs

options = st.builds(
    LogOptions,
    block=st.sampled_from([1, 100, 5000, 1 << 20]),
    held=st.sampled_from([1, 20, 1 << 16]),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("logs")


def written(folder, content, name="access.log"):
    path = folder / name
    path.write_bytes(content)
    return path


@st.composite
def logs(draw, line):
    """Up to 60 lines over some hours, each with a path of its own."""
    steps = draw(st.lists(st.sampled_from([0, 1, 59, 299, 1799, 1801, 4000]), max_size=60))
    second, lines = 0, []
    for number, step in enumerate(steps):
        second += step
        zone = draw(st.sampled_from(["+0700", "+0700", "+0000"]))
        early = draw(st.sampled_from([0, 0, 0, 2, 200]))
        lines.append(
            line(
                max(second - early, 0) - (7 * 3600 if zone == "+0000" else 0),
                client=draw(st.sampled_from(["10.0.0.1", "10.0.0.2", "2001:db8::1"])),
                path=f"/{draw(st.sampled_from(['a', 'static', 'robots.txt?']))}/{number}",
                status=draw(st.sampled_from([200, 304, 404])),
                size=draw(st.sampled_from(["-", 0, 12, 34567])),
                agent=draw(st.sampled_from(["Firefox/115", "Googlebot", 'a \\" b', "đ"])),
                zone=zone,
            )
        )
    return lines


@given(content=st.binary(max_size=3000), chosen=options)
def test_that_random_bytes_never_fail(folder, content, chosen):
    for name, data in (("a.log", content), ("a.gz", b"\x1f\x8b\x08\x00" + content)):
        reading = read_logs([written(folder, data, name)], options=chosen)
        assert reading.sources[0].bytes == len(data)
        assert reading.sources[0].used or reading.findings


@given(data=st.data(), chosen=options, packed=st.booleans())
def test_that_a_spoilt_log_never_fails(folder, line, data, chosen, packed):
    content = bytearray("".join(data.draw(logs(line))).encode())
    content = bytearray(gzip.compress(content)) if packed else content
    for _ in range(data.draw(st.integers(0, 5))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_logs([written(folder, bytes(content), "a.log")], options=chosen)


@given(data=st.data(), chosen=options)
def test_that_a_cut_log_counts_its_whole_lines_or_tells_where(
    folder, line, same_digest, data, chosen
):
    content = "".join(data.draw(logs(line))).encode()
    cut = data.draw(st.integers(0, len(content)))
    reading = read_logs([written(folder, content[:cut], "cut.log")], options=chosen)
    whole = content[: content.rfind(b"\n", 0, cut) + 1]
    rest = content[len(whole) : cut]
    told = [f for f in reading.findings if f.code == "log_line_open"]
    if not rest or told:
        same_digest(reading, read_logs([written(folder, whole, "whole.log")], options=chosen))
        assert [f.line for f in told] == ([whole.count(b"\n") + 1] if rest else [])
    else:
        # Nothing but the line end is missing.
        assert content[cut : cut + 1] == b"\n"
        same_digest(reading, read_logs([written(folder, content[: cut + 1], "w.log")]))


@given(data=st.data(), chosen=options)
def test_that_a_cut_gzip_file_counts_its_lines_and_tells_where(
    folder, line, same_digest, data, chosen
):
    content = "".join(data.draw(logs(line))).encode()
    packed = gzip.compress(content, compresslevel=data.draw(st.sampled_from([0, 9])))
    cut = data.draw(st.integers(2, len(packed) - 1))
    reading = read_logs([written(folder, packed[:cut], "cut.gz")], options=chosen)
    (told,) = [f for f in reading.findings if f.code == "log_gzip_cut"]
    lines = content.split(b"\n")[: told.params["lines"]]
    whole = b"".join(text + b"\n" for text in lines)
    same_digest(reading, read_logs([written(folder, whole, "whole.log")], options=chosen))


@given(data=st.data(), chosen=options)
def test_that_a_log_split_into_files_in_any_order_gives_the_same_digest(
    folder, line, same_digest, data, chosen
):
    lines = data.draw(logs(line))
    whole = read_logs([written(folder, "".join(lines).encode(), "whole.log")])
    cuts = sorted(data.draw(st.lists(st.integers(0, len(lines)), max_size=4)))
    ends = [*cuts, len(lines)]
    pieces = [lines[a:b] for a, b in zip([0, *cuts], ends, strict=True) if a < b]
    paths = [written(folder, "".join(piece).encode(), f"{n}.log") for n, piece in enumerate(pieces)]
    reading = read_logs(data.draw(st.permutations(paths)), options=chosen)
    same_digest(reading, whole)
