//! Pairs of quotation marks, of every German style, nested, mixed and unclosed.

use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::ops::Range;

/// Words between a pair of quotation marks, the marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// From the opening to behind the closing mark (or to the bound, where the closing one is missing).
    pub tokens: Range<usize>,
    /// Number of pairs around this one.
    pub depth: usize,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// Index of the pair in the paragraph before that this one goes on from: every paragraph opens, only the last closes.
    pub continues: Option<usize>,
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

/// Families of marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// „…“, “…”, „…”, "…"
    Double,
    /// ‚…‘, ‘…’, '…'
    Single,
    /// »…«, «…»
    Guillemet,
    /// ›…‹, ‹…›
    SingleGuillemet,
}

/// Most pairs within one another; deeper marks are left alone.
const MOST_DEPTH: usize = 6;

/// Finds the pairs of the whole text, outer before inner.
pub fn pairs(reading: &Reading) -> Vec<Marked> {
    let mut out = Vec::new();
    let mut first_sentence = 0;
    let mut unclosed_before: Option<usize> = None;
    while first_sentence < reading.sentences.len() {
        let block = reading.sentences[first_sentence].block;
        let behind = reading.sentences[first_sentence..].iter().take_while(|sentence| sentence.block == block).count();
        let sentences = first_sentence..first_sentence + behind;
        let from = out.len();
        pair_block(reading, sentences.clone(), &mut out);
        let start = reading.sentences[sentences.start].tokens.start;
        let end = reading.sentences[sentences.end - 1].tokens.end;
        // the speech goes on where a paragraph ends inside marks and the next one opens them anew
        if let Some(before) = unclosed_before
            && let Some(here) = out[from..].iter_mut().find(|pair| pair.tokens.start == start)
        {
            here.continues = Some(before);
        }
        unclosed_before = (from..out.len()).find(|&at| !out[at].closed && out[at].tokens.end == end && out[at].depth == 0);
        first_sentence = sentences.end;
    }
    out
}

fn pair_block(reading: &Reading, sentences: Range<usize>, out: &mut Vec<Marked>) {
    let tokens = reading.sentences[sentences.start].tokens.start..reading.sentences[sentences.end - 1].tokens.end;
    let from = out.len();
    // open pairs: index into `out`, style, and the mark
    let mut open: Vec<(usize, Style, char)> = Vec::new();
    let mut styles = Vec::new();
    for at in tokens.clone() {
        if reading.tokens[at].kind() != TokenKind::QuoteMark {
            continue;
        }
        let Some(mark) = reading.word(at).chars().next() else { continue };
        let Some((style, side)) = role(mark, spaced(reading, at, &tokens)) else { continue };
        let matching = open.iter().rposition(|&(_, s, opening)| s == style && closes(opening, mark));
        let closing = match side {
            Side::Opens => None,
            Side::Closes => matching,
            // a mark that could do both closes what is open
            Side::Either => matching,
        };
        if let Some(level) = closing {
            let (pair, ..) = open[level];
            out[pair].tokens.end = at + 1;
            out[pair].closed = true;
            // what was opened inside and never closed ends with it
            for (inner, ..) in open.drain(level..).skip(1) {
                out[inner].tokens.end = at;
            }
        } else if side != Side::Closes && open.len() < MOST_DEPTH {
            out.push(Marked { tokens: at..tokens.end, depth: open.len(), closed: false, continues: None });
            open.push((out.len() - 1, style, mark));
            styles.push(style);
        }
    }
    bound_unclosed(reading, &sentences, &styles, &mut out[from..]);
    // depths anew, now that all ends are known
    let mut ends: Vec<usize> = Vec::new();
    for pair in &mut out[from..] {
        while ends.last().is_some_and(|&end| end <= pair.tokens.start) {
            ends.pop();
        }
        pair.depth = ends.len();
        ends.push(pair.tokens.end);
    }
    // a lone mark quotes nothing
    let mut kept = from;
    for at in from..out.len() {
        if out[at].tokens.len() > 1 {
            out.swap(kept, at);
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// An unclosed pair ends with the last sentence before the next mark of its style opens; with the block where none does.
fn bound_unclosed(reading: &Reading, sentences: &Range<usize>, styles: &[Style], pairs: &mut [Marked]) {
    let block_end = reading.sentences[sentences.end - 1].tokens.end;
    let mut next = [block_end; 4];
    let mut sentence = sentences.end - 1;
    for (pair, &style) in pairs.iter_mut().zip(styles).rev() {
        let limit = next[style as usize];
        next[style as usize] = pair.tokens.start;
        if pair.closed || limit == block_end || pair.tokens.end <= limit {
            continue;
        }
        while sentence > sentences.start && reading.sentences[sentence].tokens.end > limit {
            sentence -= 1;
        }
        let bound = reading.sentences[sentence].tokens.end;
        pair.tokens.end = if bound > pair.tokens.start + 1 && bound <= limit { bound } else { limit };
    }
}

/// Whether white space, or the edge of the block, stands before and behind the mark; brackets and dashes before count.
fn spaced(reading: &Reading, at: usize, block: &Range<usize>) -> (bool, bool) {
    let span = reading.tokens[at].span();
    let before = at == block.start
        || reading.tokens[at - 1].span().end < span.start
        || reading.tokens[at - 1].kind() == TokenKind::QuoteMark && opening_shape(reading.word(at - 1))
        || matches!(reading.word(at - 1), "(" | "[" | "–" | "—" | "/");
    let behind = at + 1 == block.end || reading.tokens[at + 1].span().start > span.end;
    (before, behind)
}

fn opening_shape(mark: &str) -> bool {
    matches!(mark, "„" | "‚")
}

/// Style and side of a mark with white space `before` and `behind`; nothing where it is no quotation mark.
fn role(mark: char, (before, behind): (bool, bool)) -> Option<(Style, Side)> {
    let by_space = match (before, behind) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ => Side::Either,
    };
    Some(match mark {
        '„' => (Style::Double, Side::Opens),
        '‚' => (Style::Single, Side::Opens),
        '”' => (Style::Double, if before && !behind { Side::Either } else { Side::Closes }),
        '“' | '"' | '‟' | '＂' => (Style::Double, by_space),
        '‘' => (Style::Single, by_space),
        '’' | '\'' | '‛' => (Style::Single, by_space),
        '»' | '«' => (Style::Guillemet, by_space),
        '›' | '‹' => (Style::SingleGuillemet, by_space),
        _ => return None,
    })
}

/// Whether `mark` can close what `opening` opened.
fn closes(opening: char, mark: char) -> bool {
    match opening {
        '„' | '“' | '‟' => matches!(mark, '“' | '”' | '"'),
        '”' => matches!(mark, '”' | '“'),
        '"' | '＂' => matches!(mark, '"' | '＂' | '“' | '”'),
        '»' => mark == '«',
        '«' => mark == '»',
        '›' => mark == '‹',
        '‹' => mark == '›',
        _ => matches!(mark, '‘' | '’' | '\'' | '‛'),
    }
}
