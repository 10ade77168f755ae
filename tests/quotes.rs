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
