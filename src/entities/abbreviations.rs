//! Abbreviations and what they stand for.

use super::grouping::{Form, SEVERAL, Sets, note};
use crate::analysis::EntityKind;
use crate::memory::{ByKey, Key};
use crate::names::Name;
use crate::reading::Reading;

/// Joins abbreviations with their long forms.
pub fn join(reading: &Reading, names: &[Name], forms: &[Form], sets: &mut Sets) {
    join_bracketed(reading, names, forms, sets);
    join_initials(reading, names, forms, sets);
}

/// "Deutsche Rentenversicherung (DRV)", and the other way round.
fn join_bracketed(reading: &Reading, names: &[Name], forms: &[Form], sets: &mut Sets) {
    let mut form_of = vec![0; names.len()];
    for (at, form) in forms.iter().enumerate() {
        form.names.iter().for_each(|&name| form_of[name] = at);
    }
    for (index, pair) in names.windows(2).enumerate() {
        let (long, short) = (&pair[0].tokens, &pair[1].tokens);
        let (a, b) = (form_of[index], form_of[index + 1]);
        let bracket = long.end + 1 == short.start
            && reading.word(long.end) == "("
            && reading.tokens.get(short.end).is_some_and(|_| reading.word(short.end) == ")");
        if !bracket || forms[a].kind == EntityKind::Person || forms[b].kind == EntityKind::Person {
            continue;
        }
        // an abbreviation is introduced where it stands first
        let introduced = forms[a].kind == forms[b].kind && forms[a].kind != EntityKind::Place && forms[b].names[0] == index + 1;
        let (long, short) = (reading.words(long), reading.words(short));
        let new = introduced && is_short(short) && long.chars().count() > short.chars().count();
        if new || abbreviates(short, long) || abbreviates(long, short) {
            sets.join(a, b);
        }
    }
}

/// Whether the capitals of `short` stand in `long` in this order, the first at its beginning.
fn abbreviates(short: &str, long: &str) -> bool {
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    if capitals < 2 || short.contains(' ') || long.chars().count() <= short.chars().count() {
        return false;
    }
    let mut letters = long.chars().flat_map(char::to_lowercase);
    let mut wanted = short.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
    wanted.next().is_some_and(|first| letters.next() == Some(first)) && wanted.all(|c| letters.any(|letter| letter == c))
}

/// One word of at most six letters with two capitals or more.
fn is_short(word: &str) -> bool {
    word.chars().count() <= 6 && word.chars().filter(|c| c.is_uppercase()).count() > 1 && word.chars().all(char::is_alphanumeric)
}

/// "Gewerkschaft Erziehung und Wissenschaft", elsewhere "GEW": where one name alone has these initials.
fn join_initials(reading: &Reading, names: &[Name], forms: &[Form], sets: &mut Sets) {
    let written = |form: &Form| form.names.first().map_or("", |&name| reading.words(&names[name].tokens));
    let mut long: ByKey<usize> = ByKey::default();
    let key = |initials: &str, kind: EntityKind| {
        let mut key = Key::of(initials);
        key.add(kind as u64);
        key
    };
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| form.kind != EntityKind::Person && form.stems.len() < 12) {
        let words = written(form).split([' ', '-', '–']).filter_map(|word| word.chars().next());
        let initials: String = words.filter(|c| c.is_uppercase()).collect();
        if initials.chars().count() > 1 {
            note(long.entry(key(&initials, form.kind)).or_insert(at), at, sets);
        }
    }
    for (at, form) in forms.iter().enumerate() {
        let short = written(form).trim_end_matches('s');
        if let Some(&other) = long.get(&key(short, form.kind)).filter(|&&other| other != SEVERAL) {
            sets.join(other, at);
        }
    }
}
