//! What was pasted along with the article: each line by its own words and shape, then boxes of lines, then repetitions.

use super::lines::{Piece, is_item};
use super::phrases::{self, Found};
use super::{bylines, places, pullquotes, shapes};
use crate::analysis::{BlockKind, ClutterReason};
use crate::memory::{Key, Memory};
use std::ops::Deref;

/// A line with all that the rules ask of it.
pub(super) struct Line<'t> {
    pub text: &'t str,
    pub group: usize,
    /// The page's markup says that it is a headline, a caption or the like: its words may still tell clutter, its place not.
    pub told: bool,
    seen: &'t Seen,
}

/// What a line's own words and shape tell.
pub(crate) struct Seen {
    pub words: usize,
    /// It ends as sentences do.
    pub ended: bool,
    /// Several sentences or many words: a paragraph of the article, unless much speaks against it.
    pub body: bool,
    /// Somebody is reported to say something.
    pub says: bool,
    /// A colon parts it.
    pub parted: bool,
    /// It asks.
    pub asks: bool,
    /// It is a date or a time.
    pub date: bool,
    /// It closes an interview or a report.
    pub closing: bool,
    /// Hashes of its words, see [`pullquotes::hashes`].
    pub hashes: Box<[u16]>,
    /// The reason that its own words or shape give.
    reason: Option<ClutterReason>,
    found: Found,
}

/// A line's words while it is looked at.
pub(super) struct Wording<'t> {
    pub text: &'t str,
    /// In the spelling of the phrase list; the beginning only, where the line is long.
    pub normal: String,
    pub words: usize,
    pub ended: bool,
    body: bool,
    found: Found,
}

impl Deref for Line<'_> {
    type Target = Seen;
    fn deref(&self) -> &Seen {
        self.seen
    }
}

/// How much of a long line the phrases are looked for in, in bytes.
const LOOKED_AT: usize = 900;
/// Lines of that many words are paragraphs.
const BODY_WORDS: usize = 30;
/// So are lines of two sentences and that many words.
const SENTENCES_WORDS: usize = 18;

/// Lines of a box at most.
const LONGEST_BOX: usize = 8;

impl<'t> Wording<'t> {
    fn new(text: &'t str) -> Wording<'t> {
        let head = &text[..text.floor_char_boundary(LOOKED_AT)];
        let normal = phrases::normal(head);
        let found = phrases::find(&normal);
        let words = text.split_whitespace().take(200).count();
        let ended =
            text.trim_end_matches(['“', '”', '"', '«', '»', '‘', '‹', '›', '\'', ')', ']']).ends_with(['.', '?', '!', '…']);
        let stops =
            head.as_bytes().windows(2).filter(|pair| b".?!".contains(&pair[0]) && pair[1] == b' ').count() + usize::from(ended);
        let body = words >= BODY_WORDS || stops >= 2 && words >= SENTENCES_WORDS;
        Wording { text, normal, words, ended, body, found }
    }

    fn says(&self) -> bool {
        shapes::says(&self.normal)
    }

    /// The reason that the line's own words or shape give.
    fn reason(&self) -> Option<ClutterReason> {
        let found = &self.found;
        if self.body {
            let (reason, sure) = match (found.start, found.any) {
                (Some(start), Some(_)) => (start, true),
                (_, Some(any)) => (any, found.anys > 1 || found.hints(any) > 2),
                (Some(start), _) => (start, start == ClutterReason::Consent && found.hints(start) > 1),
                _ => (found.hinted()?, found.hints(found.hinted()?) > 3),
            };
            return (sure && !self.says()).then_some(reason);
        }
        let led = found.led.filter(|_| !self.text.ends_with('.') || !self.says());
        if let Some(reason) = found.whole.or(found.head).or(led).or_else(|| shapes::reason(self)) {
            return Some(reason);
        }
        // a whole sentence that speaks to nobody is the article's
        let speaks = !self.text.ends_with('.') || shapes::addresses_reader(self.text);
        let start = found.start.filter(|&reason| speaks || reason == ClutterReason::Credit || found.hints(reason) > 1);
        let hinted = || found.hinted().filter(|&reason| speaks || found.hints(reason) > 2);
        start.or(found.any).or_else(hinted).filter(|_| !self.says())
    }
}

impl Seen {
    fn new(text: &str) -> Seen {
        let wording = Wording::new(text);
        Seen {
            words: wording.words,
            ended: wording.ended,
            body: wording.body,
            says: wording.says(),
            parted: wording.normal.contains(": "),
            asks: wording.normal.ends_with('?'),
            date: shapes::is_date(&wording),
            closing: places::is_closing(&wording.normal),
            hashes: pullquotes::hashes(text).collect(),
            reason: wording.reason(),
            found: wording.found,
        }
    }
}

impl Line<'_> {
    /// Like a headline: short, and not ended by a full stop.
    pub(super) fn is_title(&self) -> bool {
        self.words <= 18 && !self.text.ends_with('.') && !self.body
    }

    /// Ended by a full stop, and long enough for a paragraph of a sentence or two.
    fn is_sentence(&self) -> bool {
        self.ended && self.words >= 8
    }

    /// Whether the line opens a box.
    fn opens(&self) -> Option<ClutterReason> {
        let short = self.words <= 9 && !self.parted && !self.text.ends_with(['.', '!']);
        self.found.head.or(self.found.start.filter(|&reason| reason == ClutterReason::Related && short))
    }
}

/// The reason of every line that is clutter.
pub(super) fn reasons(lines: &[Line]) -> Vec<Option<ClutterReason>> {
    let mut why: Vec<Option<ClutterReason>> = lines.iter().map(|line| line.reason).collect();
    // "Was meinen Sie?" asks the reader at the end only; before that it is put to somebody else
    let end = (0..lines.len()).rev().find(|&at| why[at].is_none() && (lines[at].body || lines[at].is_sentence())).unwrap_or(0);
    for (why, _) in why.iter_mut().zip(lines).take(end).filter(|(_, line)| line.text.ends_with('?')) {
        *why = why.filter(|&reason| reason != ClutterReason::Comments);
    }
    // a line in the box that another one opens is no headline
    let boxed = |at: usize| {
        (0..at).rev().take_while(|&before| lines[before].group == lines[at].group).any(|before| lines[before].opens().is_some())
    };
    let headline =
        (0..lines.len()).find(|&at| why[at].is_none() && (lines[at].words > 1 || lines[at].told)).filter(|&at| !boxed(at));
    bylines(lines, &mut why, headline);
    let mut start = 0;
    for group in lines.chunk_by(|a, b| a.group == b.group) {
        boxes(group, &mut why[start..start + group.len()], headline.and_then(|at| at.checked_sub(start)));
        start += group.len();
    }
    neighbours(lines, &mut why, headline);
    places::beside(lines, &mut why, headline);
    following(lines, &mut why, headline);
    pullquotes::mark(lines, &mut why, headline);
    sign_off(lines, &mut why);
    places::between(lines, &mut why);
    places::trailing(lines, &mut why);
    why
}

/// "Von Anna Kern", below the headline and before the second paragraph, or as the last line.
fn bylines(lines: &[Line], why: &mut [Option<ClutterReason>], headline: Option<usize>) {
    let Some(headline) = headline else { return };
    let body = (headline + 1..lines.len()).filter(|&at| lines[at].body && why[at].is_none()).nth(1).unwrap_or(lines.len());
    let last = (0..lines.len()).rev().find(|&at| why[at].is_none());
    for at in (headline + 1..body).chain(last).filter(|&at| at > headline) {
        if why[at].is_none() && bylines::is_byline(lines[at].text) {
            why[at] = Some(ClutterReason::Author);
        }
    }
    const NEAR: usize = 4;
    for at in (headline + 1..body).take(NEAR) {
        if why[at].is_none() && lines[at].date {
            why[at] = Some(ClutterReason::Credit);
        }
    }
}

/// Lines without a blank line between them are one box: what one of them is holds for its short neighbours.
fn boxes(group: &[Line], why: &mut [Option<ClutterReason>], headline: Option<usize>) {
    let Some(first) = why.iter().flatten().next().copied() else { return };
    let strongest = why.iter().flatten().copied().find(|&reason| reaches(reason) > 0).unwrap_or(first);
    // a line that opens the group makes even short sentences part of its box
    let opened = group[0].opens().is_some() && group.len() <= LONGEST_BOX;
    let article = group.iter().zip(&*why).any(|(line, why)| why.is_none() && (line.body || line.is_sentence() && !opened));
    if !article {
        // buttons, times and credits say little of lines around them
        let buttons = why[0].is_some() && group[1..].iter().all(|line| line.words <= 2 && !line.ended);
        let certain = buttons || why.iter().flatten().count() * 2 >= group.len();
        if reaches(strongest) == 0 && !certain {
            return;
        }
        for at in 0..group.len() {
            if why[at].is_none() && Some(at) != headline && group[at].words <= reaches(strongest).max(6) {
                why[at] = Some(strongest);
            }
        }
        return;
    }
    // the whole article stands without blank lines: only from a line that opens a box, and only to titles
    let mut open = None;
    for at in 0..group.len() {
        if let Some(reason) = group[at].opens() {
            open = Some(reason);
        } else if why[at].is_none() {
            let titles = open.is_some_and(|reason| reaches(reason) > 0) && group[at].is_title() && group[at].words > 3;
            if titles && !group[at].asks {
                why[at] = open;
            } else {
                open = None;
            }
        }
    }
    // "YT", "Video" before the consent notice
    for at in (0..group.len()).rev() {
        let notice = why.get(at + 1).copied().flatten().filter(|&reason| reason == ClutterReason::Consent);
        if why[at].is_none() && Some(at) != headline && group[at].words <= 2 && !group[at].ended {
            why[at] = notice;
        }
    }
}

/// How many words a line in the same box may have to belong to it.
fn reaches(reason: ClutterReason) -> usize {
    match reason {
        ClutterReason::Related
        | ClutterReason::Newsletter
        | ClutterReason::Consent
        | ClutterReason::Paywall
        | ClutterReason::Ad => 40,
        ClutterReason::Comments | ClutterReason::Player => 20,
        ClutterReason::Author => 30,
        _ => 0,
    }
}

/// A line that speaks of the same as the clutter next to it, though not enough to be taken for it alone.
fn neighbours(lines: &[Line], why: &mut [Option<ClutterReason>], headline: Option<usize>) {
    let mut touch = |at: usize, next: usize| {
        if let (None, Some(reason)) = (why[at], why[next]) {
            let line = &lines[at];
            let hints = line.found.hints(reason);
            let enough = hints > 1 || hints > 0 && line.words <= 4;
            if enough && !line.body && Some(at) != headline && !line.says {
                why[at] = Some(reason);
            }
        }
    };
    for at in 1..lines.len() {
        touch(at, at - 1);
    }
    for at in (1..lines.len()).rev() {
        touch(at - 1, at);
    }
}

/// Boxes whose lines are parted by blank lines.
fn following(lines: &[Line], why: &mut [Option<ClutterReason>], headline: Option<usize>) {
    for at in 0..lines.len() {
        let Some(reason) = lines[at].opens().filter(|_| why[at].is_some() && Some(at) != headline) else { continue };
        let mut rest = (at + 1..lines.len()).take(LONGEST_BOX).skip_while(|&next| lines[next].group == lines[at].group);
        match reason {
            // titles of other articles; a lone short one is rather the next subheading
            ClutterReason::Related => {
                let titles: Vec<usize> = rest
                    .take_while(|&next| {
                        why[next].is_none() && lines[next].is_title() && lines[next].words > 2 && !lines[next].text.ends_with('?')
                    })
                    .collect();
                let boxed = lines.get(at + 1).is_some_and(|next| next.group == lines[at].group);
                let long = |at: usize| lines[at].words >= 6 || lines[at].parted || is_item(lines[at].text);
                for &title in titles.iter().filter(|&&at| !boxed && (titles.len() > 1 || long(at))) {
                    if long(title) {
                        why[title] = Some(reason);
                    }
                }
            }
            ClutterReason::Author => {
                let Some(next) = rest.next().filter(|&next| why[next].is_none() && lines[next].words <= 60) else { continue };
                let near_end = next + 3 >= lines.len();
                if near_end || lines[next].found.hints(reason) > 0 && !lines[next].says {
                    why[next] = Some(reason);
                }
            }
            _ => {}
        }
    }
}

/// "(mid)", "mik/dpa" at the end.
fn sign_off(lines: &[Line], why: &mut [Option<ClutterReason>]) {
    let last: Vec<usize> = (1..lines.len()).rev().filter(|&at| why[at].is_none()).take(2).collect();
    for at in last {
        if bylines::is_sign_off(lines[at].text) {
            why[at] = Some(ClutterReason::Credit);
        }
    }
}

/// Lines for the pieces of a text, with what the markup says of each.
pub(super) fn lines<'t>(text: &'t str, pieces: &[Piece], given: &[Option<BlockKind>], memory: &'t mut Memory) -> Vec<Line<'t>> {
    memory.lines.expect(pieces.len());
    for piece in pieces {
        let text = piece.span.of(text);
        let key = Key::of(text);
        let seen = memory.lines.take(key).unwrap_or_else(|| Seen::new(text));
        memory.lines.keep(key, seen);
    }
    let line = |((piece, given), seen): ((&Piece, &Option<BlockKind>), &'t Seen)| Line {
        text: piece.span.of(text),
        group: piece.group,
        told: given.is_some_and(|kind| kind != BlockKind::Paragraph),
        seen,
    };
    pieces.iter().zip(given).zip(memory.lines.all()).map(line).collect()
}
