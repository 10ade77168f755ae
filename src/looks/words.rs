//! What a model sees of a word by itself: its letters, its forms, what it does and means.

use super::Look;
use crate::lexicon::{UNKNOWN_LEMMA, VerbForms, Word};
use crate::model::hash;
use crate::models::Models;
use crate::reading::Reading;
use crate::tagging::{Mood, Pos};

/// A token by itself, whatever stands around it.
pub(super) fn look(reading: &Reading, at: usize, word: &Word, models: &Models) -> Look {
    let text = reading.word(at);
    let tag = reading.tags[at];
    let lower = hash_lower(text);
    let forms = word.verb_forms();
    let known = tag.lemma.get().filter(|&lemma| lemma != UNKNOWN_LEMMA);
    let lemma = known.map_or(lower, |lemma| models.lexicon.lemma_hash(lemma));
    let mood = match tag.mood {
        Mood::SubjunctiveI => 1,
        Mood::SubjunctiveII => 2,
        Mood::Indicative | Mood::Imperative => 3,
        Mood::None => 0,
    };
    Look {
        lower,
        lemma,
        suffix: hash_lower(tail(text, 3)),
        prefix: hash_lower(head(text, 4)),
        shape: shape(text),
        pos: tag.pos as u8,
        mood,
        cue: models.reporting.degree(lemma, lower),
        speech: models.reporting.classes(lemma, lower, tag.pos),
        meaning: match tag.pos {
            Pos::Noun | Pos::Propn => word.meaning,
            Pos::Verb | Pos::Aux => models.lexicon.meaning(lemma),
            Pos::Adj | Pos::Adv => models.lexicon.meaning_of_form(text),
            _ => 0,
        },
        classes: word.classes.0 | form_groups(forms) << 48,
        mark: matches!(text, "," | ":" | ";" | "–" | "—" | "-" | "(" | ")"),
        ..Look::default()
    }
}

/// Which groups of verb forms a form can be: present, preterite, Konjunktiv I, Konjunktiv II, imperative, infinitive,
/// zu-infinitive, participle.
fn form_groups(forms: VerbForms) -> u64 {
    let groups = [
        !forms.present().is_empty(),
        !forms.preterite().is_empty(),
        !forms.subjunctive_1().is_empty(),
        !forms.subjunctive_2().is_empty(),
        forms.any(VerbForms::IMPERATIVE_SINGULAR | VerbForms::IMPERATIVE_PLURAL),
        forms.any(VerbForms::INFINITIVE),
        forms.any(VerbForms::ZU_INFINITIVE),
        forms.any(VerbForms::PARTICIPLE_2),
    ];
    groups.iter().enumerate().fold(0, |set, (bit, &has)| set | u64::from(has) << bit)
}

/// Hash of the lower-case word; equals `hash` of the lower-case string.
fn hash_lower(word: &str) -> u32 {
    let mut buffer = [0_u8; 64];
    if word.is_ascii() && word.len() <= buffer.len() {
        let bytes = &mut buffer[..word.len()];
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        return hash(std::str::from_utf8(bytes).unwrap_or(word));
    }
    hash(&word.to_lowercase())
}

fn tail(word: &str, letters: usize) -> &str {
    word.char_indices().rev().nth(letters - 1).map_or(word, |(at, _)| &word[at..])
}

fn head(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

fn shape(word: &str) -> u8 {
    let class = |c: char| {
        if c.is_uppercase() {
            1
        } else if c.is_lowercase() {
            2
        } else if c.is_numeric() {
            3
        } else {
            0
        }
    };
    let mut chars = word.chars().map(class);
    let first = chars.next().unwrap_or(0);
    let rest = chars.fold(0_u8, |seen, c| seen | (1 << c));
    first * 16 + rest
}
