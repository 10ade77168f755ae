//! The lexicon: what a form can be, before its sentence is looked at.
//!
//! The table holds stems with a paradigm each; a paradigm is a list of endings with their readings, shared by all words
//! of one inflection ("Haus" + "", "es", "e"; "Häuser" + "", "n"). A form is found by cutting endings off and looking
//! the rest up. Separable verbs are pairs of a prefix and a verb of the table ("mit" + "teilen"), so that "mitteilte",
//! "mitgeteilt", "mitzuteilen" and "teilte … mit" all lead to one lemma. What is not listed is guessed from the longest
//! known last part or from the ending (`guess`). `train lexicon` packs the table; nothing is allocated for a look-up.

mod classes;
mod guess;
pub mod meaning;
mod table;
mod word;

pub use classes::Classes;
pub use table::MAGIC;
pub use word::{Agreement, Case, Gender, Number, Persons, Reading, Source, Verb, VerbForms, Word};

use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::model::Hasher;
use guess::Guesses;
use table::Table;

/// Longest form that is looked up, in bytes; longer ones are unknown.
pub const MAX_FORM: usize = 64;

/// Longest ending of a paradigm, in bytes.
pub const MAX_ENDING: usize = 7;

/// Lemma of a verb that is known by its ending only.
pub const UNKNOWN_LEMMA: u32 = u32::MAX;

/// Forms and their readings.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    table: Table,
    guesses: Guesses,
    /// Classes of meaning of what the table does not hold as a noun (`meaning`).
    others: Gazetteer,
}

impl Lexicon {
    /// Reads the packed table.
    ///
    /// # Errors
    /// [`Error::BadModel`] where the bytes are no such table.
    pub fn parse(bytes: &[u8]) -> Result<Lexicon, Error> {
        let table = Table::parse(bytes)?;
        let guesses = Guesses::new(&table);
        Ok(Lexicon { table, guesses, others: Gazetteer::default() })
    }

    /// Everything that `form` can be; as it stands if it is listed so, else in another spelling, else by its last part.
    pub fn find(&self, form: &str) -> Word {
        let mut word = Word::default();
        if form.len() > MAX_FORM {
            return word;
        }
        self.listed(form.as_bytes(), &mut word);
        if word.classes.is_empty() {
            self.folded(form, &mut word);
        }
        if word.classes.is_empty() {
            self.guess(form, &mut word);
        }
        self.mean(form, &mut word);
        word
    }

    /// What [`find`](Lexicon::find) would say of `form` if it were not listed as it stands: what the packer need not keep.
    pub fn find_unlisted(&self, form: &str) -> Word {
        let mut word = Word::default();
        if form.len() <= MAX_FORM {
            self.folded(form, &mut word);
            if word.classes.is_empty() {
                self.guess(form, &mut word);
            }
        }
        word
    }

    /// Everything that `form` can be as the first word of a sentence: a capital says nothing there.
    pub fn find_initial(&self, form: &str) -> Word {
        let mut word = self.find(form);
        if word.source == Source::Listed {
            let mut buffer = [0; MAX_FORM + 2];
            if let Some(lower) = lower_first(form, &mut buffer) {
                self.listed(lower.as_bytes(), &mut word);
            }
        }
        word
    }

    /// The spelling of a verb lemma, in two parts that follow one another: its separable prefix (or nothing) and the rest.
    pub fn lemma(&self, lemma: u32) -> (&str, [&str; 2]) {
        let prefix = match lemma >> 24 {
            0 => "",
            n => self.table.prefixes.get(n as usize - 1).map_or("", String::as_str),
        };
        let rest = self.table.entries.get(lemma as usize & 0xFF_FFFF).map_or(["", ""], |entry| {
            let ending = self.table.infinitive(entry);
            [self.table.stem(entry), ending]
        });
        (prefix, rest)
    }

    /// The spelling of a verb lemma as one string.
    pub fn lemma_text(&self, lemma: u32) -> String {
        let (prefix, [stem, ending]) = self.lemma(lemma);
        [prefix, stem, ending].concat()
    }

    /// [`hash`](crate::model::hash) of a lemma's spelling: the same for any version of the table.
    pub fn lemma_hash(&self, lemma: u32) -> u32 {
        let (prefix, rest) = self.lemma(lemma);
        let mut hasher = Hasher::default();
        hasher.add(prefix).add(rest[0]).add(rest[1]);
        hasher.finish()
    }

    /// The lemma that is spelled so ("mitteilen").
    pub fn verb(&self, infinitive: &str) -> Option<u32> {
        let word = self.find(infinitive);
        let fits = |verb: &&Verb| verb.forms.any(VerbForms::INFINITIVE) && verb.lemma != UNKNOWN_LEMMA;
        word.verbs.iter().filter(fits).map(|verb| verb.lemma).find(|&lemma| self.lemma_text(lemma) == infinitive)
    }

    /// The lemma of a verb and its separable prefix together ("teilen", "mit"), if there is such a verb.
    pub fn with_prefix(&self, lemma: u32, prefix: &str) -> Option<u32> {
        let number = self.table.prefix(prefix.as_bytes())?;
        (lemma >> 24 == 0 && self.table.joins(number, lemma)).then_some(u32::from(number + 1) << 24 | lemma)
    }

    /// The same for prefixes of direction, which join any verb ("herab", "hinaus", "zurück").
    pub fn with_direction(&self, lemma: u32, prefix: &str) -> Option<u32> {
        let direction = ["her", "hin", "zurück", "vorbei"].iter().any(|start| prefix.starts_with(start));
        let number = self.table.prefix(prefix.as_bytes()).filter(|_| direction && prefix.len() > 3)?;
        (lemma >> 24 == 0).then_some(u32::from(number + 1) << 24 | lemma)
    }

    /// The lemma without its separable prefix.
    pub fn without_prefix(&self, lemma: u32) -> u32 {
        lemma & 0xFF_FFFF
    }

    /// Adds the readings of a form that stands in the table, alone or with a separable prefix.
    fn listed(&self, form: &[u8], word: &mut Word) {
        self.table.visit(form, false, |entry, reading| {
            if !entry.bound {
                word.add(reading, entry.lemma, entry.meaning);
                word.source = Source::Listed;
            }
        });
        if form.first().is_some_and(|byte| byte.is_ascii_lowercase() || *byte >= 0x80) {
            self.separable(form, true, word);
        }
    }

    /// Adds the readings of a form that begins with a separable prefix. `attested`: only verbs that are listed with it.
    fn separable(&self, form: &[u8], attested: bool, word: &mut Word) {
        for (number, prefix) in self.table.prefixes_of(form) {
            let rest = &form[prefix.len()..];
            let (rest, zu) = match rest.strip_prefix(b"zu") {
                Some(inner) if self.zu_infinitive(inner, number, attested, word) => (inner, true),
                _ => (rest, false),
            };
            if zu || rest.len() < 2 {
                continue;
            }
            self.table.visit(rest, false, |entry, reading| {
                let verbal = reading.classes.any(Classes::VERB | Classes::PARTICIPLE_ADJECTIVE);
                if verbal && entry.lemma >> 24 == 0 && (self.table.joins(number, entry.lemma) || !attested && !entry.bound) {
                    // a separable verb has its imperative apart ("teile mit")
                    let forms = reading.forms.0 & !(VerbForms::IMPERATIVE_SINGULAR | VerbForms::IMPERATIVE_PLURAL).0;
                    if forms == 0 && reading.classes.has(Classes::VERB) {
                        return;
                    }
                    let classes = Classes(reading.classes.0 & !(Classes::AUXILIARY | Classes::MODAL).0);
                    let reading = Reading { classes, forms: VerbForms(forms), ..reading };
                    word.add(reading, u32::from(number + 1) << 24 | entry.lemma, 0);
                    word.source = word.source.max(if attested { Source::Listed } else { Source::Compound });
                }
            });
        }
    }

    fn zu_infinitive(&self, inner: &[u8], number: u8, attested: bool, word: &mut Word) -> bool {
        let mut found = false;
        self.table.visit(inner, false, |entry, reading| {
            let joins = self.table.joins(number, entry.lemma) || !attested && !entry.bound;
            if reading.forms.any(VerbForms::INFINITIVE) && joins {
                let reading = Reading { classes: Classes::VERB, forms: VerbForms::ZU_INFINITIVE, ..Reading::default() };
                word.add(reading, u32::from(number + 1) << 24 | entry.lemma, 0);
                word.source = word.source.max(if attested { Source::Listed } else { Source::Compound });
                found = true;
            }
        });
        found
    }

    /// Tries other spellings: lower case, capitals as title case, ss for ß and ß for ss.
    fn folded(&self, form: &str, word: &mut Word) {
        let mut buffer = [0; MAX_FORM + 2];
        if let Some(lower) = lower_first(form, &mut buffer) {
            self.listed(lower.as_bytes(), word);
            if word.verb_forms().any(VerbForms::INFINITIVE) {
                word.classes |= Classes::NOUN | Classes::NOMINAL_INFINITIVE;
                word.noun |= Agreement((Agreement::NEUTER & Agreement::SINGULAR).0 & !Agreement::GENITIVE.0);
            }
            if word.classes.any(Classes::ADJECTIVE | Classes::PARTICIPLE_ADJECTIVE) {
                word.classes |= Classes::NOUN | Classes::NOMINALISED;
                word.noun |= word.adjective;
            }
        }
        if word.classes.is_empty()
            && let Some(title) = title_case(form, &mut buffer)
        {
            self.listed(title.as_bytes(), word);
        }
        let mut at = 0;
        while let Some(found) = form[at..].find('ß').filter(|_| word.classes.is_empty()) {
            let place = at + found;
            self.respelled(form, place, b"ss", word);
            at = place + 2;
        }
        let mut at = 0;
        while let Some(found) = form[at..].find("ss").filter(|_| word.classes.is_empty()) {
            let place = at + found;
            self.respelled(form, place, "ß".as_bytes(), word);
            at = place + 2;
        }
        if !word.classes.is_empty() {
            word.source = Source::Folded;
        }
    }

    /// Looks `form` up with the two bytes at `place` replaced, as it stands and in lower case.
    fn respelled(&self, form: &str, place: usize, by: &[u8], word: &mut Word) {
        let mut bytes = [0; MAX_FORM];
        let bytes = &mut bytes[..form.len()];
        bytes.copy_from_slice(form.as_bytes());
        bytes[place..place + 2].copy_from_slice(by);
        self.listed(bytes, word);
        let mut buffer = [0; MAX_FORM + 2];
        if word.classes.is_empty()
            && let Some(lower) = std::str::from_utf8(bytes).ok().and_then(|text| lower_first(text, &mut buffer))
        {
            self.listed(lower.as_bytes(), word);
        }
    }
}

/// `form` with its first letter in lower case; nothing where that is no change.
fn lower_first<'b>(form: &str, buffer: &'b mut [u8; MAX_FORM + 2]) -> Option<&'b str> {
    let first = form.chars().next()?;
    let mut lower = first.to_lowercase();
    let small = lower.next()?;
    if small == first || lower.next().is_some() || form.len() > MAX_FORM - 2 {
        return None;
    }
    let rest = &form.as_bytes()[first.len_utf8()..];
    let size = small.encode_utf8(buffer).len();
    buffer[size..size + rest.len()].copy_from_slice(rest);
    std::str::from_utf8(&buffer[..size + rest.len()]).ok()
}

/// A form of at least four capitals with all letters but the first in lower case.
fn title_case<'b>(form: &str, buffer: &'b mut [u8; MAX_FORM + 2]) -> Option<&'b str> {
    if form.chars().count() < 4 || !form.chars().all(char::is_uppercase) {
        return None;
    }
    let mut size = 0;
    for (at, c) in form.chars().enumerate() {
        let c = if at == 0 { c } else { c.to_lowercase().next()? };
        if size + 4 > buffer.len() {
            return None;
        }
        size += c.encode_utf8(&mut buffer[size..]).len();
    }
    std::str::from_utf8(&buffer[..size]).ok()
}

#[cfg(test)]
mod tests;
