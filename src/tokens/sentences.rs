//! Where sentences end: one pass over the tokens of a block.

use super::point::Stop;
use super::scan::QUOTES;
use super::words::begins_sentences;
use super::{Token, TokenKind};

/// The tokens of one block.
pub(super) struct Block<'t> {
    /// The cleaned text.
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub stops: &'t [Stop],
}

/// Tokens at least on each side of a semicolon that parts sentences.
const MIN_SIDE: usize = 4;

/// What a mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Other,
    Opens,
    Closes,
}

impl<'t> Block<'t> {
    fn word(&self, at: usize) -> &'t str {
        self.tokens[at].span().of(self.text)
    }

    fn starts(&self, at: usize, test: fn(char) -> bool) -> bool {
        at < self.tokens.len() && self.word(at).starts_with(test)
    }

    fn adjacent(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].span().end == self.tokens[at].span().start
    }

    /// Indices behind the last token of every sentence.
    pub(super) fn ends(&self) -> Vec<usize> {
        let roles = self.roles();
        let mut out = Vec::new();
        let (mut at, mut start) = (0, 0);
        while at < self.tokens.len() {
            let stop = self.stops[at];
            at += 1;
            if stop == Stop::No {
                continue;
            }
            // what follows closely belongs to the sentence: "?!", closing marks and brackets
            let (mut stop, mut bracket) = (stop, false);
            while at < self.tokens.len() && (roles[at] == Role::Closes || self.adjacent(at) && self.stops[at] == Stop::Mark) {
                bracket |= self.word(at) == ")" || self.word(at) == "]";
                if self.stops[at] == Stop::Mark {
                    (stop, bracket) = (Stop::Mark, false);
                }
                at += 1;
            }
            let aside = bracket && !matches!(self.word(start), "(" | "[") && !self.word(at - 2).ends_with('.');
            if at == self.tokens.len() || !aside && self.ends_before(stop, at, &roles) {
                out.extend(self.semicolon(start, at));
                out.push(at);
                start = at;
            }
        }
        if start < self.tokens.len() {
            out.extend(self.semicolon(start, at));
            out.push(at);
        }
        out
    }

    /// Index behind the semicolon that parts two sentences between `start` and `end`. Several semicolons, or one in
    /// brackets, part items of a list instead.
    fn semicolon(&self, start: usize, end: usize) -> Option<usize> {
        let mut marks = (start..end).filter(|&at| self.word(at) == ";");
        let at = marks.next()?;
        let bracketed =
            || self.tokens[start..at].iter().rev().map(|token| token.span().of(self.text)).find(|word| "()[]".contains(word));
        let parts = marks.next().is_none() && !matches!(bracketed(), Some("(" | "["));
        (parts && at - start >= MIN_SIDE && end - at > MIN_SIDE).then_some(at + 1)
    }

    /// Whether a sentence that stops as `stop` says ends before token `next`.
    fn ends_before(&self, stop: Stop, next: usize, roles: &[Role]) -> bool {
        let word = self.word(next);
        match stop {
            Stop::No => false,
            Stop::Abbreviation => begins_sentences(word),
            Stop::Closing => self.starts(next, char::is_uppercase),
            Stop::Ellipsis => {
                begins_sentences(word)
                    || self.word(next - 1) != "…" && roles[next - 1] == Role::Closes && self.starts(next, char::is_uppercase)
            }
            Stop::Mark => match self.tokens[next].kind() {
                TokenKind::Number => true,
                TokenKind::Word => self.begins(next),
                TokenKind::QuoteMark => {
                    let inside = (next..self.tokens.len()).take(4).find(|&at| self.tokens[at].kind() != TokenKind::QuoteMark);
                    self.word(next - 1) == "." || inside.is_none_or(|at| !self.starts(at, char::is_lowercase))
                }
                TokenKind::Punctuation => match word {
                    "," | ";" | ":" | "/" | "%" | "&" | ")" | "]" => false,
                    "(" | "–" | "—" | "-" | "--" | "·" => {
                        let inside = (next + 1..self.tokens.len()).take(3).find(|&at| roles[at] != Role::Opens);
                        inside.is_some_and(|at| self.starts(at, char::is_uppercase))
                    }
                    _ => true,
                },
            },
        }
    }

    /// Whether the word can begin a sentence: a capital, or a name that begins small ("al-Sadr", "iPhone").
    fn begins(&self, at: usize) -> bool {
        let word = self.word(at);
        let small_name = || {
            let mut chars = word.chars();
            let camel = chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase);
            camel || word.starts_with("al-") || word.starts_with("el-") || word.starts_with("http")
        };
        !word.starts_with(char::is_lowercase) || small_name()
    }

    /// Which marks open and which close, by their place between words; by turns where the place does not tell.
    fn roles(&self) -> Vec<Role> {
        let mut roles = vec![Role::Other; self.tokens.len()];
        let mut open = 0_u32;
        for at in 0..self.tokens.len() {
            let word = self.word(at);
            roles[at] = match self.tokens[at].kind() {
                TokenKind::Punctuation if matches!(word, "(" | "[") => Role::Opens,
                TokenKind::Punctuation if matches!(word, ")" | "]") => Role::Closes,
                TokenKind::QuoteMark => {
                    let left = self.adjacent(at)
                        && roles[at - 1] != Role::Opens
                        && !matches!(self.word(at - 1), "-" | "–" | "—" | "/" | ":" | "=");
                    let right = self.adjacent(at + 1)
                        && (matches!(self.tokens[at + 1].kind(), TokenKind::Word | TokenKind::Number)
                            || QUOTES.contains(self.word(at + 1)) && !left);
                    let opens = match word {
                        "„" | "‚" | ",," => true,
                        _ if left != right => right,
                        _ => open == 0,
                    };
                    open = if opens { open + 1 } else { open.saturating_sub(1) };
                    if opens { Role::Opens } else { Role::Closes }
                }
                _ => Role::Other,
            };
        }
        roles
    }
}
