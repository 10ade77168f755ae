//! The text as meant: invisible characters, wrong decoding and line-end hyphens mended, with a map back.

use super::mojibake::{compose, decode, is_wrongly_decoded, ligature, reference};
use crate::span::Span;
use std::borrow::Cow;

/// A stretch of the pasted text that reads otherwise in the cleaned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    /// Bytes of the pasted text.
    pasted: Span,
    /// Bytes of the cleaned text; empty where something was left out.
    cleaned: Span,
}

/// Leads from the cleaned text back to the pasted one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    edits: Vec<Edit>,
    /// Bytes of the cleaned text where a word was divided at a line end, in order.
    joins: Vec<u32>,
}

impl Map {
    /// Where, between two bytes of the cleaned text, line ends within words were left out.
    pub(super) fn joins(&self, span: Span) -> &[u32] {
        let from = self.joins.partition_point(|&at| at <= span.start);
        let to = self.joins.partition_point(|&at| at < span.end);
        &self.joins[from..to.max(from)]
    }

    /// Bytes of the pasted text. What was left out at an edge of the span stays outside.
    pub(super) fn pasted(&self, span: Span) -> Span {
        let (start, end) = (self.start(span.start), self.end(span.end));
        Span { start, end: end.max(start) }
    }

    fn start(&self, at: u32) -> u32 {
        let done = self.edits.partition_point(|edit| edit.cleaned.end <= at);
        match self.edits.get(done) {
            Some(edit) if edit.cleaned.start < at => edit.pasted.start,
            _ => self.behind(done, at),
        }
    }

    fn end(&self, at: u32) -> u32 {
        let begun = self.edits.partition_point(|edit| edit.cleaned.start < at);
        match begun.checked_sub(1).map(|last| self.edits[last]) {
            Some(edit) if edit.cleaned.end >= at => edit.pasted.end,
            _ => self.behind(begun, at),
        }
    }

    /// The place of `at` behind the first `count` edits.
    fn behind(&self, count: usize, at: u32) -> u32 {
        count.checked_sub(1).map_or(at, |last| self.edits[last].pasted.end + (at - self.edits[last].cleaned.end))
    }

    /// Bytes of the cleaned text for a place in the pasted one.
    pub(super) fn cleaned(&self, at: u32) -> u32 {
        let done = self.edits.partition_point(|edit| edit.pasted.end <= at);
        match self.edits.get(done) {
            Some(edit) if edit.pasted.start < at => edit.cleaned.start,
            _ => done.checked_sub(1).map_or(at, |last| self.edits[last].cleaned.end + (at - self.edits[last].pasted.end)),
        }
    }
}

/// What stands in place of the pasted characters.
enum Put {
    Nothing,
    Letter(char),
    Letters(&'static str),
}

/// Mends `text`; borrowed and with an empty map where there is nothing to mend.
pub(super) fn mend(text: &str) -> (Cow<'_, str>, Map) {
    let mender = Mender { text, wrong: is_wrongly_decoded(text) };
    let mut cleaned = String::new();
    let (mut edits, mut joins): (Vec<Edit>, Vec<u32>) = (Vec::new(), Vec::new());
    let (mut at, mut line, mut copied) = (0, 0, 0);
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii() || b"&-\n\0".contains(byte)) {
        at += found;
        let Some(c) = text[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        // letters and marks of plain German stay, and are most of what is found
        if matches!(c, 'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü' | 'ß' | '„' | '“' | '–') && !mender.wrong {
            at = next;
            continue;
        }
        if c == '\n' {
            line = next;
        }
        let Some((from, to, put)) = mender.at(at, c, line).filter(|&(from, ..)| from >= copied) else {
            at = next;
            continue;
        };
        cleaned.push_str(&text[copied..from]);
        let start = cleaned.len();
        if text[from..to].contains('\n') {
            joins.push(start as u32);
        }
        match put {
            Put::Nothing => {}
            Put::Letter(c) => cleaned.push(c),
            Put::Letters(letters) => cleaned.push_str(letters),
        }
        edits.push(Edit { pasted: Span::new(from, to), cleaned: Span::new(start, cleaned.len()) });
        (at, copied) = (to, to);
    }
    if edits.is_empty() {
        return (Cow::Borrowed(text), Map::default());
    }
    cleaned.push_str(&text[copied..]);
    (Cow::Owned(cleaned), Map { edits, joins })
}

struct Mender<'t> {
    text: &'t str,
    /// Whether the text was decoded wrongly.
    wrong: bool,
}

impl Mender<'_> {
    /// What to put, and from where to where, because of the character `c` at `at`; `line` is where its line begins.
    fn at(&self, at: usize, c: char, line: usize) -> Option<(usize, usize, Put)> {
        let rest = &self.text[at..];
        let end = at + c.len_utf8();
        match c {
            '-' => self.hyphen(at, line),
            '&' => reference(rest).map(|(c, len)| (at, at + len, visible(c))),
            '\u{AD}' => Some((at, self.broken_line(end).unwrap_or(end), Put::Nothing)),
            '\u{200D}' => {
                // it holds emoji together
                let before = self.text[..at].chars().next_back().is_none_or(char::is_alphanumeric);
                let behind = self.text[end..].chars().next().is_none_or(char::is_alphanumeric);
                (before || behind).then_some((at, end, Put::Nothing))
            }
            _ if is_invisible(c) => Some((at, end, Put::Nothing)),
            _ if c != ' ' && c.is_whitespace() && !"\n\u{85}\u{2028}\u{2029}".contains(c) => {
                Some((at, end, if self.groups_digits(at, end) { Put::Nothing } else { Put::Letter(' ') }))
            }
            '\u{300}'..='\u{36F}' => {
                let letter = self.text[..at].chars().next_back()?;
                Some((at - letter.len_utf8(), end, Put::Letter(compose(letter, c)?)))
            }
            'ﬀ'..='ﬆ' => Some((at, end, Put::Letters(ligature(c)?))),
            _ if self.wrong => decode(rest).map(|(c, len)| (at, at + len, visible(c))),
            _ => None,
        }
    }

    /// A word that the line end divides: "Minis-↵terium" is one word, "US-↵Präsident" keeps its hyphen, "Vor-↵und
    /// Nachteile" stays.
    fn hyphen(&self, at: usize, line: usize) -> Option<(usize, usize, Put)> {
        const SHORTEST_LINE: usize = 20;
        let next = self.text[at + 1..].chars().next()?;
        if !next.is_whitespace() || at - line < SHORTEST_LINE || !self.text[..at].ends_with(char::is_alphabetic) {
            return None;
        }
        let blank = self.text[at + 1..].bytes().take_while(|byte| byte.is_ascii_whitespace()).count();
        let gap = &self.text[at + 1..at + 1 + blank];
        let rest = &self.text[at + 1 + blank..];
        if gap.matches('\n').count() != 1 {
            return None;
        }
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        if matches!(word, "und" | "oder" | "bis" | "bzw" | "sowie" | "als" | "wie" | "noch" | "aber" | "beziehungsweise") {
            return None;
        }
        let first = rest.chars().next()?;
        let from = if first.is_lowercase() { at } else { at + 1 };
        first.is_alphabetic().then_some((from, at + 1 + blank, Put::Nothing))
    }

    /// Behind a soft hyphen: where the word goes on after the line end.
    fn broken_line(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let blank = rest.bytes().take_while(|byte| byte.is_ascii_whitespace()).count();
        let broken = rest[..blank].matches('\n').count() == 1 && rest[blank..].starts_with(char::is_lowercase);
        broken.then_some(at + blank)
    }

    /// Whether a narrow or fixed space between `at` and `end` groups digits: "12 500".
    fn groups_digits(&self, at: usize, end: usize) -> bool {
        let before = self.text.as_bytes()[..at].iter().rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let behind = self.text.as_bytes()[end..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        (1..=3).contains(&before) && behind == 3
    }
}

/// A character that a reference or a pair of wrong letters stands for.
fn visible(c: char) -> Put {
    match c {
        _ if is_invisible(c) => Put::Nothing,
        _ if c.is_whitespace() => Put::Letter(' '),
        _ => Put::Letter(c),
    }
}

/// Characters that show nothing: soft hyphen, zero width, direction, byte-order mark, places of pasted pictures, controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\0' | '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFC}')
}
