//! What holds for every text.

mod promises;

use promises::{all_spans, on_boundaries, whole as check};
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use wortlaut::analysis::BlockKind;
use wortlaut::clean::Markup;
use wortlaut::{Error, Models, Options, Span, Unit, analyse, analyse_with};

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
    const LARGE: usize = 1 << 20;
    let article = fs::read_to_string("tests/articles/agentur.txt").unwrap();
    let pieces = [
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
    ];
    let repeated = pieces.into_iter().map(|(name, piece)| (name, piece.repeat(LARGE.div_ceil(piece.len()))));
    let names: String = (0..100_000).map(|i| format!("{} {}ow, ", NAMES[i % NAMES.len()], capitalised(i))).collect();
    let nested: String = (0..150_000).map(|i| ["„a ", "(b "][i % 2]).chain((0..150_000).map(|i| [" c)", " d“"][i % 2])).collect();
    let unicode: String = ('\0'..=char::MAX).collect();
    let others = [("100,000 names", names), ("deep nesting", nested), ("all of Unicode", unicode)];
    for (name, text) in repeated.chain(others) {
        let time = |bytes: usize| {
            let text = &text[..text.floor_char_boundary(bytes)];
            let start = worked();
            analyse(text, &Options::default()).unwrap();
            worked() - start
        };
        let small = time(LARGE / 4).max(Duration::from_millis(20));
        let large = time(LARGE);
        println!("{name}: {small:?} for 256 kB, {large:?} for 1 MB");
        assert!(large < small * 9, "{name}: {small:?} for 256 kB, {large:?} for 1 MB");
    }
}

/// How long a processor has worked for this thread, where the system tells; else the clock.
fn worked() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next().and_then(|number| number.parse().ok()));
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// First names of [`linear_on_hostile_texts`].
const NAMES: [&str; 5] = ["Anna", "Mehmet", "Olga", "Jürgen", "Zoë"];

/// A number as a word with a capital letter, another for every number.
fn capitalised(mut number: usize) -> String {
    let mut word = String::from("K");
    while number > 0 {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    word
}
