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

/// The list, read once: fixed at compile time, the same for every call.
fn phrases() -> &'static [Phrase] {
    static PHRASES: OnceLock<Vec<Phrase>> = OnceLock::new();
    PHRASES.get_or_init(|| parse(include_str!("phrases.txt")))
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
    out.sort_by_key(|phrase| (phrase.first, phrase.words, phrase.place));
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
    let whole = bare(line);
    for phrase in starting(whole) {
        if phrase.words == whole {
            match phrase.place {
                Place::Whole => found.whole = Some(phrase.reason),
                Place::Head => found.head = Some(phrase.reason),
                _ => {}
            }
        } else if phrase.place == Place::Head && whole.strip_prefix(phrase.words).is_some_and(|rest| rest.starts_with(':')) {
            found.led = Some(phrase.reason);
        }
    }
    // a bullet or a dash before the phrase does no harm
    let start =
        if line.starts_with(['(', '[', '©', '#']) { 0 } else { line.len() - line.trim_start_matches(|c| !is_letter(c)).len() };
    let mut at = start;
    while at < line.len() {
        let rest = &line[at..];
        let word = first_word(rest);
        for phrase in starting(rest) {
            let Some(behind) = rest.strip_prefix(phrase.words) else { continue };
            if phrase.words.ends_with(is_letter) && behind.starts_with(is_letter) {
                continue;
            }
            let reason = phrase.reason as usize;
            match phrase.place {
                Place::Start if at == start => found.start = found.start.or(Some(phrase.reason)),
                Place::Any => {
                    found.any = found.any.or(Some(phrase.reason));
                    found.anys += 1;
                }
                Place::Key => found.keys[reason] = found.keys[reason].saturating_add(1),
                Place::Hint => found.hints[reason] = found.hints[reason].saturating_add(1),
                _ => {}
            }
        }
        at += word.len();
        let gap = line[at..].find(is_letter).unwrap_or(line.len() - at);
        at += gap;
    }
    found
}

/// The phrases that begin with the same word as `rest`.
fn starting(rest: &str) -> &'static [Phrase] {
    let first = first_word(rest);
    let all = phrases();
    let from = all.partition_point(|phrase| phrase.first < first);
    let count = all[from..].partition_point(|phrase| phrase.first == first);
    &all[from..from + count]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("phrases.txt").lines().skip_while(|line| !line.starts_with('['));
        let listed = lines.filter(|line| !(line.is_empty() || line.starts_with('[') && line.ends_with(']')));
        assert_eq!(phrases().len(), listed.count());
        for phrase in phrases() {
            assert_eq!(normal(phrase.words), phrase.words, "not in the spelling of the list");
        }
    }
}
