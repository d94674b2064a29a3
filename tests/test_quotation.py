import pytest

from onrecord.extracting.quotation import kind_of, quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Hello,” he said. “It’s fine.”", ["“Hello,”", "“It’s fine.”"]),
        ('"A," he said, "b."', ['"A,"', '"b."']),
        ("''We are,'' she said. ''No''", ["''We are,''", "''No''"]),
        ("``We are,'' she said.", ["``We are,''"]),
        ("« Oui », dit-il", ["« Oui »"]),
        ("„Ja“, sagte er, „nein”", ["„Ja“", "„nein”"]),
        ("‘The workers’ rights are ours,’ he said.", ["‘The workers’ rights are ours,’"]),
        ("‘Don’t go,’ she said. ‘It’s late.’", ["‘Don’t go,’", "‘It’s late.’"]),
        ("an ‘illegal’ war and the workers’ homes", ["‘illegal’"]),
        ("He said 'we won't go' and '90s rock", ["'we won't go'"]),
        ("the workers' rights and Jones' house", []),
        ("rock 'n' roll, he's '68 and it’s ’90s", []),
        ('He is 5\'10" tall, and "so what"', ['"so what"']),
        ("“a ‘b’ c” d", ["“a ‘b’ c”"]),
        ("‘a “b” c’ d", ["‘a “b” c’"]),
        ('“no evidence" yet that', ['“no evidence"']),
        ("“First paragraph.\n\n“Second,” he said.", ["“First paragraph.", "“Second,”"]),
        ('"First paragraph.\n\n"Second," he said.', ['"First paragraph.', '"Second,"']),
        ('a stray " mark and "a quote" too', ['"a quote"']),
        ("(“yes”)—“no”", ["“yes”", "“no”"]),
        ("", []),
        ('" " " “ ” ‘ ’ \'\'', ["“ ”"]),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[a:b] for a, b in quoted_spans(text)] == quoted


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (["“We will go,”", "“Soon.”"], "direct"),
        (["We will go", "Soon"], "direct"),
        (["that they are late"], "indirect"),
        (["the train is “never” late"], "mixed"),
        (["“We will go,”", "that they are late"], "mixed"),
    ],
)
def test_the_kind_of_a_statement(content: list[str], kind: str) -> None:
    text = "“We will go,” he said. “Soon.” She said that they are late, the train is “never” late."
    spans = [(text.index(c), text.index(c) + len(c)) for c in content]
    assert kind_of(spans, quoted_spans(text), text) == kind
