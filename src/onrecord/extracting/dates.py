"""Time expressions: words such as "last Thursday night" and the days that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from onrecord.statement import Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
SHORT_MONTHS = {"jan": 1, "feb": 2, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
YEARS = range(1000, 9000)
"""The years that an article's date may be of: from others not every day could be reckoned."""
SOON = timedelta(days=150)
"""A day without a year that is so near ahead is ahead, and not of the year before."""

MONTH = "|".join([*(m.title() for m in MONTHS), *(rf"{m.title()}\." for m in SHORT_MONTHS)])
WEEKDAY = "|".join(weekday.title() for weekday in WEEKDAYS)
YEAR = r"(?:19|20)\d\d"
PART_OF_DAY = r"(?:\ (?:morning|afternoon|evening|night))?"
TEXTS = (
    "interview|speech|book|memoir|letter|report|op-ed|debate|tweet|memo|study|testimony|post|"
    "column|email|essay|article|documentary|appearance|address|election|campaign|race"
)
KINDS = (
    rf"(?:(?:on|last|this\ past|late|early|earlier)\ ){{0,2}}(?P<weekday>(?-i:{WEEKDAY}))"
    rf"{PART_OF_DAY}(?!\ (?:Times|Post|Telegraph|Mirror|Express))",
    rf"(?:on\ )?(?P<month>(?-i:{MONTH}))\ (?P<day>\d\d?)(?:st|nd|rd|th)?\b"
    rf"(?:,?\ (?P<year>{YEAR}))?",
    rf"(?:on\ )?(?:the\ )?(?P<day2>\d\d?)(?:st|nd|rd|th)?\ (?:of\ )?(?P<month2>(?-i:{MONTH}))"
    rf"(?:,?\ (?P<year2>{YEAR}))?",
    r"(?:in|last|back\ in|this\ past|a|an|his|her|their|the)\ (?:(?:early|late|mid)[\ -])?"
    rf"(?P<month3>(?-i:{MONTH}))(?:,?\ (?:of\ )?(?P<year3>{YEAR}))?\b(?!\ \d)",
    r"(?:(?:back\ )?in|a|an|his|her|their|the)\ (?:(?:early|late|mid)[\ -])?"
    rf"(?P<year4>{YEAR})\b(?=\ (?:{TEXTS})|,|\ that\b|:)",
    rf"(?<!than )(?P<ago>{'|'.join(NUMBERS)}|\d+)\ (?P<unit>day|week|month|year)s?"
    r"\ (?:ago|earlier)",
    r"(?P<word>yesterday|today|tonight|this\ (?:morning|afternoon|evening)|last\ night|"
    r"(?:(?:earlier|later|late|early)\ )?(?:this|last)\ (?:week|month|year)|"
    r"(?:over|during)\ the\ (?:past\ )?weekend|(?:last|this\ past)\ weekend)",
)
"""Weekdays; days of a month, American and other; months; years; so long ago; and other words."""
PATTERN = re.compile(rf"(?<![\w-])(?:{'|'.join(KINDS)})(?!\w)", re.IGNORECASE)
THIS_DAY = ("today", "tonight", "this morning", "this afternoon", "this evening")
RELATIVE = re.compile(
    r"\b(?:(?:on )?the (?P<after>next|following) (?:day|morning|afternoon|evening)|"
    r"(?:on )?the (?P<before>previous day|day (?:before|earlier))|"
    r"(?:earlier|later) (?:that|the same|in the) day|(?:on )?the same (?:day|evening)|"
    r"(?:on )?that (?:same )?(?:day|morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)
"""Words that mean a day by one told before."""
BACK = 2000
"""Characters before these words within which that day is told."""

Days = tuple[date | None, date | None]
"""The first and the last day, None where they are not known."""
UNKNOWN: Days = (None, None)


@dataclass(frozen=True)
class TimeExpression:
    """Where words of time stand, and the first and last day that they mean, where that is known."""

    span: Span
    first: date | None
    last: date | None


def time_expressions(text: str, start: int, end: int, on: date | None) -> Iterator[TimeExpression]:
    """The time expressions in a part of a text.

    Args:
        text: of the article; start, end: the part that is searched.
        on: the article's date, without which only full dates and years are resolved; what begins
            after it is left out, since nothing was said then.
    """
    if on is not None and on.year not in YEARS:
        on = None
    for match in PATTERN.finditer(text, start, end):
        first, last = _days(match, on)
        if first is None or on is None or first <= on:
            yield TimeExpression(match.span(), first, last)


def relative_expressions(
    text: str, start: int, end: int, on: date | None
) -> Iterator[TimeExpression]:
    """Words like "the next day" in a part of a text, by the day that the text tells last before it.

    Args:
        text: of the article; start, end: the part that is searched.
        on: the article's date; what begins after it is left out.
    """
    for match in RELATIVE.finditer(text, start, end):
        told = time_expressions(text, max(0, match.start() - BACK), match.start(), on)
        days = [found.first for found in told if found.first and found.first == found.last]
        if not days:
            continue
        day = days[-1] + timedelta(bool(match["after"]) - bool(match["before"]))
        if on is None or day <= on:
            yield TimeExpression(match.span(), day, day)


def _days(match: re.Match[str], on: date | None) -> Days:
    part = {name: value.lower().rstrip(".") for name, value in match.groupdict().items() if value}
    if "year4" in part:
        return _around(date(int(part["year4"]), 1, 1), "year")
    for number in ("", "2", "3"):
        if "month" + number in part:
            month, year = part["month" + number], part.get("year" + number)
            return _in_month(month, part.get("day" + number), year, on)
    if on is None:
        return UNKNOWN
    if "weekday" in part:
        return _around(on - timedelta((on.weekday() - WEEKDAYS.index(part["weekday"])) % 7), "day")
    if "ago" in part:
        return _ago(NUMBERS.get(part["ago"]) or int(part["ago"]), part["unit"], on)
    return _by_word(part["word"], on)


def _in_month(month: str, day: str | None, year: str | None, on: date | None) -> Days:
    """A day of a month, or the month: of the year given, or else the last before the article."""
    number = SHORT_MONTHS.get(month) or MONTHS.index(month) + 1
    if year is None and on is None:
        return UNKNOWN
    try:
        found = date(int(year) if year else (on or date.min).year, number, int(day or 1))
    except ValueError:
        return UNKNOWN
    if year is None and on is not None and found > on + (SOON if day else timedelta()):
        found -= relativedelta(years=1)
    return _around(found, "day" if day else "month")


def _ago(number: int, unit: str, on: date) -> Days:
    if number > on.year - YEARS.start:
        return UNKNOWN
    return _around(on - relativedelta(**{unit + "s": number}), unit)


def _around(day: date, unit: str) -> tuple[date, date]:
    """The day, week, month or year that a day is in."""
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=1) + relativedelta(months=1, days=-1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _by_word(word: str, on: date) -> Days:
    if word in ("yesterday", "last night"):
        return _around(on - timedelta(1), "day")
    if word in THIS_DAY:
        return on, on
    if word.endswith("weekend"):
        sunday = on - timedelta((on.weekday() - 6) % 7)
        return sunday - timedelta(1), sunday
    *_, which, unit = word.split()
    if which == "last":
        return _ago(1, unit, on)
    first, last = _around(on, unit)
    return first, min(last, on)
