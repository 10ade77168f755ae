//! What a block of the article is: headline, lead, subheading, question, list item or paragraph.

use super::clutter::Line;
use super::lines::is_item;
use super::{Answer, interview, leads};
use crate::analysis::{BlockKind, ClutterReason};

/// What was found of one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub kind: BlockKind,
    /// Bytes of the speaker label that begins the line.
    pub label: usize,
    /// Bytes of the dateline that begins the line.
    pub dateline: usize,
    /// Whether it answers in an interview.
    pub answer: Option<Answer>,
}

/// Finds the kind of every line; clutter is told by `why`, and `given` holds kinds that the page's markup tells.
pub(super) fn kinds(lines: &[Line], why: &[Option<ClutterReason>], given: &[Option<BlockKind>]) -> Vec<Found> {
    let mut out: Vec<Found> = (0..lines.len())
        .map(|at| {
            let kind = if why[at].is_some() { BlockKind::Clutter } else { given[at].unwrap_or(BlockKind::Paragraph) };
            Found { kind, label: 0, dateline: 0, answer: None }
        })
        .collect();
    let article: Vec<usize> = (0..lines.len()).filter(|&at| why[at].is_none()).collect();
    let told = given.iter().any(|kind| matches!(kind, Some(BlockKind::Headline)));
    let headlines = if told { 0 } else { headlines(lines, &article) };
    for &at in &article[..headlines] {
        if given[at].is_none() {
            out[at].kind = BlockKind::Headline;
        }
    }
    let open = |out: &[Found], at: usize| out[at].kind == BlockKind::Paragraph;
    interview::turns(lines, &article[headlines..], &mut out);
    for (rank, &at) in article.iter().enumerate().skip(headlines) {
        if !open(&out, at) || out[at].label > 0 {
            continue;
        }
        let first = rank < headlines + 2 && headlines > 0;
        out[at].dateline = leads::dateline(lines[at].text, first);
        let next = article.get(rank + 1).copied();
        let item = |at: Option<usize>| at.is_some_and(|at| is_item(lines[at].text));
        let before = rank.checked_sub(1).map(|rank| article[rank]);
        if given[at].is_some() || out[at].dateline > 0 {
            continue;
        }
        if item(Some(at)) && (item(next) || item(before)) {
            out[at].kind = BlockKind::ListItem;
        } else if next.is_some_and(|next| is_subheading(&lines[at], &lines[next])) {
            out[at].kind = BlockKind::Subheading;
        }
    }
    lead(lines, why, &article[headlines..], &mut out);
    interview::answers(lines, &article[headlines..], &mut out);
    out
}

/// How many of the first lines are headlines: one, or two where a few words stand above it.
fn headlines(lines: &[Line], article: &[usize]) -> usize {
    let title = |rank: usize| {
        article.get(rank).is_some_and(|&at| !lines[at].body && lines[at].words <= 25 && !lines[at].text.ends_with(['.', ':']))
    };
    match article.len() {
        0 | 1 => 0,
        _ if !title(0) => 0,
        2 => 1,
        _ => 1 + usize::from(lines[article[0]].words <= 4 && title(1) && lines[article[1]].words > 3),
    }
}

fn is_subheading(line: &Line, next: &Line) -> bool {
    !line.ended && line.words <= 10 && !line.text.ends_with([':', ',', ';', '–']) && next.words > line.words
}

/// The lead stands between the headline and what parts it from the text: a byline, buttons, a dateline.
fn lead(lines: &[Line], why: &[Option<ClutterReason>], article: &[usize], out: &mut [Found]) {
    let &[first, second, ..] = article else { return };
    let parted = why[first + 1..second].iter().flatten().any(|reason| {
        matches!(reason, ClutterReason::Author | ClutterReason::Share | ClutterReason::Credit | ClutterReason::Player)
    });
    let paragraph = out[first].kind == BlockKind::Paragraph && out[first].label == 0 && out[first].dateline == 0;
    let second_is_text = out[second].kind == BlockKind::Paragraph;
    if paragraph && second_is_text && lines[first].words <= 70 && (parted || out[second].dateline > 0) && first > 0 {
        out[first].kind = BlockKind::Lead;
    }
}
