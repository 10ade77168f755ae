//! Forms that are not listed: by their longest known last part, or by their ending.

use super::classes::Classes;
use super::table::{Entry, Table};
use super::word::{Source, Word};
use super::{Lexicon, MAX_FORM, UNKNOWN_LEMMA};

/// Endings of derived words, each with a word that is inflected like all of them.
const SUFFIXES: &[(&str, &str)] = &[
    ("ung", "Zeitung"),
    ("heit", "Freiheit"),
    ("keit", "Tätigkeit"),
    ("schaft", "Mannschaft"),
    ("ion", "Nation"),
    ("tät", "Universität"),
    ("enz", "Konferenz"),
    ("anz", "Allianz"),
    ("ik", "Republik"),
    ("ie", "Energie"),
    ("ur", "Natur"),
    ("erei", "Bäckerei"),
    ("ismus", "Terrorismus"),
    ("ist", "Polizist"),
    ("ent", "Student"),
    ("ant", "Lieferant"),
    ("or", "Direktor"),
    ("eur", "Ingenieur"),
    ("ling", "Flüchtling"),
    ("chen", "Mädchen"),
    ("erin", "Lehrerin"),
    ("er", "Lehrer"),
    ("lich", "freundlich"),
    ("isch", "politisch"),
    ("ig", "wichtig"),
    ("bar", "furchtbar"),
    ("sam", "wirksam"),
    ("los", "arbeitslos"),
    ("haft", "dauerhaft"),
    ("mäßig", "wichtig"),
    ("ell", "finanziell"),
    ("al", "national"),
    ("iv", "aktiv"),
    ("ös", "religiös"),
    ("ier", "studieren"),
];

#[derive(Clone, Debug, Default)]
pub(super) struct Guesses {
    /// Suffix and an entry with its paradigm; nouns begin with a capital.
    suffixes: Vec<(&'static str, Entry)>,
}

impl Guesses {
    pub fn new(table: &Table) -> Guesses {
        let mut suffixes = Vec::new();
        for &(suffix, model) in SUFFIXES {
            let mut found = None;
            table.visit(model.as_bytes(), false, |entry, _| {
                let stem = table.stem(entry);
                if stem.ends_with(suffix) || model.ends_with(stem) && suffix == "mäßig" {
                    found = found.or(Some(*entry));
                }
            });
            suffixes.extend(found.map(|entry| (suffix, entry)));
        }
        Guesses { suffixes }
    }
}

impl Lexicon {
    /// Adds what an unlisted form can be by its last part or its ending.
    pub(super) fn guess(&self, form: &str, word: &mut Word) {
        let capital = form.starts_with(char::is_uppercase);
        if let Some((_, last)) = form.rsplit_once('-') {
            self.tail(last, capital || last.starts_with(char::is_uppercase), word);
        }
        // what is before a tail has at least three letters, five before a tail of only three bytes
        for (letters, (at, _)) in form.char_indices().enumerate().skip(3) {
            let rest = form.len() - at;
            if !word.classes.is_empty() || rest < 3 || rest == 3 && letters < 5 {
                break;
            }
            self.tail(&form[at..], capital, word);
        }
        if word.classes.is_empty() && !capital {
            self.separable(form.as_bytes(), false, word);
        }
        if !word.classes.is_empty() {
            word.source = Source::Compound;
            return;
        }
        for &(suffix, ref model) in &self.guesses.suffixes {
            self.ending(form, capital, suffix, model, word);
        }
        if word.classes.is_empty() && capital {
            // a name in the genitive
            if let Some(stem) = form.strip_suffix('s') {
                self.table.visit(stem.as_bytes(), false, |entry, reading| {
                    if reading.classes.has(Classes::NAME) {
                        word.add(reading, entry.lemma, entry.meaning);
                    }
                });
            }
        }
        if !word.classes.is_empty() {
            word.source = Source::Ending;
        }
    }

    /// Adds the nouns, for lower-case words the adjectives, that `tail` is alone.
    fn tail(&self, tail: &str, noun: bool, word: &mut Word) {
        let mut buffer = [0; MAX_FORM + 2];
        let tail = if noun { upper_first(tail, &mut buffer) } else { tail.as_bytes() };
        self.table.visit(tail, false, |entry, reading| {
            let fits = if noun {
                reading.classes.has(Classes::NOUN) && !reading.classes.has(Classes::NAME)
            } else {
                reading.classes.any(Classes::ADJECTIVE | Classes::PARTICIPLE_ADJECTIVE | Classes::PREDICATIVE)
            };
            if fits {
                word.add(reading, entry.lemma, entry.meaning);
            }
        });
    }

    /// Adds what the form is if it ends in `suffix` and an ending of the model's paradigm.
    fn ending(&self, form: &str, capital: bool, suffix: &str, model: &Entry, word: &mut Word) {
        let noun = self.table.stem(model).starts_with(char::is_uppercase);
        if noun != capital {
            return;
        }
        let bytes = form.as_bytes();
        for cut in (0..=super::MAX_ENDING.min(bytes.len())).rev() {
            let (stem, ending) = bytes.split_at(bytes.len() - cut);
            if stem.len() >= suffix.len() + 3
                && stem.ends_with(suffix.as_bytes())
                && let Some(reading) = self.table.reading(model, ending)
            {
                word.add(reading, UNKNOWN_LEMMA, 0);
            }
        }
    }
}

fn upper_first<'b>(text: &str, buffer: &'b mut [u8; MAX_FORM + 2]) -> &'b [u8] {
    let Some(first) = text.chars().next() else { return &[] };
    let capital = match first {
        'ß' => first,
        _ => first.to_uppercase().next().unwrap_or(first),
    };
    let rest = &text.as_bytes()[first.len_utf8()..];
    let size = capital.encode_utf8(buffer).len();
    let end = (size + rest.len()).min(buffer.len());
    buffer[size..end].copy_from_slice(&rest[..end - size]);
    &buffer[..end]
}
