"""Time expressions: words such as "last Thursday night" and the days that they mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from onrecord.extracting.phrases import by_letter
from onrecord.statement import Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
SHORT_MONTHS = {"jan": 1, "feb": 2, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Their first months; a season has three."""
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
    r"(?:in|(?P<last>last)|back\ in|this\ past|a|an|his|her|their|the)\ "
    rf"(?:(?P<part3>early|late|mid)[\ -])?(?P<month3>(?-i:{MONTH}))"
    rf"(?:,?\ (?:of\ )?(?P<year3>{YEAR}))?\b(?!\ \d)",
    r"(?:(?:back\ )?in|a|an|his|her|their|the)\ (?:(?P<part4>early|late|mid)[\ -])?"
    rf"(?P<year4>{YEAR})\b(?=\ (?:{TEXTS})|,|\ that\b|:)",
    r"in\ the\ (?:(?P<part5>early|late|mid)[\ -])?(?P<decade>(?:19|20)\d0)s",
    r"(?:in\ the|(?P<which>this|last)|this\ past)\ "
    rf"(?P<season>{'|'.join(SEASONS)})(?:\ of\ (?P<year5>{YEAR}))?",
    rf"(?:from|between)\ (?P<month6>(?-i:{MONTH}))\ (?P<day6>\d\d?)\ (?:to|through|until|and)"
    rf"\ (?:(?P<month7>(?-i:{MONTH}))\ )?(?P<day7>\d\d?)(?:,?\ (?P<year6>{YEAR}))?",
    rf"(?:over|in|for|during)\ the\ (?:past|last)\ (?:(?P<number>{'|'.join(NUMBERS)})\ )?"
    r"(?P<unit2>day|week|month|year)s?",
    rf"(?<!than )(?P<ago>{'|'.join(NUMBERS)}|\d+)\ (?P<unit>day|week|month|year)s?"
    r"\ (?:ago|earlier)",
    r"(?P<word>yesterday|today|tonight|this\ (?:morning|afternoon|evening)|last\ night|"
    r"(?:(?:earlier|later|late|early)\ )?(?:this|last)\ (?:week|month|year)|"
    r"this\ past\ week|(?:over|during)\ the\ (?:past\ )?weekend|(?:last|this(?:\ past)?)\ weekend)",
)
"""Weekdays; days of a month, American and other; months; years; decades; seasons; so long ago; and
other words."""
FIRST_WORDS = (
    *WEEKDAYS, *MONTHS, *NUMBERS, "back", "between", "during", "earlier", "early", "for", "from",
    "her", "his", "in", "last", "late", "later", "on", "over", "the", "their", "this", "today",
    "tonight", "yesterday",
)  # fmt: skip
"""With which they begin, if not with a number."""
BEGINNING = by_letter(sorted({f"{word} "[:3] for word in FIRST_WORDS}))
PATTERN = re.compile(rf"(?<![\w-])(?=\d|{BEGINNING})(?:{'|'.join(KINDS)})(?!\w)", re.IGNORECASE)
THIS_DAY = ("today", "tonight", "this morning", "this afternoon", "this evening")
NUMBER = "|".join([*NUMBERS, *(number.title() for number in NUMBERS)])
RELATIVE = re.compile(
    r"\b(?=[OoTtEeLlAaFfSsNn\d])(?:(?:[Oo]n )?[Tt]he (?:"
    r"(?P<after>next|following) (?:day|morning|afternoon|evening)|"
    r"(?P<before>previous (?:day|evening|night)|(?:day|night) (?:before|earlier))|"
    r"same (?:day|evening))|"
    rf"(?P<number>{NUMBER}|\d\d?) (?P<unit>day|week|month|year)s? later|"
    r"(?:[Ee]arlier|[Ll]ater) (?:that|the same|in the) day|"
    r"(?:[Oo]n )?[Tt]hat (?:same )?(?:day|morning|afternoon|evening|night)|"
    r"(?P<then>[Aa]t (?:the|that) time(?! (?:of|that|when)\b)|(?<=said )then))\b"
)
"""Words that mean a day by one told before, or the same time."""
BACK = 2000
"""Characters before these words within which that day is told."""
NEAREST = 20
"""Time expressions before them among which it is."""
DATELINE = re.compile(
    rf"^[A-Z][A-Z’' -]{{2,40}}(?:, [A-Z][\w. ]{{1,20}})?,? (?P<month>{MONTH}) (?P<day>\d\d?)"
    r"(?= ?(?:\(|[—–-]))",
    re.MULTILINE,
)
"""Where and when a news agency's article was written: "LUND, March 6 (Tarn Press) -"."""
HEADED = 600
"""Characters from an article's beginning within which its dateline stands."""

BEFORE_A_WEEKEND = (3, 4)
"""The days, Thursday and Friday, on which "this weekend" is ahead."""
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


def dateline(text: str, on: date | None) -> tuple[Span, date | None]:
    """Where a text's dateline stands, and the day by which its words of time are meant.

    Args:
        text: of the article.
        on: the article's date, by which a dateline's year is known, and which else is that day.
    """
    found = DATELINE.search(text, 0, HEADED)
    if not found or on is None or on.year not in YEARS:
        return (0, 0), on
    day, _ = _in_month(found["month"].lower().rstrip("."), found["day"], None, on)
    return found.span(), day or on


def relative_expressions(
    text: str, told: Sequence[TimeExpression], on: date | None
) -> Iterator[TimeExpression]:
    """Words like "the next day" in a text, by the day, or the time, that it tells last before them.

    Args:
        text: of the article.
        told: its other time expressions, in order.
        on: the article's date; what begins after it is left out.
    """
    known = [one for one in told if one.first]
    for match in RELATIVE.finditer(text):
        number = bisect_left(known, match.start(), key=lambda one: one.span[0])
        before = known[max(0, number - NEAREST) : number]
        days = _by_told(match, [one for one in before if match.start() - one.span[0] < BACK])
        if days != UNKNOWN and (on is None or days[0] is None or days[0] <= on):
            yield TimeExpression(match.span(), *days)


def _by_told(match: re.Match[str], told: Sequence[TimeExpression]) -> Days:
    if match["then"]:
        return (told[-1].first, told[-1].last) if told else UNKNOWN
    days = [one.first for one in told if one.first and one.first == one.last]
    if not days:
        return UNKNOWN
    if match["number"]:
        number, unit = match["number"].lower(), match["unit"]
        later = relativedelta(**{unit + "s": NUMBERS.get(number) or int(number)})
        return _around(days[-1] + later, unit)
    return _around(days[-1] + timedelta(bool(match["after"]) - bool(match["before"])), "day")


def _days(match: re.Match[str], on: date | None) -> Days:
    part = {name: value.lower().rstrip(".") for name, value in match.groupdict().items() if value}
    found = _fixed(part, on)
    if found is not None:
        return found
    if on is None:
        return UNKNOWN
    if "weekday" in part:
        return _around(on - timedelta((on.weekday() - WEEKDAYS.index(part["weekday"])) % 7), "day")
    if "ago" in part:
        return _ago(NUMBERS.get(part["ago"]) or int(part["ago"]), part["unit"], on)
    if "unit2" in part:
        number = NUMBERS[part["number"]] if "number" in part else 1
        return on - relativedelta(**{part["unit2"] + "s": number}), on
    return _by_word(part["word"], on)


def _fixed(part: Mapping[str, str], on: date | None) -> Days | None:
    """Days, months, seasons, years and decades: with a year they need no article's date."""
    found: Days | None = None
    if "year4" in part:
        found = _around(date(int(part["year4"]), 1, 1), "year")
    elif "decade" in part:
        first = int(part["decade"])
        found = date(first, 1, 1), date(first + 9, 12, 31)
    elif "month6" in part:
        begins, _ = _in_month(part["month6"], part["day6"], part.get("year6"), on)
        month = part.get("month7", part["month6"])
        _, ends = _in_month(month, part["day7"], part.get("year6"), on)
        found = (begins, ends) if begins and ends and begins <= ends else UNKNOWN
    elif "season" in part:
        found = _in_season(SEASONS[part["season"]], part.get("which"), part.get("year5"), on)
    for number in ("", "2", "3"):
        if "month" + number in part:
            month, year = part["month" + number], part.get("year" + number)
            before = on.replace(day=1) - timedelta(1) if on and "last" in part else on
            found = _in_month(month, part.get("day" + number), year, before)
    thirds = [part[name] for name in ("part3", "part4", "part5") if name in part]
    return _third(found, thirds[0]) if found and thirds else found


def _third(days: Days, part: str) -> Days:
    """The early, middle or late part of a month, a year or a decade."""
    first, last = days
    if first is None or last is None:
        return days
    if first.month == last.month:
        cut, rest = first.replace(day=10), first.replace(day=20)
    elif first.year == last.year:
        cut, rest = date(first.year, 4, 30), date(first.year, 8, 31)
    else:
        cut, rest = date(first.year + 3, 12, 31), date(first.year + 6, 12, 31)
    day = timedelta(1)
    return {"early": (first, cut), "mid": (cut + day, rest), "late": (rest + day, last)}[part]


def _in_season(month: int, which: str | None, year: str | None, on: date | None) -> Days:
    """A season: of the year given, this one, the last that is over, or the last that began."""
    if year is not None:
        return _season(int(year), month)
    if on is None:
        return UNKNOWN
    first, last = _season(on.year, month)
    if which == "this":
        return first, max(first, min(last, on))
    if (last if which == "last" else first) > on:
        first, last = _season(on.year - 1, month)
    return first, min(last, on)


def _season(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first + relativedelta(months=3, days=-1)


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
    """The days of other words; on a Monday "this week" is the seven days up to it."""
    found = on, on
    if word in ("yesterday", "last night"):
        found = _around(on - timedelta(1), "day")
    elif word == "this past week":
        found = _around(on - timedelta(1), "week")[0], on
    elif word.endswith("weekend"):
        if word == "this weekend" and on.weekday() in BEFORE_A_WEEKEND:
            return UNKNOWN
        sunday = on - timedelta((on.weekday() - 6) % 7)
        found = sunday - timedelta(1), sunday
    elif word not in THIS_DAY:
        *_, which, unit = word.split()
        if which == "last":
            return _ago(1, unit, on)
        first, last = _around(on, unit)
        found = (first, min(last, on)) if (unit, first) != ("week", on) else (on - timedelta(6), on)
    return found
