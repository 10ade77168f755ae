//! Candidates by rule: a clause that a reporting verb calls for ("sagte, dass …", "betonte, … sei", "kündigte an, … zu …"),
//! where the sequence model saw nothing, or within what it saw: speech in speech.

use crate::attribution::candidates::around;
use crate::frames::{Frames, Role, RoleRun};
use crate::looks::{Clause, Looks, is};
use crate::model::hash;
use crate::quotes::reporting::Reporting;
use crate::tagging::{ClauseKind, Pos};
use std::ops::Range;

/// Most clauses that one reporting verb calls for; no sentence of an article has that many behind a cue.
const MOST_CLAUSES: usize = 40;

/// The clauses that the reporting verbs of the text call for.
pub fn clauses(looks: &Looks, frames: &Frames) -> Vec<Range<usize>> {
    let cues = frames.runs.iter().filter(|run| run.role == Role::Cue && is_verb(looks, run));
    cues.filter_map(|cue| content(looks, cue)).collect()
}

fn is_verb(looks: &Looks, run: &RoleRun) -> bool {
    looks.tokens[run.tokens.clone()].iter().any(|look| is(look, Pos::Verb))
}

/// The words from the clause behind the cue's own to the end of the sentence, or to a clause that reports anew.
fn content(looks: &Looks, cue: &RoleRun) -> Option<Range<usize>> {
    let cue = &looks.tokens[cue.tokens.end - 1];
    let sentence = &looks.sentences[cue.sentence as usize];
    let behind = cue.clause as usize + 1..sentence.clauses.end;
    let opening = &looks.clauses[behind.clone()].first()?;
    let called_for = match opening.kind {
        ClauseKind::That | ClauseKind::Whether | ClauseKind::Infinitive => true,
        ClauseKind::Main => opening.mood >= 2,
        _ => false,
    };
    if !called_for {
        return None;
    }
    let start = opening.tokens.start;
    let last = looks.clauses[behind].iter().take(MOST_CLAUSES).take_while(|clause| goes_on(clause, start)).last()?;
    let run = trimmed(looks, start..last.tokens.end);
    (run.len() > 1).then_some(run)
}

/// Whether a clause still belongs to the speech that begins at token `start`: a new main clause in the indicative reports anew.
pub fn goes_on(clause: &Clause, start: usize) -> bool {
    clause.tokens.start == start || clause.kind != ClauseKind::Main || clause.mood >= 2 || clause.mood == 0
}

/// What stands around a phrase that names a source ("laut Polizei", "dem Bericht zufolge", "nach Angaben der Bahn"): in the
/// whole sentence, and in the phrase's own clause. The frame's cue holds no verb.
pub fn around_sources(looks: &Looks, frames: &Frames) -> Vec<Vec<Range<usize>>> {
    let mut out = Vec::new();
    for (index, cue) in frames.runs.iter().enumerate() {
        let first = &looks.tokens[cue.tokens.start];
        if cue.role != Role::Cue || is_verb(looks, cue) || !(is(first, Pos::Adp) || is(first, Pos::Adv)) {
            continue;
        }
        let mut frame = cue.tokens.clone();
        let near = |run: &&RoleRun| {
            run.role == Role::Speaker
                && (run.tokens.start.saturating_sub(cue.tokens.end) <= 2 && cue.tokens.start.saturating_sub(run.tokens.end) <= 2)
        };
        let beside = &frames.runs[index.saturating_sub(1)..(index + 2).min(frames.runs.len())];
        for run in beside.iter().filter(near) {
            frame = frame.start.min(run.tokens.start)..frame.end.max(run.tokens.end);
        }
        let phrase = looks.phrases.partition_point(|phrase| phrase.tokens.end < frame.end);
        if let Some(phrase) = looks.phrases.get(phrase).filter(|phrase| phrase.tokens.start < frame.end) {
            frame.end = frame.end.max(phrase.tokens.end);
        }
        let sentence = looks.sentences[first.sentence as usize].tokens.clone();
        let clause = looks.clauses[first.clause as usize].tokens.clone();
        for scope in [around(&frame, sentence), around(&frame, clause)] {
            let before = trimmed(looks, scope.start..frame.start.max(scope.start));
            let behind = trimmed(looks, frame.end.min(scope.end)..scope.end);
            let pieces: Vec<Range<usize>> = [before, behind].into_iter().filter(|piece| piece.len() > 1).collect();
            if !pieces.is_empty() && !pieces.iter().any(|piece| in_marks(looks, piece)) {
                out.push(pieces);
            }
        }
    }
    out
}

/// What stands on both sides of a clause that reports within a sentence ("Sie werde, kündigte sie an, im Frühling kommen").
pub fn around_inserted(looks: &Looks, frames: &Frames) -> Vec<Vec<Range<usize>>> {
    let mut out = Vec::new();
    for cue in frames.runs.iter().filter(|run| run.role == Role::Cue && is_verb(looks, run)) {
        let look = &looks.tokens[cue.tokens.start];
        let clause = &looks.clauses[look.clause as usize].tokens;
        let sentence = around(clause, looks.sentences[look.sentence as usize].tokens.clone());
        let pieces = vec![trimmed(looks, sentence.start..clause.start), trimmed(looks, clause.end..sentence.end)];
        if pieces.iter().all(|piece| piece.len() > 1 && !in_marks(looks, piece)) {
            out.push(pieces);
        }
    }
    out
}

/// Most other ends of one candidate on either side of its own.
const MOST_ENDS: usize = 3;

/// The same words with another end: at an earlier end of a clause, at a later one of the sentence, or without the last piece.
pub fn other_ends(looks: &Looks, pieces: &[Range<usize>]) -> Vec<Vec<Range<usize>>> {
    let Some((last, rest)) = pieces.split_last() else { return Vec::new() };
    let own = looks.tokens[last.end - 1].clause as usize;
    let sentence = &looks.sentences[looks.tokens[last.start].sentence as usize];
    let ending = |run: Range<usize>| {
        let mut pieces = rest.to_vec();
        pieces.push(run);
        pieces
    };
    let mut out = Vec::new();
    if !rest.is_empty() {
        out.push(rest.to_vec());
    }
    let earlier = looks.clauses[..own].iter().rev().take(MOST_ENDS).map(|clause| clause.tokens.end);
    let later = looks.clauses[own..sentence.clauses.end.max(own)].iter().take(MOST_ENDS).map(|clause| clause.tokens.end);
    for end in earlier.take_while(|&end| end > last.start + 1).chain(later) {
        let run = trimmed(looks, last.start..end);
        if run.len() > 1 && run.end.abs_diff(last.end) > 1 {
            out.push(ending(run));
        }
    }
    out
}

/// What stands around a clause like "wie Meyer sagte" in its sentence: always somebody's content. Too rare in the training
/// articles (11, all of them quotations) for a model to learn.
pub fn around_as_clauses(looks: &Looks) -> Vec<Vec<Range<usize>>> {
    let as_word = hash("wie");
    let reports = |clause: &&Clause| {
        clause.first == as_word
            && clause.cue >= Reporting::ALWAYS
            && !clause.inside
            && looks.tokens[clause.tokens.clone()].iter().any(|look| look.subject)
    };
    let mut out = Vec::new();
    for sentence in &looks.sentences {
        let Some(clause) = looks.clauses[sentence.clauses.clone()].iter().find(reports) else { continue };
        let before = trimmed(looks, sentence.tokens.start..clause.tokens.start);
        let behind = trimmed(looks, clause.tokens.end..sentence.tokens.end);
        let pieces: Vec<Range<usize>> = [before, behind].into_iter().filter(|piece| piece.len() > 2).collect();
        if !pieces.is_empty() && pieces.iter().all(|piece| looks.tokens[piece.clone()].iter().all(|look| look.inside == 0)) {
            out.push(pieces);
        }
    }
    out
}

/// Whether all the words stand in quotation marks.
pub fn in_marks(looks: &Looks, run: &Range<usize>) -> bool {
    looks.tokens[run.clone()].iter().all(|look| look.inside > 0)
}

/// The run without marks at its ends.
pub fn trimmed(looks: &Looks, mut run: Range<usize>) -> Range<usize> {
    let empty = |at: usize| looks.tokens[at].mark || is(&looks.tokens[at], Pos::Punct);
    while run.start < run.end && empty(run.end - 1) {
        run.end -= 1;
    }
    while run.start < run.end && empty(run.start) {
        run.start += 1;
    }
    run
}
