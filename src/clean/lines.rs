//! From lines to blocks: a line is a block, unless lines were broken at a fixed width.

use super::mend::Map;
use crate::span::Span;

/// A stretch of text that reads as one block, before anything is known of its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Bytes of the cleaned text, white space at the edges left out; not empty.
    pub span: Span,
    /// Number of the group it stands in: a blank line begins the next one.
    pub group: usize,
}

struct Line {
    span: Span,
    group: usize,
    /// Length in characters, from the last word that was divided at a line end.
    chars: usize,
    /// The longest stretch between words divided at line ends, in characters.
    longest: usize,
    /// How many words were divided at line ends.
    joins: usize,
}

const NEWLINES: [char; 7] = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
/// Widths at which mail programs, typesetters and PDF files break lines, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=130;
/// A line of running text that goes on in the next line is at least as long.
const SHORTEST: usize = 25;

/// The blocks of `text` within `span`; groups are numbered from `group`.
pub(super) fn pieces(text: &str, map: &Map, span: Span, group: usize) -> Vec<Piece> {
    let lines = lines(text, map, span, group);
    let mut out: Vec<Piece> = Vec::new();
    // what is too short to tell was broken as the rest of the text
    let widest = lines.chunk_by(|a, b| a.group == b.group).filter_map(|group| broken_at(text, group)).max();
    for group in lines.chunk_by(|a, b| a.group == b.group) {
        let fits = |&width: &usize| group.iter().all(|line| line.longest <= width + width / 10);
        let width = broken_at(text, group).or(widest.filter(fits));
        for (at, line) in group.iter().enumerate() {
            match out.last_mut() {
                Some(last) if at > 0 && goes_on(text, &group[at - 1], line, width) => last.span = last.span.join(line.span),
                _ => out.push(Piece { span: line.span, group: line.group }),
            }
        }
    }
    out
}

/// What stands between [`NEWLINES`], the last of it included.
struct Split<'t>(Option<&'t str>);

impl<'t> Iterator for Split<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let text = self.0.take()?;
        // by bytes, of which few begin a newline
        let begins = |&byte: &u8| matches!(byte, b'\n'..=b'\r' | 0xC2 | 0xE2);
        let mut at = 0;
        while let Some(found) = text.as_bytes()[at..].iter().position(begins) {
            at += found;
            let c = text[at..].chars().next()?;
            if NEWLINES.contains(&c) {
                self.0 = Some(&text[at + c.len_utf8()..]);
                return Some(&text[..at]);
            }
            at += c.len_utf8();
        }
        Some(text)
    }
}

fn lines(text: &str, map: &Map, span: Span, mut group: usize) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut at = span.start as usize;
    let mut blank = false;
    for line in Split(Some(span.of(text))) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            // a carriage return before the newline leaves nothing between them, but is no blank line
            blank |= !text[..at].ends_with('\r') || !text[at + line.len()..].starts_with('\n');
        } else {
            let start = at + (line.len() - line.trim_start().len());
            group += usize::from(blank && !out.is_empty());
            blank = false;
            let span = Span::new(start, start + trimmed.len());
            let joins = map.joins(span);
            let (mut from, mut chars, mut longest) = (span.start, 0, 0);
            for &to in joins.iter().chain([&span.end]) {
                chars = Span { start: from, end: to }.of(text).chars().count();
                (from, longest) = (to, longest.max(chars));
            }
            out.push(Line { span, group, chars, longest, joins: joins.len() });
        }
        at += line.len() + text[at + line.len()..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

/// The width at which the lines of a group were broken, if they were: then few lines had room for the next word, and
/// many lines begin in the middle of a sentence.
fn broken_at(text: &str, group: &[Line]) -> Option<usize> {
    let width = group.iter().map(|line| line.longest).max()?;
    let joins: usize = group.iter().map(|line| line.joins).sum();
    let breaks = group.len() - 1 + joins;
    if breaks < 2 || !WIDTHS.contains(&width) {
        return None;
    }
    let full = group.windows(2).filter(|pair| is_full(text, &pair[0], &pair[1], width)).count() + joins;
    let within = group[1..].iter().filter(|line| line.span.of(text).starts_with(char::is_lowercase)).count() + joins;
    (full * 10 >= breaks * 6 && within * 10 >= breaks * 2).then_some(width)
}

/// Whether the first word of `next` found no room at the end of `line`; proportional type makes widths vary.
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = next.span.of(text).split(char::is_whitespace).next().unwrap_or("").chars().count();
    (line.chars + 1 + word) * 10 >= width * 9
}

fn goes_on(text: &str, line: &Line, next: &Line, width: Option<usize>) -> bool {
    let (here, there) = (line.span.of(text), next.span.of(text));
    let closed = here.trim_end_matches(['“', '”', '"', '«', '»', '‘', ')', ']']).ends_with(['.', '?', '!', ':', ';', '…']);
    if there.starts_with(char::is_lowercase) && !closed && line.chars >= SHORTEST {
        return true;
    }
    width.is_some_and(|width| is_full(text, line, next, width) && !is_item(there))
}

/// Whether a line begins as items of a list do.
pub(super) fn is_item(line: &str) -> bool {
    line.strip_prefix(['•', '▸', '▪', '●', '‣', '◦', '·', '*', '+', '-', '–', '—'])
        .is_some_and(|rest| rest.starts_with(char::is_whitespace))
}
