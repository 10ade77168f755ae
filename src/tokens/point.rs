//! The point behind a word or number: does it belong to it, and may it end the sentence?

use super::words::*;

/// How a sentence may end at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It does not.
    No,
    /// Full stop, question or exclamation mark.
    Mark,
    /// Three points.
    Ellipsis,
    /// An abbreviation, initial or ordinal with its point: only before a word that begins sentences.
    Abbreviation,
    /// "usw.": before any capital.
    Closing,
}

/// What stands behind the point.
pub(super) struct Ahead<'t> {
    /// The first character that is no white space.
    pub mark: Option<char>,
    /// The first word, behind quotation marks and brackets; empty where there is none.
    pub word: &'t str,
}

impl Ahead<'_> {
    fn lower(&self) -> bool {
        self.word.starts_with(char::is_lowercase)
    }

    fn upper(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
    }
}

/// Whether the point belongs to `word`, and what it then does to the sentence; `before` is the token before the word, or nothing.
pub(super) fn belongs(word: &str, before: &str, ahead: &Ahead) -> Option<Stop> {
    if word.starts_with(|c: char| c.is_ascii_digit()) { number(word, before, ahead) } else { letters(word, before, ahead) }
}

fn number(word: &str, before: &str, ahead: &Ahead) -> Option<Stop> {
    if is_day_and_month(word) {
        // "am 28.6. wurde", but "Version 2.1. Die"
        let ends = ahead.mark.is_none() || begins_sentences(ahead.word) || before.starts_with(char::is_uppercase);
        return (!ends).then_some(Stop::No);
    }
    if word.len() > 3 || !word.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let ordinal = match ahead.mark {
        None => false,
        Some(',' | ';' | '-' | '–' | '/') => true,
        Some(')' | ']' | '.' | '!' | '?') => false,
        Some(c) if c.is_ascii_digit() => word.len() < 3 && !is_counted(before),
        Some(_) if ahead.lower() || is_ranked(ahead.word) => true,
        Some(_) if ahead.upper() => {
            !begins_sentences(ahead.word)
                && !is_counted(before)
                && (stands_before_ordinal(before)
                    || is_inflected(before)
                    || !before.ends_with(char::is_alphanumeric)
                    || before.starts_with(char::is_uppercase) && before.ends_with('s'))
        }
        Some(_) => false,
    };
    ordinal.then_some(Stop::No)
}

/// Whether a lower-case word looks like an adjective before its noun ("die kommende 2. Liga").
fn is_inflected(word: &str) -> bool {
    let verb =
        matches!(word, "wurde" | "wurden" | "werden" | "waren" | "wäre" | "wären" | "würde" | "würden" | "haben" | "hatte");
    !verb && word.starts_with(char::is_lowercase) && ["e", "em", "en", "er", "es"].iter().any(|ending| word.ends_with(ending))
}

/// "28.06": a date that lacks its year.
fn is_day_and_month(word: &str) -> bool {
    let in_range = |part: &str, top| part.len() <= 2 && part.parse::<u8>().is_ok_and(|n| (1..=top).contains(&n));
    word.split_once('.').is_some_and(|(day, month)| in_range(day, 31) && in_range(month, 12))
}

fn letters(word: &str, before: &str, ahead: &Ahead) -> Option<Stop> {
    let mut chars = word.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        if letter.is_lowercase() {
            return Some(Stop::No);
        }
        // "z. B. Der Spiegel": the second half of an abbreviation
        let half = before.ends_with('.') && before.chars().count() == 2;
        // "Vitamin C.", and the network X; but "Rafik X."
        let network = letter == 'X' && !before.starts_with(char::is_uppercase);
        let counted = (is_counted(before) || network) && !ahead.lower();
        return if counted { None } else { Some(if half { Stop::No } else { Stop::Abbreviation }) };
    }
    if matches!(word, "z.B" | "z.b" | "Z.B" | "d.h" | "D.h" | "i.d.R" | "v.a" | "u.U" | "m.E" | "s.o" | "z.T" | "z.Zt") {
        return Some(Stop::No);
    }
    if word.contains('.') {
        let short = |part: &str| match part.chars().count() {
            1 => true,
            2 => part.ends_with(char::is_lowercase),
            _ => is_open_abbreviation(part),
        };
        let last = word.rsplit(['.', '-']).next().unwrap_or("");
        let known = is_open_abbreviation(last) || is_free_abbreviation(last);
        return (word.split('.').all(short) || known).then_some(Stop::Abbreviation);
    }
    if is_roman(word) && before.starts_with(char::is_uppercase) && !is_counted(before) {
        return Some(Stop::Abbreviation);
    }
    let last = word.rsplit('-').next().unwrap_or("");
    if is_closing_abbreviation(last) {
        return Some(Stop::Closing);
    }
    if is_open_abbreviation(last) {
        return Some(Stop::No);
    }
    let date = matches!(ahead.mark, Some(c) if c == ',' || c.is_ascii_digit());
    (is_free_abbreviation(last) || is_day(last) && date).then_some(Stop::Abbreviation)
}

/// A Roman numeral up to 39, as rulers and popes carry them.
fn is_roman(word: &str) -> bool {
    let ones = word.trim_start_matches('X');
    word.len() - ones.len() <= 3 && matches!(ones, "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
}
