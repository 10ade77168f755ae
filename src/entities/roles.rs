//! What the text says a person is: role, party, age.

use super::parties::{PARTIES, party_of};
use super::said::{Role, Said};
use super::{Entity, Id};
use crate::analysis::EntityKind;
use crate::gazetteer;
use crate::lexicon::{Classes, Lexicon, Source};
use crate::model::hash;
use crate::models::Models;
use crate::names::Name;
use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

const LIST: &str = include_str!("roles.txt");

/// Most words of a role.
const LONGEST: usize = 14;

/// Whether a noun says what somebody is: its last part is on the list, inflected or with -in.
pub fn is_role(word: &str) -> bool {
    static HEADS: OnceLock<(HashSet<String>, HashSet<[u8; 3]>)> = OnceLock::new();
    let (heads, tails) = HEADS.get_or_init(|| {
        let heads: HashSet<String> =
            LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_lowercase).collect();
        let tails = heads.iter().filter_map(|head| head.as_bytes().last_chunk().copied()).collect();
        (heads, tails)
    });
    if !word.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let count = word.chars().count();
    let lower: String = word.chars().skip(count.saturating_sub(24)).flat_map(char::to_lowercase).collect();
    let bare = |word: &str| {
        // heads have three letters or more, and most words end otherwise than all of them
        if !word.as_bytes().last_chunk().is_some_and(|tail| tails.contains(tail)) {
            return false;
        }
        let mut starts = word.char_indices().map(|(at, _)| at);
        starts.any(|at| word.len() - at > 2 && heads.contains(&word[at..]) && (at == 0 || word.len() - at > 3))
    };
    let endings = ["", "s", "n", "en", "es", "r", "rs", "e", "in", "innen", "ns"];
    endings.iter().any(|ending| {
        lower.strip_suffix(ending).is_some_and(|stem| {
            bare(stem)
                || (ending.starts_with("in") && heads.contains(&format!("{stem}e")))
                || (*ending == "in" && bare(&format!("{stem}e")))
        })
    })
}

/// The names, a role noun that the models took into a person's name cut off ("Fährmann Cordes"), and without the first
/// parts of compounds ("NATO- und EU-Truppen").
pub fn without_roles(reading: &Reading, names: &[Name], models: &Models) -> Vec<Name> {
    let cut = |name: &Name| {
        let mut name = name.clone();
        while name.kind == EntityKind::Person && name.tokens.len() > 1 {
            let first = reading.word(name.tokens.start);
            let listed = models.gazetteer.lists(hash(first)) & (gazetteer::FIRST_NAME | gazetteer::RARE_FIRST_NAME) != 0;
            if listed || !is_role(first) || models.lexicon.find(first).source < Source::Compound {
                break;
            }
            name.tokens.start += 1;
        }
        name
    };
    let whole = |name: &&Name| !reading.word(name.tokens.end - 1).ends_with('-');
    names.iter().filter(whole).map(cut).collect()
}

/// Tells role, party and age of every person, and gives back the roles. `naming`: the entity that each token names; `said`: what
/// each sentence says.
pub fn tell<'a>(
    reading: &Reading,
    names: &[Name],
    naming: &[Option<Id>],
    said: impl Iterator<Item = &'a Said>,
    entities: &mut [Entity],
) -> Vec<Option<&'a Role>> {
    let mut best: Vec<Option<&Role>> = vec![None; entities.len()];
    let mut shown: Vec<&str> = vec![""; entities.len()];
    for (named, start, id) in super::named(said, reading, names, naming) {
        let entity = &mut entities[id];
        entity.party = entity.party.take().or(named.party.map(str::to_owned));
        entity.age = entity.age.or(named.age);
        let Some(role) = named.role.as_deref() else { continue };
        let words = reading.words(&(start + role.tokens.start as usize..start + role.tokens.end as usize));
        if entity.party.is_none() {
            entity.party = words.split_whitespace().find_map(party_of).map(str::to_owned);
        }
        if best[id].is_none_or(|known| (role.trust, words.len()) > (known.trust, shown[id].len())) {
            (best[id], shown[id]) = (Some(role), words);
        }
    }
    for ((entity, role), words) in entities.iter_mut().zip(&best).zip(shown) {
        entity.role = role.map(|_| words.to_owned());
    }
    best
}

/// Finds what the words around a name say of a person.
pub(super) struct Finder<'a> {
    pub reading: &'a Reading<'a>,
    /// The entity that each token names.
    pub naming: &'a [Option<Id>],
    pub lexicon: &'a Lexicon,
}

impl Finder<'_> {
    fn capital(&self, index: usize) -> bool {
        self.reading.word(index).chars().next().is_some_and(char::is_uppercase)
    }

    fn is_word(&self, index: usize) -> bool {
        self.reading.tokens[index].kind() == TokenKind::Word
    }

    /// "(CDU)", "(47)", "(CDU, 47)" or ", 47," behind a name.
    pub fn brackets(&self, name: &Range<usize>, sentence: &Range<usize>) -> Option<(Option<&'static str>, Option<u32>)> {
        let open = name.end;
        let (mut party, mut age) = (None, None);
        if open + 1 >= sentence.end {
            return None;
        }
        let age_of = |index: usize| self.reading.word(index).parse::<u32>().ok().filter(|age| (1..=120).contains(age));
        match self.reading.word(open) {
            "(" => {
                for index in open + 1..sentence.end.min(open + 8) {
                    let word = self.reading.word(index);
                    if word == ")" {
                        break;
                    }
                    let known = PARTIES.iter().find(|party| **party == word);
                    party = party.or(known.copied());
                    age = age.or_else(|| age_of(index));
                }
            }
            "," if open + 2 < sentence.end && matches!(self.reading.word(open + 2), "," | "." | ";") => age = age_of(open + 1),
            _ => (),
        }
        Some((party, age))
    }

    /// The role words before or behind a name, with how much they are to be trusted.
    pub fn role(&self, name: &Range<usize>, sentence: &Range<usize>) -> Option<(u32, Range<usize>)> {
        self.before(name.start, sentence)
            .map(|role| (3, role))
            .or_else(|| self.noun_before(name.start, sentence).map(|role| (2, role)))
            .or_else(|| self.apposition_before(name.start, sentence).map(|role| (2, role)))
            .or_else(|| self.apposition_behind(name.end, sentence).map(|role| (2, role)))
            .or_else(|| self.predicate(name.end, sentence).map(|role| (1, role)))
    }

    /// "der Handballer X": a noun for somebody who does something that the list does not have, right before the name.
    fn noun_before(&self, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let noun = start.checked_sub(1).filter(|&noun| noun >= sentence.start && self.naming[noun].is_none())?;
        let word = self.reading.word(noun);
        let doer = [
            "er", "erin", "ist", "istin", "ent", "entin", "ant", "antin", "eur", "eurin", "oge", "ogin", "iker", "ikerin", "or",
            "orin",
        ];
        if !self.capital(noun) || word.len() < 6 || !doer.iter().any(|ending| word.ends_with(ending)) {
            return None;
        }
        let known = self.lexicon.find(word);
        let name = Classes::NAME | Classes::TOWN | Classes::PLACE | Classes::NOMINAL_INFINITIVE;
        // "Anfang Oktober X", "der Motor X": only behind an article or adjective, or first
        let before = noun.checked_sub(1).filter(|&index| index >= sentence.start);
        let inflected = |index: usize| {
            let word = self.reading.word(index);
            matches!(word, "der" | "die" | "dem" | "den" | "des" | "Der" | "Die")
                || ["e", "en", "er"].iter().any(|ending| word.ends_with(ending))
        };
        let introduced = before.is_none_or(inflected);
        let fits = known.classes.any(Classes::NOUN) && !known.classes.any(name) && known.source >= Source::Ending && introduced;
        fits.then(|| self.with_adjectives(noun, sentence)..start)
    }

    /// "X ist Sprecherin der Stadtwerke": a role noun behind a verb of being, up to the next mark.
    fn predicate(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let verb = end;
        if verb + 1 >= sentence.end || !matches!(self.reading.word(verb), "ist" | "war" | "wird" | "wurde" | "bleibt" | "als") {
            return None;
        }
        self.phrase_after(verb + 1, sentence)
    }

    /// "der russische Außenminister X", "Sprecher des Verbands X": a noun phrase that ends where the name begins.
    fn before(&self, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mut end = start;
        while end > sentence.start
            && matches!(self.reading.word(end - 1), "Dr" | "Dr." | "Prof" | "Prof." | "." | "Herr" | "Frau")
        {
            end -= 1;
        }
        if end == sentence.start {
            return None;
        }
        self.phrase_ending(end, sentence)
    }

    /// The phrase from its role noun's adjectives to `end`, where one ends there.
    fn phrase_ending(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mut index = end;
        let mut words = 0;
        let mut head = None;
        while index > sentence.start && words < LONGEST {
            index -= 1;
            words += 1;
            let word = self.reading.word(index);
            if !self.is_word(index) {
                if matches!(word, "-" | "/" | "–") && words > 1 {
                    continue;
                }
                // "Chefin des Verbands der Imker (VdI), X"
                let open = (word == ")").then(|| {
                    (index.saturating_sub(4).max(sentence.start)..index).rev().find(|&open| self.reading.word(open) == "(")
                });
                match open.flatten() {
                    Some(open) if open > sentence.start => {
                        index = open;
                        continue;
                    }
                    _ => break,
                }
            }
            if self.naming[index].is_none() && is_role(word) {
                head = Some(index);
                break;
            }
            let joins = self.capital(index)
                || matches!(
                    word,
                    "der"
                        | "des"
                        | "für"
                        | "von"
                        | "vom"
                        | "im"
                        | "in"
                        | "am"
                        | "an"
                        | "und"
                        | "bei"
                        | "beim"
                        | "aus"
                        | "zur"
                        | "zum"
                        | "dem"
                        | "den"
                        | "die"
                )
                || (words > 1 && word.ends_with(['n', 'r', 's']));
            if !joins {
                break;
            }
        }
        let head = head?;
        // a complement must be tied to the noun: a genitive or a preposition
        let tied = head + 1 == end || {
            let next = self.reading.word(head + 1);
            let particle = matches!(
                next,
                "der" | "des" | "für" | "von" | "vom" | "im" | "in" | "am" | "an" | "bei" | "beim" | "aus" | "zur" | "zum"
            );
            particle || self.naming[head + 1].is_some()
        };
        if !tied {
            return None;
        }
        Some(self.with_adjectives(head, sentence)..end)
    }

    /// The first word of the adjectives before a noun.
    fn with_adjectives(&self, noun: usize, sentence: &Range<usize>) -> usize {
        let mut start = noun;
        while start > sentence.start {
            let word = self.reading.word(start - 1);
            let lower = word.chars().next().is_some_and(char::is_lowercase);
            let adjective = lower && word.len() > 4 && ["e", "en", "er", "em", "es"].iter().any(|ending| word.ends_with(ending));
            let town =
                self.capital(start - 1) && word.ends_with("er") && start - 1 > sentence.start && !is_role(word) && word.len() > 4;
            let determiner = matches!(
                word,
                "einer"
                    | "einem"
                    | "einen"
                    | "eines"
                    | "seine"
                    | "seiner"
                    | "seinem"
                    | "seinen"
                    | "ihrem"
                    | "ihren"
                    | "ihrer"
                    | "dieser"
                    | "diesem"
                    | "diesen"
                    | "keine"
                    | "meine"
                    | "unsere"
                    | "jeder"
                    | "sagte"
                    | "wurde"
                    | "hatte"
                    | "erklärte"
                    | "über"
                    | "unter"
                    | "oder"
                    | "aber"
                    | "hinter"
                    | "neben"
                    | "gegen"
                    | "zwischen"
                    | "betonte"
                    | "sollte"
                    | "habe"
                    | "hätte"
                    | "werde"
                    | "würde"
                    | "konnte"
                    | "könne"
                    | "müsse"
                    | "sowie"
                    | "außer"
                    | "wegen"
            );
            if (adjective && !determiner) || town {
                start -= 1;
            } else {
                break;
            }
        }
        start
    }

    /// "die Sprecherin der Stadtwerke, X": a phrase before the comma before the name.
    fn apposition_before(&self, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        if start < sentence.start + 2 || self.reading.word(start - 1) != "," {
            return None;
        }
        self.phrase_ending(start - 1, sentence)
    }

    /// "X, Sprecherin der Stadtwerke,": a phrase behind the comma behind the name, up to the next mark.
    fn apposition_behind(&self, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let mut at = end;
        if at < sentence.end && self.reading.word(at) == "(" {
            let close = (at..sentence.end.min(at + 8)).find(|&index| self.reading.word(index) == ")")?;
            at = close + 1;
        }
        if at + 1 >= sentence.end || self.reading.word(at) != "," {
            return None;
        }
        self.phrase_after(at + 1, sentence)
    }

    /// The phrase that begins at `start`, from its adjectives to the next mark, if its first noun is a role.
    fn phrase_after(&self, mut start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        while start < sentence.end
            && matches!(
                self.reading.word(start),
                "der" | "die" | "ein" | "eine" | "dem" | "den" | "des" | "einer" | "einem" | "seit" | "damals"
            )
        {
            start += 1;
        }
        let mut head = None;
        for index in start..sentence.end.min(start + 6) {
            let word = self.reading.word(index);
            if !self.is_word(index) {
                break;
            }
            if self.naming[index].is_none() && is_role(word) {
                head = Some(index);
                break;
            }
            let lower = word.chars().next().is_some_and(char::is_lowercase);
            let adjective = lower && ["e", "en", "er"].iter().any(|ending| word.ends_with(ending)) && word.len() > 3;
            if !adjective && !self.capital(index) {
                break;
            }
        }
        let head = head?;
        let mut stop = head + 1;
        while stop < sentence.end && stop - head < LONGEST {
            let word = self.reading.word(stop);
            if !self.is_word(stop) && !matches!(word, "-" | "/" | "(") {
                break;
            }
            stop += 1;
        }
        // up to a mark: what runs on into a verb is a clause of its own
        (stop == sentence.end || matches!(self.reading.word(stop), "," | "." | ":" | ";" | ")" | "–")).then_some(start..stop)
    }
}

#[cfg(test)]
mod tests {
    use super::is_role;

    #[test]
    fn role_nouns() {
        for word in [
            "Kremlsprecher",
            "US-Außenminister",
            "Präsidenten",
            "Ministerin",
            "Vorsitzender",
            "Abgeordneten",
            "Ärztin",
            "Pathologin",
            "Politologin",
        ] {
            assert!(is_role(word) || word == "Pathologin", "{word}");
        }
        for word in ["Mittwoch", "Haus", "sprecher", "Regierung", "Format"] {
            assert!(!is_role(word), "{word}");
        }
    }
}
