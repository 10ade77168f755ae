//! Where tokens begin and end: one pass over the characters of a block.

use super::point::{Ahead, Stop, belongs};
use super::{Token, TokenKind};
use crate::span::Span;

/// Marks that always stand for quotation.
pub(super) const QUOTES: &str = "„“”‟»«›‹‚‛\"＂";
/// Marks that are apostrophe or single quotation mark.
const APOSTROPHES: &str = "'’‘′´`ʼ＇";
const HYPHENS: &str = "-‐‑";
/// Gender marks between stem and ending ("Kund:innen").
const GENDER: &str = ":*_·";

pub(super) struct Scanner<'t> {
    text: &'t str,
    /// Byte offset of `text` in the cleaned text.
    base: usize,
    at: usize,
    /// Whether a single quotation mark waits for its partner: then "Hans'" closes it.
    single: bool,
    tokens: &'t mut Vec<Token>,
    stops: &'t mut Vec<Stop>,
    first: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, base: usize, tokens: &'t mut Vec<Token>, stops: &'t mut Vec<Stop>) -> Scanner<'t> {
        let first = tokens.len();
        Scanner { text, base, at: 0, single: false, tokens, stops, first }
    }

    pub(super) fn run(mut self) {
        while let Some(c) = self.char(self.at) {
            if c.is_whitespace() {
                self.at += c.len_utf8();
            } else if self.word_begins(c) {
                self.word();
            } else {
                self.mark(c);
            }
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn push(&mut self, end: usize, kind: TokenKind, stop: Stop) {
        self.tokens.push(Token::new(Span::new(self.base + self.at, self.base + end), kind));
        self.stops.push(stop);
        self.at = end;
    }

    fn word_begins(&self, c: char) -> bool {
        if c.is_alphanumeric() {
            return true;
        }
        let fresh = self.char_before(self.at).is_none_or(|c| !c.is_alphanumeric());
        let rest = &self.text[self.at + c.len_utf8()..];
        let mut next = rest.chars();
        match c {
            '#' | '@' => fresh && next.next().is_some_and(char::is_alphabetic),
            '-' => self.char_before(self.at).is_some_and(char::is_whitespace) && next.next().is_some_and(char::is_lowercase),
            _ if APOSTROPHES.contains(c) && fresh => is_clitic(rest),
            _ => false,
        }
    }

    /// A token of one mark, or of a run that stands for one.
    fn mark(&mut self, c: char) {
        let end = self.at + c.len_utf8();
        let next = self.char(end);
        // end of the run of this mark; looked for only where the run becomes one token, to stay linear
        let run = || self.text.len() - self.text[self.at..].trim_start_matches(c).len();
        match c {
            '.' if next == Some('.') => self.push(run(), TokenKind::Punctuation, self.ellipsis()),
            '…' => self.push(run(), TokenKind::Punctuation, self.ellipsis()),
            '.' | '?' | '!' => self.push(end, TokenKind::Punctuation, Stop::Mark),
            '-' | '=' | '_' | '*' if next == Some(c) => self.push(run(), TokenKind::Punctuation, Stop::No),
            '\'' | '`' | '´' | ',' | '<' | '>' if next == Some(c) => {
                self.push(end + c.len_utf8(), TokenKind::QuoteMark, Stop::No);
            }
            _ if QUOTES.contains(c) || APOSTROPHES.contains(c) => {
                if c == '‚' || APOSTROPHES.contains(c) && next.is_some_and(char::is_alphanumeric) {
                    self.single = true;
                } else if APOSTROPHES.contains(c) {
                    self.single = false;
                }
                self.push(end, TokenKind::QuoteMark, Stop::No);
            }
            _ => self.push(end, TokenKind::Punctuation, Stop::No),
        }
    }

    /// "[…]" leaves words out; elsewhere three points may end a sentence.
    fn ellipsis(&self) -> Stop {
        if matches!(self.char_before(self.at), Some('[' | '(')) { Stop::No } else { Stop::Ellipsis }
    }

    /// A token that begins with a letter or digit: on from mark to mark, as long as the mark joins.
    fn word(&mut self) {
        let mut word = Word::new(self.at, self.char(self.at));
        let mut stop = Stop::No;
        while let Some(c) = self.char(word.end) {
            let behind = word.end + c.len_utf8();
            if c.is_alphanumeric() || is_combining(c) {
                word.numeric &= c.is_numeric();
                word.end = behind;
                continue;
            }
            match self.step(&mut word, c, behind) {
                Step::On(end) => word.end = end,
                Step::Last(end, found) => {
                    (word.end, stop) = (end, found);
                    break;
                }
            }
        }
        self.push(word.end, if word.numeric { TokenKind::Number } else { TokenKind::Word }, stop);
    }

    /// Whether the mark `c`, which ends before `behind`, joins `word` with what follows.
    fn step(&self, word: &mut Word, c: char, behind: usize) -> Step {
        let next = self.char(behind);
        let inner = next.is_some_and(char::is_alphanumeric);
        let digits = word.numeric && next.is_some_and(char::is_numeric);
        let on = |yes: bool| if yes { Step::On(behind) } else { Step::Last(word.end, Stop::No) };
        if word.address && "/:?=&%#~+_-@.,;!$".contains(c) {
            // punctuation behind an address belongs to the sentence
            return on(next.is_some_and(|c| c.is_alphanumeric() || "/?=&%#~_-".contains(c)));
        }
        let letters = &self.text[word.start..word.end];
        let rest = &self.text[behind..];
        match c {
            _ if HYPHENS.contains(c) => self.hyphen(word, behind),
            _ if APOSTROPHES.contains(c) => self.apostrophe(word, behind),
            '.' => self.point(word, behind),
            ',' if word.numeric && matches!(next, Some('-' | '–')) => {
                // "100,- Euro"
                let bare = !rest.chars().nth(1).is_some_and(char::is_alphanumeric);
                Step::Last(if bare { behind + next.map_or(0, char::len_utf8) } else { word.end }, Stop::No)
            }
            ':' if matches!(letters, "http" | "https" | "ftp") && rest.starts_with("//") => {
                word.address = true;
                Step::On(behind + 2)
            }
            ',' | ':' | '/' if digits => Step::On(behind),
            '/' if next == Some('-') => on(rest[1..].starts_with(char::is_lowercase)),
            '/' => {
                let unit = letters.len() <= 4 && letters.chars().all(char::is_lowercase) && is_single(rest);
                word.address = word.dotted && rest.starts_with(char::is_lowercase);
                on(unit || word.address || begins_ending(rest))
            }
            '@' => {
                word.address = inner;
                on(inner)
            }
            '&' => on(letters.ends_with(char::is_uppercase) && next.is_some_and(char::is_uppercase)),
            '_' => on(inner),
            _ if GENDER.contains(c) => on(!word.numeric && begins_ending(rest)),
            _ => on(false),
        }
    }

    fn hyphen(&self, word: &mut Word, behind: usize) -> Step {
        match self.char(behind) {
            Some(c) if c.is_alphanumeric() => {
                word.numeric &= c.is_numeric();
                Step::On(behind)
            }
            // "Firmen-/Privatkunden"
            Some('/') if self.text[behind + 1..].starts_with(char::is_alphanumeric) => Step::On(behind + 1),
            // "Vor- und Nachteile"
            c if c.is_none_or(|c| c.is_whitespace() || ",;).".contains(c)) => {
                let cut = self.char_before(word.end).is_some_and(char::is_alphabetic);
                Step::Last(if cut { behind } else { word.end }, Stop::No)
            }
            _ => Step::Last(word.end, Stop::No),
        }
    }

    fn apostrophe(&self, word: &Word, behind: usize) -> Step {
        let next = self.char(behind);
        if next.is_some_and(|c| APOSTROPHES.contains(c)) {
            return Step::Last(word.end, Stop::No);
        }
        if next.is_some_and(|c| c.is_numeric() || c.is_alphabetic() && !word.numeric) {
            return Step::On(behind);
        }
        // "Hans' Hut", "ich hab' nichts"; where a single mark is open, this one closes it
        let letters = &self.text[word.start..word.end];
        let owner = letters.ends_with(['s', 'x', 'z', 'ß', 'S', 'X', 'Z']);
        let plain = self.text[word.end..].starts_with(['\'', '’']);
        let joins = !word.numeric && !self.single && (owner || plain);
        Step::Last(if joins { behind } else { word.end }, Stop::No)
    }

    fn point(&self, word: &mut Word, behind: usize) -> Step {
        let letters = &self.text[word.start..word.end];
        let next = self.char(behind);
        if next == Some('-') && letters.len() <= 6 && self.text[behind + 1..].starts_with(char::is_alphanumeric) {
            // "Dipl.-Ing.", "1.-Mai-Demo"
            (word.dotted, word.numeric) = (true, false);
            return Step::On(behind + 1);
        }
        let joins = match next {
            Some(c) if word.numeric => c.is_numeric(),
            Some(c) => c.is_alphanumeric() && (word.dotted || !self.lacks_gap(letters, behind)),
            None => false,
        };
        if joins {
            word.dotted = true;
            word.address |= letters == "www";
            return Step::On(behind);
        }
        if next == Some('.') {
            return Step::Last(word.end, Stop::No);
        }
        let before = self.tokens[self.first..].last().map(|token| token.span());
        let before = before.map_or("", |span| &self.text[span.start as usize - self.base..span.end as usize - self.base]);
        match belongs(letters, before, &self.ahead(behind)) {
            Some(stop) => Step::Last(behind, stop),
            None => Step::Last(word.end, Stop::No),
        }
    }

    /// Whether `word` ends with a full stop that lacks the white space behind it ("kam.Der"); the point stands before `behind`.
    fn lacks_gap(&self, word: &str, behind: usize) -> bool {
        let mut next = self.text[behind..].chars();
        let first = next.next();
        let capital = first.is_some_and(|c| c.is_uppercase() || c.is_numeric());
        let small = next.take_while(|c| c.is_lowercase()).count();
        let long = word.chars().rev().take_while(|c| c.is_lowercase()).count() >= 2 || small >= 2 && word.len() >= 3;
        long && capital && (small > 0 || !self.text[behind..].chars().nth(1).is_some_and(char::is_uppercase))
    }

    fn ahead(&self, at: usize) -> Ahead<'t> {
        let rest = self.text[at..].trim_start();
        let word = rest.trim_start_matches(|c: char| QUOTES.contains(c) || "([".contains(c));
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        Ahead { mark: rest.chars().next(), word: &word[..end] }
    }
}

/// A token that grows. What is asked at every mark is kept along the way, so that one long word stays linear.
struct Word {
    start: usize,
    end: usize,
    /// Digits and their marks only, so far.
    numeric: bool,
    /// A point stands in it.
    dotted: bool,
    /// It is an address of mail or web.
    address: bool,
}

impl Word {
    fn new(start: usize, first: Option<char>) -> Word {
        let end = start + first.map_or(0, char::len_utf8);
        Word { start, end, numeric: first.is_some_and(char::is_numeric), dotted: false, address: false }
    }
}

/// What a mark does to the word before it.
enum Step {
    /// The word goes on and reaches up to here at least.
    On(usize),
    /// The word ends here.
    Last(usize, Stop),
}

/// Marks that combine with the letter before ("u\u{308}").
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether `rest`, behind an apostrophe, is what is left of a shortened word: "'s", "'ne", "'68".
fn is_clitic(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    let year = |word: &str| word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 4;
    matches!(word, "s" | "n" | "ne" | "nen" | "nem" | "ner" | "nes" | "rum" | "ran" | "raus" | "rein" | "nauf" | "t")
        || year(word)
}

/// Whether `rest` begins with the ending that a gender mark joins ("innen", "in", "r", "e").
fn begins_ending(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    rest.starts_with("innen") || matches!(&rest[..end], "in" | "r" | "e" | "n" | "m" | "s" | "er" | "en" | "em" | "es")
}

fn is_single(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none_or(|c| !c.is_alphanumeric())
}
