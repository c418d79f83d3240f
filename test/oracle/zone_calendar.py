"""Hours, days, weeks and months of a time zone by their definition: what its clock showed, a quarter of an hour after the other.

Times are whole microseconds after 2000-01-01 UTC, dates whole days after it.
"""
from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

EPOCH = datetime(2000, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
SECOND, QUARTER, HOUR, DAY = 10**6, 900 * 10**6, 3600 * 10**6, 86400 * 10**6
WEEK = 7 * DAY
FIRST_YEAR, LAST_YEAR = 1985, 2041


def day_number(at):
    return (at - EPOCH.date()).days


class ZoneCalendar:
    def __init__(self, name):
        self.zone = ZoneInfo(name)
        first, beyond = (day_number(date(year, 1, 1)) * DAY for year in (FIRST_YEAR, LAST_YEAR + 1))
        self.changes, self.offsets = [], [self.look_up(first)]
        for us in range(first, beyond, WEEK):
            self.find_changes(us, us + WEEK)

    def look_up(self, us):
        offset = (EPOCH + us * MICROSECOND).astimezone(self.zone).utcoffset() // MICROSECOND
        if offset % QUARTER:
            raise ValueError(f"{self.zone}: an offset of {offset} is no multiple of a quarter of an hour")
        return offset

    def find_changes(self, first, beyond):
        """Those of a week, at the end of which the clock is never what it was at the begin but after none."""
        while first < beyond and self.look_up(beyond - SECOND) != self.offsets[-1]:
            low, high = first, beyond - SECOND
            while low < high:
                middle = (low + high) // 2 // SECOND * SECOND
                if self.look_up(middle) != self.offsets[-1]:
                    high = middle
                else:
                    low = middle + SECOND
            self.changes.append(low)
            self.offsets.append(self.look_up(low))
            first = low

    def offset(self, us):
        return self.offsets[bisect_right(self.changes, us)]

    def is_changed(self, from_us, to_us):
        return bisect_left(self.changes, from_us) < bisect_left(self.changes, to_us)

    def clock(self, from_us, to_us):
        """(instant, offset) at each quarter of an hour and at each change: nothing begins in between."""
        changes = self.changes[bisect_right(self.changes, from_us):bisect_left(self.changes, to_us)]
        return [(us, self.offset(us)) for us in sorted({*range(from_us // QUARTER * QUARTER, to_us, QUARTER), *changes})]

    def hours(self, from_us, to_us):
        """When the hours begin that begin in a time: those of one clock under one offset."""
        starts, before = [], None
        for us, offset in self.clock(from_us - 2 * HOUR, to_us):
            hour = ((us + offset) // HOUR, offset)
            if before not in (None, hour) and us >= from_us:
                starts.append(us)
            before = hour
        return starts

    def day_start(self, day):
        """When the clock first shows a date, or a later one."""
        midnight = day * DAY
        if not self.is_changed(midnight - 4 * DAY, midnight + 2 * DAY):
            return midnight - self.offset(midnight)
        return next(us for us, offset in self.clock(midnight - 3 * DAY, midnight + 3 * DAY) if us + offset >= midnight)

    def dates(self, grain, from_us, to_us):
        """Those on which the intervals of a grain begin, with one before the time and one after it."""
        first, last = from_us // DAY - 2, to_us // DAY + 2
        if grain == "day":
            return range(first, last + 1)
        if grain == "week":
            return range((first - 2) // 7 * 7 + 2, last + 8, 7)
        year, month = divmod((EPOCH.date() + timedelta(days=first)).year * 12
                             + (EPOCH.date() + timedelta(days=first)).month - 1, 12)
        days = []
        while not days or days[-1] <= last:
            days.append(day_number(date(year, month + 1, 1)))
            year, month = divmod(year * 12 + month + 1, 12)
        return days

    def borders(self, grain, from_us, to_us):
        """When intervals begin, from that of from_us to the first that begins at to_us or later.  A date that is skipped
        begins with the next one: there is one interval, not two."""
        if grain == "hour":
            starts = self.hours(from_us - 2 * HOUR, to_us + 2 * HOUR)
        else:
            starts = sorted({self.day_start(day) for day in self.dates(grain, from_us, to_us)})
        return starts[bisect_right(starts, from_us) - 1:bisect_left(starts, to_us) + 1]

    def windows(self, from_us, to_us, distance):
        """Disjoint times around the changes."""
        merged = []
        for change in self.changes:
            if not from_us <= change < to_us:
                continue
            first, beyond = change // HOUR * HOUR - distance, change // HOUR * HOUR + distance
            if merged and first <= merged[-1][1]:
                merged[-1][1] = beyond
            else:
                merged.append([first, beyond])
        return merged
