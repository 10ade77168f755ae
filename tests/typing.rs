//! While somebody types: an analysis that remembers the one before gives what one without memory gives.

use proptest::prelude::*;
use std::fs;
use wortlaut::memory::MOST_BYTES_AT_ONCE;
use wortlaut::{Error, Memory, Models, Options, analyse, analyse_again};

/// What is typed, pasted or moved: letters, marks, names that change who is meant elsewhere, ends of sentences and blocks.
const PIECES: &[&str] = &[
    "a",
    " ",
    "s",
    ".",
    ", ",
    "“",
    "„",
    "\"",
    "\n\n",
    "\n",
    ": ",
    "Muster",
    "Anna Muster",
    " sagte sie",
    "sei ",
    "laut Polizei ",
    "Berlin (dpa) - ",
    "ZEIT: ",
    "Mehr zum Thema\n",
    "„Gut“, sagte Meyer. ",
    "dass ",
    "Meyer, ",
    "😀",
    "\u{ad}",
    "er ",
    "(SPD) ",
    "Bremen ",
    "Bremer ",
    "Russland, ",
    "russisch-deutsche ",
    "Muster-Vertraute ",
];

/// One edit: where (as a share of the text), how many bytes go, and what comes; after how many stages the analysis of it is
/// broken off, if it is.
type Edit = (f64, usize, Vec<&'static str>, Option<usize>);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let few = prop::collection::vec(prop::sample::select(PIECES), 0..4);
    // mostly letters, now and then whole paragraphs
    let gone = prop_oneof![4 => 0..4_usize, 1 => 0..900_usize];
    let broken = prop_oneof![3 => Just(None), 1 => (0..9_usize).prop_map(Some)];
    prop::collection::vec((0.0..1.0, gone, few, broken), 1..6)
}

fn apply(text: &mut String, (place, gone, pieces, _): &Edit) {
    let start = text.floor_char_boundary((text.len() as f64 * place) as usize);
    let end = text.floor_char_boundary((start + gone).min(text.len()));
    text.replace_range(start..end, &pieces.concat());
}

/// Breaks the analysis of `text` off after so many stages.
fn break_off(text: &str, stages: usize, memory: &mut Memory) {
    let asked = std::cell::Cell::new(0);
    let go_on = || asked.replace(asked.get() + 1) < stages;
    let aborted = analyse_again(Models::embedded(), text, &Options::default(), &go_on, memory);
    assert_eq!(aborted, Err(Error::Aborted));
}

fn again(text: &str, memory: &mut Memory) -> wortlaut::Analysis {
    analyse_again(Models::embedded(), text, &Options::default(), &|| true, memory).unwrap()
}

fn own_articles() -> Vec<String> {
    let paths = fs::read_dir("tests/articles").unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn edits_anywhere(places in prop::collection::vec(0_usize..100, 1..8), edits in edits()) {
        let articles = own_articles();
        // several are read in parts
        let mut text = places.iter().map(|at| articles[at % articles.len()].as_str()).collect::<Vec<_>>().join("\n\n");
        let mut memory = Memory::default();
        again(&text, &mut memory);
        for edit in &edits {
            apply(&mut text, edit);
            if let Some(stages) = edit.3 {
                break_off(&text, stages, &mut memory);
                continue;
            }
            prop_assert_eq!(again(&text, &mut memory), analyse(&text, &Options::default()).unwrap());
        }
    }
}

#[test]
fn letter_by_letter() {
    let article = &own_articles()[0];
    let mut memory = Memory::default();
    for (end, c) in article.char_indices().take(400) {
        let text = &article[..end + c.len_utf8()];
        assert_eq!(again(text, &mut memory), analyse(text, &Options::default()).unwrap(), "{text}");
    }
}

#[test]
fn an_analysis_broken_off_spoils_nothing() {
    let articles = own_articles();
    let mut memory = Memory::default();
    again(&articles[0], &mut memory);
    for stages in 0..9 {
        break_off(&articles[1], stages, &mut memory);
        assert_eq!(again(&articles[0], &mut memory), analyse(&articles[0], &Options::default()).unwrap());
    }
}

#[test]
fn a_long_text_is_remembered_once_somebody_types_in_it() {
    let mut text = own_articles().join("\n\n");
    while text.len() <= MOST_BYTES_AT_ONCE {
        text = format!("{text}\n\n{text}");
    }
    let mut memory = Memory::default();
    again("Kurz.", &mut memory);
    again(&text, &mut memory);
    for _ in 0..3 {
        let middle = text.floor_char_boundary(text.len() / 2);
        text.insert_str(middle, "Anna Muster, ");
        assert_eq!(again(&text, &mut memory), analyse(&text, &Options::default()).unwrap());
    }
    // and forgotten where another is read
    let other = text.replace('e', "i");
    assert_eq!(again(&other, &mut memory), analyse(&other, &Options::default()).unwrap());
    assert_eq!(again(&text, &mut memory), analyse(&text, &Options::default()).unwrap());
}
