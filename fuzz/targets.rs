//! What each fuzz target does with its bytes; the fuzzer and `tests/regressions.rs` both come here.
//!
//! Whoever includes this file has the module `promises` beside it.

use crate::promises::{self, Stage, stages};
use arbitrary::{Arbitrary, Unstructured};
use wortlaut::analysis::BlockKind;
use wortlaut::clean::Markup;
use wortlaut::model::{MAGIC, Model};
use wortlaut::{Error, Models, Options, Span, Unit, analyse_with, encoding};

/// Reads bytes and panics where a promise is broken.
type Target = fn(&[u8]);

/// Every target by its name. A stage has its own where the stages after it would make it much slower; others share one.
pub const ALL: &[(&str, Target)] = &[
    ("clean", clean),
    ("tagging", tagging),
    ("entities", entities),
    ("attribution", attribution),
    ("whole", whole),
    ("news", news),
    ("labels", labels),
    ("models", models),
    ("encodings", encodings),
];

/// Bytes as text, so that a flipped byte changes one place only.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn plain(bytes: &[u8], last: Stage) {
    stages(&text(bytes), &Options::default(), Models::embedded(), last);
}

/// Any text with any blocks of markup and any taken up again.
pub fn clean(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok((keep, markup)) = <(Vec<(u16, u8)>, Vec<(u8, u8, u8)>)>::arbitrary(&mut input) else { return };
    let text = text(input.take_rest());
    const KINDS: [BlockKind; 5] =
        [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Clutter, BlockKind::Question, BlockKind::ListItem];
    let place = |start: u32, length: u32| promises::on_boundaries(&text, Span { start, end: start + length });
    let mut at = 0;
    let markup = markup.into_iter().take(50).map(|(gap, length, kind)| {
        let start = at + u32::from(gap);
        // overlaps the next one now and then
        at = start + u32::from(length / 2);
        Markup { span: place(start, u32::from(length)), kind: KINDS[kind as usize % KINDS.len()] }
    });
    let options = Options {
        unit: Unit::Bytes,
        markup: markup.collect(),
        keep: keep.into_iter().take(50).map(|(start, length)| place(u32::from(start), u32::from(length))).collect(),
    };
    stages(&text, &options, Models::embedded(), Stage::Clean);
}

/// Any text as tokens with parts of speech.
pub fn tagging(bytes: &[u8]) {
    plain(bytes, Stage::Tagging);
}

/// Any text with names and entities.
pub fn entities(bytes: &[u8]) {
    plain(bytes, Stage::Entities);
}

/// Any text with cues, quotations and everybody who speaks.
pub fn attribution(bytes: &[u8]) {
    plain(bytes, Stage::Attribution);
}

/// Any text as the public value, in every unit.
pub fn whole(bytes: &[u8]) {
    promises::whole(&text(bytes));
}

/// The parts that news is made of, in any order: marks, names, reporting words, ends of sentences and paragraphs.
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
    "–",
    ":",
    ",",
    ". ",
    "…",
    "! ",
    "? ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\n\n„",
    "“\n\n",
    ".“ ",
    ",“ ",
    ": „",
    "Anna Muster",
    "Muster",
    "Dr. Kern",
    "Kern",
    "Kerns",
    "die Ministerin",
    "der Sprecher",
    "Frau Muster",
    "SPD",
    "(SPD)",
    "Köln",
    "Kölner",
    "die Stadt",
    "Stadtwerke AG",
    "sagte ",
    "sagte er",
    "erklärte sie",
    "teilte ",
    " mit",
    "laut ",
    " zufolge",
    "nach Angaben ",
    "dass ",
    "ob ",
    "sei ",
    "habe ",
    "werde ",
    "könne ",
    "er ",
    "sie ",
    "so ",
    "wie ",
    "aber ",
    "ist ",
    "geht ",
    "gut",
    "nicht ",
    "Wir ",
    "ich ",
    "am Montag ",
    "1. Mai ",
    "3,5 ",
    "z. B. ",
    "ZEIT: ",
    "Kern: ",
    "Foto: dpa",
    "Anzeige",
    "Mehr zum Thema",
    "Berlin (dpa) - ",
    "\u{ad}",
    "\u{200b}",
    "ä",
    "😀",
    "https://example.org/?a=b ",
    "- ",
    "* ",
    "5\"",
    "geht's ",
];

/// Quotation marks, names and paragraphs put together: each byte is one of [`PIECES`].
pub fn news(bytes: &[u8]) {
    let text: String = bytes.iter().take(300).map(|&byte| PIECES[byte as usize % PIECES.len()]).collect();
    stages(&text, &Options::default(), Models::embedded(), Stage::Attribution);
    promises::whole(&text);
}

/// Models whose labels are by chance: the later stages stand whatever the earlier ones say.
///
/// Four bytes are the seed of all weights, the others a text as in [`news`]. Keys of four bits give every feature a weight.
pub fn labels(bytes: &[u8]) {
    let Some((&seed, pieces)) = bytes.split_first_chunk::<4>() else { return };
    let mut state = u32::from_le_bytes(seed) | 1;
    let mut chance = || {
        // xorshift
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    let mut models = Models::embedded().clone();
    let parts = [
        &mut models.tags,
        &mut models.spans,
        &mut models.acceptance,
        &mut models.direct,
        &mut models.marks,
        &mut models.roles,
        &mut models.speakers,
        &mut models.names,
        &mut models.names_document,
    ];
    for part in parts {
        let labels = part.labels();
        // the layout that `Model::parse` tells: one class, 16 keys in order, all labels behind each
        let mut packed = [MAGIC.as_slice(), &[1, 4, labels as u8, 16, 0, 0, 0], &0.05_f32.to_le_bytes()].concat();
        for _ in 0..(labels + 1) * labels {
            packed.extend(f32::from(chance() as i8 / 32).to_le_bytes());
        }
        packed.push(0);
        packed.extend([1; 15]);
        for _ in 0..16 {
            let mut rest = (1_u32 << labels) - 1;
            while rest >= 0x80 {
                packed.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            packed.push(rest as u8);
        }
        packed.extend(std::iter::repeat_with(&mut chance).take(16 * labels));
        *part = Model::parse(&packed).expect("a model of four-bit keys");
    }
    let text: String = pieces.iter().take(100).map(|&byte| PIECES[byte as usize % PIECES.len()]).collect();
    stages(&text, &Options::default(), &models, Stage::Attribution);
    analyse_with(&models, &text, &Options::default(), &|| true).expect("a short text");
}

/// Every part of the models.
const PARTS: [&str; 16] = [
    "lexicon",
    "tags",
    "reporting",
    "speech",
    "spans",
    "acceptance",
    "decision",
    "direct",
    "direct-decision",
    "marks",
    "roles",
    "speakers",
    "speaker-decision",
    "gazetteer",
    "names",
    "names-document",
];

/// A sentence with something for every stage.
const SAMPLE: &str =
    "Köln (dpa) - „Das ist gut“, sagte Anna Muster (SPD) am 1. Mai. Die Ministerin teilte mit, dass die „Lage“ ernst sei.";

/// The built-in models with bytes changed: refused, or good for an analysis.
///
/// Five bytes a change: the part, the place (21 bits, above them 0 for an end there), the new byte.
pub fn models(bytes: &[u8]) {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for (index, name) in PARTS.iter().enumerate() {
        let mut part = Models::embedded_part(name).expect("a built-in part").to_vec();
        for change in bytes.chunks_exact(5).filter(|change| change[0] as usize % PARTS.len() == index) {
            if part.is_empty() {
                break;
            }
            let place = u32::from_le_bytes([change[1], change[2], change[3] & 0x1f, 0]) as usize % part.len();
            match change[3] >> 5 {
                0 => part.truncate(place),
                _ => part[place] = change[4],
            }
        }
        parts.push(part);
    }
    let part = |name: &str| PARTS.iter().position(|&known| known == name).map(|at| parts[at].as_slice());
    match Models::from_parts(part) {
        Err(error) => assert_eq!(error, Error::BadModel),
        Ok(models) => drop(analyse_with(&models, SAMPLE, &Options::default(), &|| true)),
    }
}

/// Any file has some encoding that browsers know, and any pack is read or refused.
pub fn encodings(bytes: &[u8]) {
    const KNOWN: [&str; 6] = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-15", "macintosh"];
    assert!(KNOWN.contains(&encoding::guess(bytes)));
    assert!(Models::from_pack(bytes).is_err(), "no fuzzer guesses a megabyte of models");
}
