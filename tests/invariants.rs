//! What holds for every text.

use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};
use wortlaut::analysis::BlockKind;
use wortlaut::clean::Markup;
use wortlaut::{Analysis, Error, Models, Options, Span, Unit, analyse, analyse_with};

/// German news in pieces, and what breaks readers of text.
const PIECES: &[&str] = &[
    "„",
    "“",
    "”",
    "\"",
    "»",
    "«",
    "›",
    "‹",
    "‚",
    "‘",
    "’",
    "'",
    "(",
    ")",
    "[",
    "–",
    "-",
    ":",
    ",",
    ".",
    "…",
    "!",
    "?",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "\0",
    "😀",
    "👨‍👩‍👧",
    "e\u{301}",
    "שלום",
    "مرحبا",
    "\u{202e}",
    "ß",
    "ẞ",
    "ﬁ",
    "Ä",
    "İ",
    "ǅ",
    "𝔄",
    "Frau",
    "Angela Musterfrau",
    "Musterfrau",
    "Dr. Ötzi",
    "die Polizei",
    "SPD",
    "(SPD)",
    "Köln",
    "der Sprecher",
    "sagte",
    "erklärte",
    "teilte",
    "mit",
    "laut",
    "zufolge",
    "nach Angaben",
    "sei",
    "habe",
    "werde",
    "könne",
    "dass",
    "ob",
    "er",
    "sie",
    "so",
    "wie",
    "am Montag",
    "1. Mai",
    "3,5 Prozent",
    "z. B.",
    "US-Präsident",
    "Anzeige",
    "Mehr zum Thema",
    "ZEIT:",
    "Foto: dpa",
    "Hannover (dpa) -",
    "geht's",
    "Hans'",
    "5\"",
    "https://example.org/?a=„b“",
    "ist",
    "nicht",
    "gut",
];

fn news() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(piece);
            if space {
                text.push(' ');
            }
        }
        text
    })
}

/// Stretches of a text in order, some empty, some overlapping, some behind its end.
fn places() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((0_u32..300, 0_u32..60), 0..6).prop_map(|mut places| {
        places.sort_unstable();
        places.into_iter().map(|(start, length)| Span { start, end: start + length }).collect()
    })
}

fn on_boundaries(text: &str, span: Span) -> Span {
    Span::new(text.floor_char_boundary(span.start as usize), text.floor_char_boundary(span.end as usize))
}

fn read(text: &str, unit: Unit) -> Analysis {
    analyse(text, &Options { unit, ..Options::default() }).unwrap()
}

/// Every object of the public value that has a start and an end.
fn spans(value: &Value, out: &mut Vec<Span>) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                let position = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
                out.push(Span { start: position(start), end: position(end) });
            }
            fields.values().for_each(|field| spans(field, out));
        }
        Value::Array(items) => items.iter().for_each(|item| spans(item, out)),
        _ => {}
    }
}

fn all_spans(analysis: &Analysis) -> Vec<Span> {
    let mut out = Vec::new();
    spans(&serde_json::to_value(analysis).unwrap(), &mut out);
    out
}

/// Checks everything that the public value promises.
fn check(text: &str) {
    let analysis = read(text, Unit::Bytes);
    assert_eq!(analysis, read(text, Unit::Bytes), "the same text gives the same result");

    let bytes = all_spans(&analysis);
    for span in &bytes {
        assert!(span.start < span.end && span.end as usize <= text.len(), "{span:?} of {}", text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?}");
    }
    // the same places in every unit
    let units: Vec<u16> = text.encode_utf16().collect();
    let points: Vec<char> = text.chars().collect();
    let (wide, pointed) = (all_spans(&read(text, Unit::Utf16)), all_spans(&read(text, Unit::CodePoints)));
    assert!(bytes.len() == wide.len() && bytes.len() == pointed.len());
    for ((byte, wide), point) in bytes.iter().zip(wide).zip(pointed) {
        let words = byte.of(text);
        assert_eq!(words, String::from_utf16(&units[wide.start as usize..wide.end as usize]).unwrap());
        assert_eq!(words, points[point.start as usize..point.end as usize].iter().collect::<String>());
    }
    // blocks and the white space between them cover the text
    let mut end = 0;
    for block in &analysis.blocks {
        assert!(end <= block.start, "blocks in order");
        assert!(invisible(&text[end as usize..block.start as usize]), "{:?}", &text[end as usize..block.start as usize]);
        end = block.end;
    }
    assert!(invisible(&text[end as usize..]), "{:?}", &text[end as usize..]);
    // what refers to something refers to something that is there
    let entity = |id: u32| analysis.entities.iter().filter(|entity| entity.id == id).count() == 1;
    for (index, quote) in analysis.quotes.iter().enumerate() {
        assert_eq!(quote.id as usize, index);
        assert!(!quote.spans.is_empty() && quote.spans.is_sorted());
        assert!(quote.inside.is_none_or(|outer| outer != quote.id && (outer as usize) < analysis.quotes.len()));
        assert!((0.0..=1.0).contains(&quote.confidence));
        if let Some(speaker) = &quote.speaker {
            assert!(!speaker.spans.is_empty(), "a speaker comes with the words that name them");
            assert!(speaker.entity.is_none_or(entity));
        }
    }
    for found in &analysis.entities {
        assert!(entity(found.id) && !found.name.trim().is_empty() && !found.mentions.is_empty(), "{found:?}");
        assert!((0.0..=1.0).contains(&found.salience));
    }
    assert!(analysis.voices.iter().all(|voice| voice.entity.is_none_or(entity)));
    let share: f32 = analysis.voices.iter().map(|voice| voice.share).sum();
    assert!(analysis.voices.iter().all(|voice| voice.words == 0) || (share - 1.0).abs() < 1e-3, "{share}");
}

/// White space and characters that show nothing.
fn invisible(text: &str) -> bool {
    text.chars().all(|c| {
        let format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffc}');
        c.is_whitespace() || c.is_control() || format
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn news_in_any_order(text in news()) {
        check(&text);
    }

    #[test]
    fn any_characters(text in "\\PC{0,200}|(?s).{0,200}") {
        check(&text);
    }

    #[test]
    fn kept_and_marked_blocks_anywhere(text in news(), keep in places(), markup in places()) {
        let keep = keep.iter().map(|&span| on_boundaries(&text, span)).collect();
        let kinds = [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Clutter, BlockKind::Question, BlockKind::ListItem];
        let markup = markup.iter().zip(kinds.into_iter().cycle());
        let markup = markup.map(|(&span, kind)| Markup { span: on_boundaries(&text, span), kind }).collect();
        let analysis = analyse(&text, &Options { unit: Unit::Bytes, keep, markup }).unwrap();
        prop_assert!(all_spans(&analysis).iter().all(|span| text.is_char_boundary(span.end as usize)));
    }
}

#[test]
fn own_articles() {
    let mut count = 0;
    for entry in fs::read_dir("tests/articles").unwrap() {
        check(&fs::read_to_string(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 5);
}

#[test]
fn nothing_and_almost_nothing() {
    for text in ["", " ", "\n\n\n", "\0", "\u{feff}", "„", "“", "\u{fffd}", "\u{202e}", "a", "„“", "\u{ad}", "Ä", "😀"]
    {
        check(text);
    }
}

#[test]
fn stops_when_asked() {
    let asked = std::cell::Cell::new(0);
    let go_on = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    let text = "„Gut“, sagte sie.".repeat(10);
    assert_eq!(analyse_with(Models::embedded(), &text, &Options::default(), &go_on), Err(Error::Aborted));
}

/// Four times as much text takes about four times as long; sixteen times would be quadratic.
#[test]
fn linear_on_hostile_texts() {
    let article = fs::read_to_string("tests/articles/agentur.txt").unwrap();
    for (name, piece) in [
        ("opening marks", "„"),
        ("straight marks", "\""),
        ("pairs", "„“"),
        ("brackets", "("),
        ("one word", "a"),
        ("one capitalised word", "Ä"),
        ("hyphens", "-"),
        ("points", "."),
        ("digits", "1."),
        ("blanks", " "),
        ("lines", "\n"),
        ("names", "Anna Muster, "),
        ("different marks", "»„‚"),
        ("speech without an end", "sagte er, "),
        ("clauses without an end", "Meyer sagte, dass er in Berlin „gut“ sei, "),
        ("subjunctives", "sei habe werde "),
        ("soft hyphens", "\u{ad}"),
        ("one sentence", "und die Stadt "),
        ("articles", &article),
    ] {
        let time = |bytes: usize| {
            let text = piece.repeat(bytes.div_ceil(piece.len()));
            let start = Instant::now();
            analyse(&text, &Options::default()).unwrap();
            start.elapsed()
        };
        let small = time(128 << 10).max(Duration::from_millis(20));
        let large = time(512 << 10);
        println!("{name}: {small:?} for 128 kB, {large:?} for 512 kB");
        assert!(large < small * 9, "{name}: {small:?} for 128 kB, {large:?} for 512 kB");
    }
}
