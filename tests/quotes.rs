//! The table of quotations: type, words and speaker, sentence by sentence.

use wortlaut::analysis::{Analysis, QuoteKind};
use wortlaut::{Options, Span, Unit, analyse};

/// One text of the table with its expected lines.
struct Case {
    line: usize,
    text: String,
    expected: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for (number, line) in include_str!("quotes.txt").lines().enumerate() {
        if line.is_empty() || line.starts_with(['#', '=']) {
            continue;
        }
        match (line.strip_prefix("> "), out.last_mut()) {
            (Some(expected), Some(case)) => case.expected.push(expected.to_owned()),
            _ => out.push(Case { line: number + 1, text: line.to_owned(), expected: Vec::new() }),
        }
    }
    out
}

fn lines(text: &str, analysis: &Analysis) -> Vec<String> {
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    let line = |quote: &wortlaut::analysis::Quote| {
        let kind = match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Reported => "reported",
            QuoteKind::FreeIndirect => "free-indirect",
            QuoteKind::IndirectFreeIndirect => "indirect-free-indirect",
        };
        let speaker = quote.speaker.as_ref().map_or("-".to_owned(), |speaker| words(&speaker.spans));
        format!("{kind} | {} | {speaker}", words(&quote.spans))
    };
    analysis.quotes.iter().map(line).collect()
}

#[test]
fn every_quotation_of_the_table_is_found_with_its_speaker() {
    let options = Options { unit: Unit::Bytes, ..Options::default() };
    let mut wrong = Vec::new();
    for Case { line, text, expected } in cases() {
        let found = lines(&text, &analyse(&text, &options).expect("short enough"));
        if found != expected {
            wrong.push(format!("line {line}: {text}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn answers_of_an_interview_are_their_speakers_words() {
    let bare = "Der Turm bleibt offen\n\nSeit 30 Jahren sperrt Türmerin Hilde Kranz die Kirche auf. Ein Gespräch.\n\nFrau Kranz, \
        wie viele Stufen sind es?\n\nGenau 214. Ich zähle sie noch jeden Morgen.\n\nWird der Turm geschlossen?\n\nDas glaube ich \
        nicht. Der Pfarrer sagte, es gebe Geld.\n\nWer folgt Ihnen nach?\n\nMeine Nichte.\n\nDas Gespräch führte Udo Lenz.";
    let labelled = "Zwei Bäcker, ein Ofen\n\nDie Brüder Karl und Jens Wolff backen seit 1990 in Celle.\n\nZeitung: Was ist neu?\n\n\
        Karl Wolff: Der Ofen. Wir haben lange gespart.\n\nZeitung: Und das Mehl?\n\nJens Wolff: Das kommt aus der Mühle am Ort.\n\n\
        Zeitung: Bleibt der Preis?\n\nKarl Wolff: Bis zum Herbst.";
    let steps = "Die Firma erklärt den neuen Tarif\n\nWas kostet er?\n\nDer Tarif kostet 30 Euro im Monat.\n\nWann beginnt er?\n\nEr \
        beginnt im Mai.\n\nWer bekommt ihn?\n\nJeder, der umzieht.";
    let direct = |text: &str| -> Vec<String> {
        let options = Options { unit: Unit::Bytes, ..Options::default() };
        let lines = lines(text, &analyse(text, &options).expect("short enough"));
        lines.into_iter().filter(|line| line.starts_with("direct")).collect()
    };
    let expected = [
        "direct | Genau 214. Ich zähle sie noch jeden Morgen. | Türmerin Hilde Kranz",
        "direct | Das glaube ich nicht. Der Pfarrer sagte, es gebe Geld. | Türmerin Hilde Kranz",
        "direct | Meine Nichte. | Türmerin Hilde Kranz",
    ];
    assert_eq!(direct(bare), expected);
    let expected = [
        "direct | Der Ofen. Wir haben lange gespart. | Karl Wolff",
        "direct | Das kommt aus der Mühle am Ort. | Jens Wolff",
        "direct | Bis zum Herbst. | Karl Wolff",
    ];
    assert_eq!(direct(labelled), expected);
    assert_eq!(direct(steps), [""; 0]);
}
