//! Grammatical gender of the words for a person: used to find what a pronoun stands for, never shown.

use super::roles::is_role;
use crate::lexicon::{Agreement, Classes, Lexicon, Source};
use crate::reading::Reading;
use std::ops::Range;

/// Which of "er" and "sie" the words for somebody ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// er
    Masculine,
    /// sie
    Feminine,
}

/// Gender that the words of one mention of a person show, with how much they are to be trusted: "Frau", "Herr" before the
/// name, the first name, the role noun before it.
pub fn of_mention(reading: &Reading, lexicon: &Lexicon, name: &Range<usize>, sentence: &Range<usize>) -> Option<(u8, Gender)> {
    let before = if name.start > sentence.start { reading.word(name.start - 1) } else { "" };
    match before {
        "Herr" | "Herrn" => return Some((3, Gender::Masculine)),
        "Frau" => return Some((3, Gender::Feminine)),
        _ => (),
    }
    if name.len() > 1
        && let Some(gender) = of_first_name(lexicon, reading.word(name.start))
    {
        return Some((2, gender));
    }
    of_noun(lexicon, before).map(|gender| (1, gender))
}

/// Gender of a first name, where the lexicon knows one only.
fn of_first_name(lexicon: &Lexicon, word: &str) -> Option<Gender> {
    let first = word.split('-').next().unwrap_or(word);
    let known = lexicon.find(first);
    (known.source == Source::Listed && known.classes.any(Classes::FIRST_NAME)).then(|| one(known.noun)).flatten()
}

/// Gender of a role noun ("Sprecherin"), where its form allows one only.
pub fn of_noun(lexicon: &Lexicon, word: &str) -> Option<Gender> {
    if !is_role(word) {
        return None;
    }
    let stem = word.strip_suffix("innen").or_else(|| word.strip_suffix("in"));
    if stem.is_some_and(is_role) || word.ends_with("frau") {
        return Some(Gender::Feminine);
    }
    let known = lexicon.find(word);
    if known.classes.any(Classes::NOMINALISED) { None } else { one(known.noun & Agreement::SINGULAR) }
}

fn one(agreement: Agreement) -> Option<Gender> {
    match (agreement.meets(Agreement::MASCULINE), agreement.meets(Agreement::FEMININE), agreement.meets(Agreement::NEUTER)) {
        (true, false, false) => Some(Gender::Masculine),
        (false, true, false) => Some(Gender::Feminine),
        _ => None,
    }
}
