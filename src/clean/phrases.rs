//! The phrases that news sites put around articles, found in a line.

use crate::analysis::ClutterReason;
use std::sync::OnceLock;

/// Where a phrase must stand (see the head of the list).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Whole,
    Start,
    Any,
    Key,
    Hint,
    Head,
}

struct Phrase {
    /// The letters and digits it begins with, by which it is looked up.
    first: &'static str,
    words: &'static str,
    place: Place,
    reason: ClutterReason,
}

/// Number of reasons.
const REASONS: usize = ClutterReason::Pullquote as usize + 1;

/// What phrases say of one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The line is such a phrase.
    pub whole: Option<ClutterReason>,
    /// The line opens a box of such things.
    pub head: Option<ClutterReason>,
    /// What would open a box stands before a colon.
    pub led: Option<ClutterReason>,
    /// It begins with such a phrase.
    pub start: Option<ClutterReason>,
    /// The first phrase that stands for itself.
    pub any: Option<ClutterReason>,
    /// How many phrases stand for themselves.
    pub anys: usize,
    keys: [u8; REASONS],
    hints: [u8; REASONS],
}

impl Found {
    /// The reason that a key and another key or hint agree on.
    pub(super) fn hinted(&self) -> Option<ClutterReason> {
        let at = (0..REASONS).find(|&at| self.keys[at] > 0 && self.keys[at] + self.hints[at] > 1)?;
        ALL.iter().copied().find(|&reason| reason as usize == at)
    }

    /// How many keys and hints speak for `reason`.
    pub(super) fn hints(&self, reason: ClutterReason) -> u8 {
        self.keys[reason as usize].saturating_add(self.hints[reason as usize])
    }
}

const ALL: [ClutterReason; REASONS] = [
    ClutterReason::Consent,
    ClutterReason::Player,
    ClutterReason::Ad,
    ClutterReason::Related,
    ClutterReason::Newsletter,
    ClutterReason::Share,
    ClutterReason::Comments,
    ClutterReason::Author,
    ClutterReason::Paywall,
    ClutterReason::Credit,
    ClutterReason::Navigation,
    ClutterReason::Pullquote,
];

/// Phrases by their first word.
struct Table {
    /// Those of one first word stand together.
    phrases: Vec<Phrase>,
    /// By the hash of the first word: where its phrases begin, and how many there are. A power of two, half empty.
    slots: Vec<(u16, u16)>,
}

impl Table {
    fn new(mut phrases: Vec<Phrase>) -> Table {
        phrases.sort_by_key(|phrase| (phrase.first, phrase.words, phrase.place));
        let mut slots = vec![(0, 0); (2 * phrases.len()).next_power_of_two()];
        let mut from = 0;
        for group in phrases.chunk_by(|a, b| a.first == b.first) {
            let mut at = hash(group[0].first) % slots.len();
            while slots[at].1 > 0 {
                at = (at + 1) % slots.len();
            }
            slots[at] = (from, group.len() as u16);
            from += group.len() as u16;
        }
        Table { phrases, slots }
    }

    /// The phrases whose first word is `first`.
    fn starting(&self, first: &str) -> &[Phrase] {
        let mut at = hash(first) % self.slots.len();
        loop {
            let (from, count) = self.slots[at];
            let group = &self.phrases[from as usize..][..count as usize];
            match group.first() {
                Some(phrase) if phrase.first != first => at = (at + 1) % self.slots.len(),
                _ => return group,
            }
        }
    }
}

/// FNV-1a.
fn hash(word: &str) -> usize {
    word.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) as usize
}

/// The phrases that must begin a line, and those that may stand anywhere.
struct Phrases {
    beginning: Table,
    anywhere: Table,
}

/// The list, read once: fixed at compile time, the same for every call.
fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let anywhere = |phrase: &Phrase| matches!(phrase.place, Place::Any | Place::Key | Place::Hint);
        let (anywhere, beginning) = parse(include_str!("phrases.txt")).into_iter().partition(anywhere);
        Phrases { beginning: Table::new(beginning), anywhere: Table::new(anywhere) }
    })
}

fn parse(list: &'static str) -> Vec<Phrase> {
    let mut out = Vec::new();
    let mut section = None;
    for line in list.lines().filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name.split_once(' ').and_then(|(reason, place)| Some((reason_named(reason)?, place_named(place)?)));
        } else if let Some((reason, place)) = section {
            let words = if matches!(place, Place::Whole | Place::Head) { bare(line) } else { line };
            out.push(Phrase { first: first_word(words), words, place, reason });
        }
    }
    out
}

fn reason_named(name: &str) -> Option<ClutterReason> {
    let at =
        ["consent", "player", "ad", "related", "newsletter", "share", "comments", "author", "paywall", "credit", "navigation"]
            .iter()
            .position(|&known| known == name)?;
    Some(ALL[at])
}

fn place_named(name: &str) -> Option<Place> {
    Some(match name {
        "whole" => Place::Whole,
        "start" => Place::Start,
        "any" => Place::Any,
        "key" => Place::Key,
        "hint" => Place::Hint,
        "head" => Place::Head,
        _ => return None,
    })
}

/// A line in the spelling of the list: small letters, # for digits, one blank for white space, no quotation marks.
pub(super) fn normal(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            'a'..='z' => out.push(c),
            _ if c.is_numeric() => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            _ if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '„' | '“' | '”' | '"' | '«' | '»' | '‚' | '‘' => {}
            '’' => out.push('\''),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A line without the marks at its edges.
pub(super) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric() && c != '#')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '#'
}

/// The letters that `rest` begins with, or its first character.
fn first_word(rest: &str) -> &str {
    match rest.find(|c| !is_letter(c)) {
        Some(0) => &rest[..rest.chars().next().map_or(0, char::len_utf8)],
        Some(end) => &rest[..end],
        None => rest,
    }
}

/// What the list says of a line in its spelling.
pub(super) fn find(line: &str) -> Found {
    let mut found = Found::default();
    let Phrases { beginning, anywhere } = phrases();
    let whole = bare(line);
    for phrase in beginning.starting(first_word(whole)) {
        let Some(behind) = whole.strip_prefix(phrase.words) else { continue };
        match phrase.place {
            Place::Whole if behind.is_empty() => found.whole = Some(phrase.reason),
            Place::Head if behind.is_empty() => found.head = Some(phrase.reason),
            Place::Head if behind.starts_with(':') => found.led = Some(phrase.reason),
            _ => {}
        }
    }
    // a bullet or a dash before the phrase does no harm
    let bullet = if line.starts_with(['(', '[', '©', '#']) { 0 } else { line.find(is_letter).unwrap_or(line.len()) };
    let start = &line[bullet..];
    let starts = |phrase: &&Phrase| phrase.place == Place::Start && is_prefix(phrase.words, start);
    found.start = beginning.starting(first_word(start)).iter().find(starts).map(|phrase| phrase.reason);
    let mut rest = start;
    // a hint within a longer one counts once
    let mut behind = usize::MAX;
    while !rest.is_empty() {
        let word = first_word(rest);
        for phrase in anywhere.starting(word).iter().rev().filter(|phrase| is_prefix(phrase.words, rest)) {
            let reason = phrase.reason as usize;
            if phrase.place != Place::Any {
                if rest.len() > behind {
                    continue;
                }
                behind = rest.len() - phrase.words.len();
            }
            match phrase.place {
                Place::Key => found.keys[reason] = found.keys[reason].saturating_add(1),
                Place::Hint => found.hints[reason] = found.hints[reason].saturating_add(1),
                _ => {
                    found.any = found.any.or(Some(phrase.reason));
                    found.anys += 1;
                }
            }
        }
        rest = &rest[word.len()..];
        rest = &rest[rest.find(is_letter).unwrap_or(rest.len())..];
    }
    found
}

/// Whether `line` begins with the whole words of `phrase`.
fn is_prefix(phrase: &str, line: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|behind| !phrase.ends_with(is_letter) || !behind.starts_with(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("phrases.txt").lines().skip_while(|line| !line.starts_with('['));
        let listed = lines.filter(|line| !(line.is_empty() || line.starts_with('[') && line.ends_with(']')));
        let Phrases { beginning, anywhere } = phrases();
        let all: Vec<&Phrase> = beginning.phrases.iter().chain(&anywhere.phrases).collect();
        assert_eq!(all.len(), listed.count());
        for phrase in all {
            assert_eq!(normal(phrase.words), phrase.words, "not in the spelling of the list");
        }
    }
}
